"""A page that lists works, rendered so that the piece of each is known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from .union import CitedWork


class Listing(Sequence[CitedWork]):
    """The works that a template lists, of which some may not be there.

    Args:
        works: Those that are there.
        count: How many the list has.

    Attributes:
        pieces: What the template says of each, as it was given to `CitedWork.keep`.
        whole: Whether the template goes through the works in their order, and looks at none before its turn.
    """

    def __init__(self, works: Sequence[CitedWork], count: int) -> None:
        self.pieces: list[str] = []
        self.whole = True
        self._works = [replace(item, note=self.pieces.append) for item in works]
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[CitedWork]:
        self.whole = self.whole and not self.pieces
        for number, item in enumerate(self._works, 1):
            yield item
            self.whole = self.whole and len(self.pieces) == number

    def __getitem__(self, place: Any) -> Any:
        self.whole = False
        if self._count > len(self._works):
            raise LookupError("the template asks for a work by its place")
        return self._works[place]


class Template:
    """A template as Pelican's writer wants one, of which somebody else makes the page.

    Args:
        template: Jinja's.
        render: Makes the page of what the template is given.
    """

    def __init__(self, template: Any, render: Callable[[dict[str, Any]], str]) -> None:
        self.name = template.name
        self.render = render


def render_pieces(
    template: Any, context: dict[str, Any], works: Sequence[CitedWork], count: int
) -> tuple[str, list[str]]:
    """Return a page that lists works, and the piece of each; none where it is not made of them.

    Args:
        template: The page's.
        context: What it is given, apart from the works.
        works: Those that are there.
        count: How many the list has.
    """
    listing = Listing(works, count)
    text = template.render({**context, "works": listing})
    return text, listing.pieces if listing.whole and len(listing.pieces) == len(works) else []
