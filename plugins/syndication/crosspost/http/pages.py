"""What a partner lists page by page, newest first: asked for once in a run, and then only for what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from crosspost.errors import UnavailableError

Thing = TypeVar("Thing")
# What is read at most, before it is said that the rest was not looked at.
MOST = 10_000
MOST_PAGES = 1_000
# By how much clocks may differ.
DIFFERENCE = timedelta(days=1)


class Pages(Generic[Thing]):
    """The pages of a list, read as far as what is looked for can be on them.

    Attributes:
        seen: What was on them, by name.
    """

    def __init__(
        self,
        url: str,
        read: Callable[[str], tuple[Sequence[Thing], str]],
        name: Callable[[Thing], str],
        date: Callable[[Thing], str],
        least: int,
    ) -> None:
        """Take how to read them; nothing is asked yet.

        Args:
            url: Whose list it is, for messages.
            read: Returns a page, and where the next one is; "" stands for the first, and for none.
            name: Names a thing.
            date: Says when a thing was made, in ISO 8601; "" if that is not known.
            least: How many pages are read, however old they are.
        """
        self.url = url
        self.read = read
        self.name = name
        self.date = date
        self.least = least
        self.seen: dict[str, Thing] = {}
        self.last: Sequence[Thing] = ()
        self.next = ""
        # Where pages are that were read or are the next to be.
        self.places: set[str] = set()

    def read_since(self, published: str) -> set[str]:
        """Read the first page, and those after it until one is older than a moment.

        Args:
            published: When the post appeared whose copy is looked for, in ISO 8601. A copy is no older.

        Returns:
            The names of what was read now, not before.

        Raises:
            UnavailableError: There is too much.
        """
        page, after = self.read("")
        self.require_few(page, published)
        fresh = {self.name(thing): thing for thing in page}
        if not fresh.keys() & self.seen.keys():
            # Between this page and those that were read before, others may have come.
            self.last, self.next, self.places = page, after, {after}
        self.seen |= fresh
        while self.next and (len(self.places) < self.least or not self.is_older(published)):
            self.require_few(self.places, published, MOST_PAGES + 1)
            self.require_few(self.seen, published)
            previous = self.last
            self.last, after = self.read(self.next)
            self.require_few(self.last, published)
            # The same page again: it cannot be asked for another.
            self.next = "" if after in self.places or self.last == previous else after
            self.places.add(after)
            more = {self.name(thing): thing for thing in self.last}
            fresh |= more
            self.seen |= more
        return set(fresh)

    def require_few(self, things: Sized, published: str, most: int = MOST) -> None:
        """Refuse to look for a copy among more than anybody has.

        Raises:
            UnavailableError: There are more.
        """
        if len(things) >= most:
            raise UnavailableError(
                f"{self.url} has so many posts since {published[:10]} that it could not be looked "
                "whether the copy is among them. Bring back the ledger that knows it, or leave this "
                'target out with "Syndicate:" in the post.'
            )

    def is_older(self, published: str) -> bool:
        """Say whether all on the last page was surely made before a moment."""
        moment = read_moment(published)
        made = [read_moment(self.date(thing)) for thing in self.last]
        return bool(made) and all(date and moment and moment - date > DIFFERENCE for date in made)


def read_moment(value: str) -> datetime | None:
    """Return a moment given in ISO 8601, as UTC if it names no time zone; None if it is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
