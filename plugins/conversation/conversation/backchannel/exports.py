"""Files that people exported, of whichever program: read by the one of these that knows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from conversation.errors import ConversationError
from conversation.model import Answer

from . import outbox, spreadsheet, tweets
from .packs import read_pack
from .query import Query

# What each of them is read from.
KINDS = (outbox, tweets, spreadsheet)


@dataclass
class Export:
    """What a file or folder has of an event.

    Attributes:
        entries: What was said.
        notes: What its author should know.
    """

    entries: list[Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_export(path: Path, query: Query) -> Export:
    """Return what a file or folder has of an event, without what only some may read there.

    Raises:
        ConversationError: It cannot be read, or nobody knows what it is.
    """
    files = dict(read_pack(path, is_wanted))
    found = Export()
    known = False
    for kind in KINDS:
        own = {name: data for name, data in files.items() if kind.fits(PurePosixPath(name), data)}
        if own:
            known = True
            entries, notes = kind.read_entries(own, query)
            found.entries += entries
            found.notes += [f"{path}: {note}" for note in notes]
    if not known:
        raise ConversationError(
            f"{path}: is none of these: Mastodon's archive (outbox.json), Twitter's (data/tweets.js), a TAGS "
            "spreadsheet as CSV."
        )
    return found


def is_wanted(path: PurePosixPath) -> bool:
    """Say whether a file of a pack may be one that is read; not one with letters to single people."""
    return any(kind.wants(path) for kind in KINDS)


def list_known() -> Iterator[str]:
    """Give what is read, in words."""
    yield from (kind.__doc__.partition("\n")[0] for kind in KINDS if kind.__doc__)
