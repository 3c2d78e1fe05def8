"""Names of files, made of somebody's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 100
"""Bytes: names of files have at most 255, and some made of a post hold its series and a hash, too."""

# Letters that are no others with a mark, as ASCII has them.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})


def make_slug(words: str) -> str:
    """Return words as the end of an address: letters and digits of ASCII, hyphens; "" if there are none."""
    plain = unicodedata.normalize("NFKD", words[:1000].lower().translate(_LETTERS))
    plain = re.sub(r"['’\u0300-\u036f]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


class Names:
    """Names that are taken in a folder."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Take names, in lower case."""
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def find_free(self, stem: str, ending: str = "") -> str:
        """Return a name that is not taken, with a number behind it if it must be; from now on it is."""
        name = f"{stem}{ending}"
        number = self._last.get(name, 1)
        free = name
        while free.lower() in self._taken:
            number += 1
            free = f"{stem}-{number}{ending}"
        self._last[name] = number
        self._taken.add(free.lower())
        return free
