"""What is set of a copy beside its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """What we set of a copy beside its words: by it our later changes are told from what its partner changed.

    Attributes:
        date: ISO 8601; "" if the partner chose it.
        category: As it is called there.
        tags: As they are called there.
        image: Hash of the one that stands for the post; "" for none.
        alt: Its alternative text.
        credit: Who made it, and how it may be reused.
        place: Where the partner shows it, if that cannot be told from its hash.
    """

    date: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    alt: str = ""
    credit: str = ""
    place: str = ""
