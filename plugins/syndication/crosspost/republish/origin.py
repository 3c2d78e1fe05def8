"""The noun for what feeds say of a post beyond its copy: no partner's copy changes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """What a feed says of a post beyond what its copy has.

    Attributes:
        people: Its authors: name, and the address of who they are or "".
        references: The works that it cites, as Rogue Scholar and others read them.
        doi: The post's own DOI as an address, or "".
    """

    people: tuple[tuple[str, str], ...] = ()
    references: tuple[Mapping[str, str], ...] = ()
    doi: str = ""
