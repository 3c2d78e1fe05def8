"""What a build has to do about an edit: nothing, a part of the site, or all of it; and what it remembers.

This module imports neither Pelican nor Markdown: to find out that nothing has changed takes neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rebuild.circumstances import identify
from rebuild.comparison import compare
from rebuild.decision import decide
from rebuild.explanation import explain_page
from rebuild.keeping import Said, renew_record
from rebuild.model import Decision, Difference, Posts, Record
from rebuild.storage import FOLDER, read_posts, read_record, write_posts, write_record

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
KEPT = ROOT / FOLDER
SETTINGS = "publishconf.py"
COMMAND = f"invoke build, {SETTINGS}"
# What a build makes, and where it makes it. The outbox is last: where it is, both are of one build.
PAIRS = [(ROOT / name, CACHE / "build" / name) for name in ("output", "outbox")]
OUTPUTS = {place.name: place for place, _ in PAIRS}


class Renewal:
    """What is to be built, and why.

    Attributes:
        record: Of the last good build; None if there is none.
        posts: What is known of its posts, where it matters.
        decision: How to build.
    """

    def __init__(self) -> None:
        self.record = read_record(KEPT)
        self.posts: Posts | None = None
        self._difference = Difference(reason="there is no record of an earlier build")
        if self.record is not None:
            self._difference = compare(self.record, ROOT, identify(ROOT, COMMAND), OUTPUTS)
            if self._difference and not self._difference.reason:
                self.posts = read_posts(KEPT)
        self.decision = decide(self._difference, self.posts)

    @property
    def messages(self) -> list[Said]:
        """What the last build said."""
        return self.record.messages if self.record else []

    def explain(self, page: str) -> Iterator[str]:
        """Yield lines that say what a page is made of, and what a build would do."""
        return explain_page(page, self.record, self.posts or read_posts(KEPT), self.decision)

    def choose_whole(self, reason: str) -> None:
        """Build the whole site, since a part is not enough."""
        self.decision = Decision("whole", reason)

    def keep_nothing(self) -> None:
        """Remember files that look otherwise and have the same content."""
        if self.record is not None and self._difference.refreshed:
            write_record(
                KEPT, replace(self.record, inputs={**self.record.inputs, **self._difference.refreshed})
            )

    def keep_part(self, places: Iterable[Path], said: Iterable[Said]) -> None:
        """Remember a part that has taken its place.

        Args:
            places: The files that were replaced.
            said: What the part said of its posts.
        """
        assert self.record is not None
        assert self.posts is not None
        self.record = renew_record(
            self.record, self._difference, self.decision, self.posts, OUTPUTS, places, said
        )
        write_record(KEPT, self.record)

    def keep_whole(self, record: Record, posts: Posts) -> None:
        """Remember a whole build."""
        # Whoever finds the record, finds the posts that belong to it.
        write_posts(KEPT, posts)
        write_record(KEPT, record)
