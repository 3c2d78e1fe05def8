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

    def keep(self, address: str, make: Callable[[str], Image]) -> str:
        """Return the mark for a picture, which is made if it is none of those that were found before."""
        for number, image in enumerate(self.images):
            if image.address == address:
                return places.image(number)
        self.images.append(make(address))
        return places.image(len(self.images) - 1)

    def lose(self, message: str, line: int) -> str:
        """Note a loss, and return its mark."""
        self.losses.append(Loss(message, f"{self.name}:{line}" if line else self.name))
        return places.loss(len(self.losses) - 1)
