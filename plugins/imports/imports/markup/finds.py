"""What is found in a text while it becomes Markdown: pictures and losses, each with its mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .. import places
from ..model import Image, Loss


@dataclass
class Finds:
    """Pictures and losses of one post.

    Attributes:
        name: The file that is imported, for messages.
        images: Pictures, in the order of their marks.
        losses: What could not be kept, in the order of its marks.
    """

    name: str
    images: list[Image] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def keep(self, address: str, make: Callable[[str], Image]) -> str:
        """Return the mark for a picture, which is made if it is none of those that were found before."""
        return places.image(self.number(address, make))

    def number(self, address: str, make: Callable[[str], Image]) -> int:
        """Return the number of a picture, which is made if it is none of those that were found before."""
        if address not in self._numbers:
            self._numbers[address] = len(self.images)
            self.images.append(make(address))
        return self._numbers[address]

    def lose(self, message: str, line: int) -> str:
        """Note a loss, and return its mark."""
        self.losses.append(Loss(message, f"{self.name}:{line}" if line else self.name))
        return places.loss(len(self.losses) - 1)
