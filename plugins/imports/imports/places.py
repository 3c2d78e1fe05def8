"""Marks in a text that is being imported: where an image, a link to a post, or what was lost will stand.

They are made of characters that no text can have (Unicode, § 23.7: noncharacters), which `clean` takes out of
what comes in. `fill` replaces them when it is known where everything is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from guards.characters import drop_controls

BEGIN, END = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{BEGIN}([ilwx])([^{BEGIN}{END}]*){END}")
"""A mark: its kind, and what it names."""

LOST = f"(?:{BEGIN}x\\d+{END})"
"""Where a loss was, as a regular expression."""

_NONE = dict.fromkeys(range(0xFDD0, 0xFDF0))


def clean(text: str) -> str:
    """Return a text that comes in without marks, and without what steers instead of being read."""
    return drop_controls(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_NONE)


def image(number: int) -> str:
    """Return the mark for the address of a post's image: `![alt](MARK)`."""
    return f"{BEGIN}i{number}{END}"


def link(address: str) -> str:
    """Return the mark for an address that may be that of another post: `[words](MARK)`."""
    return f"{BEGIN}l{address}{END}"


def loss(number: int) -> str:
    """Return the mark for where one of a post's losses was; nothing will stand there."""
    return f"{BEGIN}x{number}{END}"


def work(key: str) -> str:
    """Return the mark for the key of a work, which may be another one in this site: `[@MARK]`."""
    return f"{BEGIN}w{key}{END}"


def fill(text: str, show: Callable[[str, str, int], str]) -> tuple[str, dict[int, int]]:
    """Return a text with its marks replaced, and in which line each loss was, counted from 1.

    Args:
        text: With marks.
        show: Returns what stands for a mark, of its kind ("i" or "l"), what it names and its line.
    """
    done: list[str] = []
    lines: dict[int, int] = {}
    at, line = 0, 1
    for found in MARK.finditer(text):
        before = text[at : found.start()]
        line += before.count("\n")
        done.append(before)
        if found[1] == "x":
            lines[int(found[2])] = line
        else:
            done.append(show(found[1], found[2], line))
        at = found.end()
    return "".join([*done, text[at:]]), lines
