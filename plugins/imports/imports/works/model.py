"""The nouns: one work in a citation, and all that stand at one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """One work in a citation.

    Attributes:
        csl: The work, as CSL-JSON.
        locator: Where in it: "10-12".
        label: What the locator counts, as CSL calls it: "page".
        prefix: What stands before it, with HTML as CSL has it.
        suffix: What stands after it, with its comma.
        author: Whether its author is said.
        year: Whether all but its author is said.
        hidden: Whether nothing is said: it is cited for the list alone.
    """

    csl: Mapping[str, Any]
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    author: bool = True
    year: bool = True
    hidden: bool = False


@dataclass(frozen=True)
class Cluster:
    """What is cited at one place of a text.

    Attributes:
        items: The works.
        shown: What stood there for readers.
        made: What the other program would have put there; "" if that is not known.
        edited: Whether somebody wrote other words over that.
        narrative: Whether its author is part of the sentence, as far as the program says so.
    """

    items: tuple[Item, ...]
    shown: str = ""
    made: str = ""
    edited: bool = False
    narrative: bool = False
