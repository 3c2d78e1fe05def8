"""What a publish has read of an outbox: the next one reads what was touched since, and what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from crosspost.files import unfold
from crosspost.model import Post, defer_post
from crosspost.outbox.files import read_nouns, read_post
from guards.stamps import UNKNOWN, read_notes, write_notes, write_stamp

# What a plan asks of every post, and what a post need not have.
PLANNED = (
    *("id", "title", "url", "published", "series"),
    *("card", "featured", "short", "publication", "words", "hash"),
)


@dataclass
class Seen:
    """What is known of the files of an outbox.

    Attributes:
        path: Where it is kept, on this machine.
        before: What was kept: by target and file, its stamp and what a plan asks of its post.
        now: The same, of all that has been read since.
    """

    path: Path
    before: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)

    def read(self, path: Path) -> Post:
        """Read one file of the outbox as `read_post` does: of one that nobody has touched, what is wanted."""
        name, stamp = f"{path.parent.name}/{path.name}", write_stamp(path)
        known = self.before.get(name)
        if stamp != UNKNOWN and known and known["stamp"] == stamp:
            self.now[name] = known
            return defer_post(read_nouns(known["fields"]), partial(read_post, path))
        post = read_post(path)
        if stamp != UNKNOWN:
            fields = {planned: unfold(getattr(post, planned)) for planned in PLANNED}
            self.now[name] = {"stamp": stamp, "fields": fields}
        return post

    def write(self) -> None:
        """Keep what is known."""
        if self.now != self.before:
            write_notes(self.path, self.now)


def read_seen(path: Path) -> Seen:
    """Return what was kept; nothing if that is not all that a plan asks."""
    kept = read_notes(path)
    try:
        whole = all(tuple(known["fields"]) == PLANNED and known["stamp"] for known in kept.values())
    except (KeyError, TypeError):
        return Seen(path)
    return Seen(path, kept) if whole else Seen(path)
