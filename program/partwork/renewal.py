"""What a build has to do about an edit: nothing, a part of the site, or all of it; and what it remembers.

This module imports neither Pelican nor Markdown: to find out that nothing has changed takes neither.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rebuild.circumstances import identify
from rebuild.comparison import compare
from rebuild.decision import decide, trace_entries
from rebuild.explanation import explain_page
from rebuild.keeping import Said, renew_messages, renew_posts, renew_record
from rebuild.model import Decision, Difference, Posts, Record
from rebuild.stamps import look
from rebuild.storage import FOLDER, RECORD, read_posts, read_record, write_posts, write_record

from guards.terminal import print_line
from proofs.model import label, order

from .folder import CACHE, ROOT


@dataclass(frozen=True)
class Place:
    """Where a site is built again and again.

    Attributes:
        settings: The settings file.
        kept: The folder of the record.
        pairs: What a build makes, and where it makes it. The outbox is last: where it is, both are of one.
    """

    settings: str
    kept: Path
    pairs: tuple[tuple[Path, Path], ...]

    @property
    def outputs(self) -> dict[str, Path]:
        """What a build makes, by name."""
        return {place.name: place for place, _ in self.pairs}


NAMES = ("output", "outbox")
# The site in public.
PUBLIC = Place(
    "publishconf.py", ROOT / FOLDER, tuple((ROOT / name, CACHE / "build" / name) for name in NAMES)
)


def sort_messages(said: Iterable[Said]) -> list[Said]:
    """Return messages in the order of files and lines, in which every build says them."""
    return sorted(said, key=lambda entry: order(entry[1]))


class Renewal:
    """What is to be built, and why.

    Args:
        place: Where.

    Attributes:
        place: Where.
        record: Of the last good build; None if there is none.
        posts: What is known of its posts, where it matters.
        decision: How to build.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._seen = look(place.kept / RECORD)
        self.record = read_record(place.kept)
        self.posts: Posts | None = None
        self._difference = Difference(reason="there is no record of an earlier build")
        if self.record is not None:
            self._difference = compare(self.record, ROOT, identify(ROOT, place.settings), place.outputs)
            if self._difference and not self._difference.reason:
                self.posts = read_posts(place.kept)
                self._difference = trace_entries(self._difference, self.record, self.posts, ROOT)
        self.decision = decide(self._difference, self.posts)

    def finds_nothing(self) -> bool:
        """Say so if nothing has changed, and return whether that is so."""
        if self.decision.level != "nothing":
            return False
        self.keep_nothing()
        self.tell_again()
        print_line("Nothing has changed since the last build.")
        return True

    def is_current(self) -> bool:
        """Say whether no other build has ended since; what is saved meanwhile the next build sees."""
        return look(self.place.kept / RECORD) == self._seen

    def tell_again(self) -> None:
        """Say what the last build said: it is as true as then."""
        for error, text in sort_messages(self.record.messages if self.record else ()):
            print_line(f"{label(error, text)}: {text}", sys.stderr)

    def explain(self, page: str) -> Iterator[str]:
        """Yield lines that say what a page is made of, and what a build would do."""
        return explain_page(page, self.record, self.posts or read_posts(self.place.kept), self.decision)

    def list_bibliographies(self) -> list[str]:
        """Return the .bib files with entries that are others now."""
        return sorted(self._difference.entries)

    def choose_whole(self, reason: str) -> None:
        """Build the whole site, since a part is not enough."""
        self.decision = Decision("whole", reason)

    def keep_nothing(self) -> None:
        """Remember files that look otherwise and have the same content."""
        if self.record is not None and self._difference.refreshed:
            inputs = {**self.record.inputs, **self._difference.refreshed}
            write_record(self.place.kept, replace(self.record, inputs=inputs))

    def keep_part(self, places: Iterable[Path], said: Iterable[Said], after: Posts | None) -> None:
        """Remember a part that has taken its place.

        Args:
            places: The files that were replaced.
            said: What the part said of its posts.
            after: What is known of its posts, where that is something else than before.
        """
        assert self.record is not None
        assert self.posts is not None
        self.record = renew_record(
            self.record, self._difference, self.decision, self.posts, ROOT, self.place.outputs, places, said
        )
        if after or self._difference.traced:
            after = after or Posts({}, self.posts.content, {}, [], [])
            write_posts(self.place.kept, renew_posts(self.posts, after, self._difference))
        write_record(self.place.kept, self.record)

    def list_messages(self, said: Iterable[Said]) -> list[Said]:
        """Return what is to be said of the site, with what a part said of its posts, in order."""
        if self.record is None or self.posts is None:
            return self.record.messages if self.record else []
        return sort_messages(renew_messages(self.record, self.decision, self.posts, said))

    def keep_whole(self, record: Record, posts: Posts) -> None:
        """Remember a whole build."""
        # Whoever finds the record, finds the posts that belong to it.
        write_posts(self.place.kept, posts)
        write_record(self.place.kept, record)
