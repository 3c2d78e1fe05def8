"""Names of files, made of somebody's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 100
"""Bytes: names of files have at most 255, and some made of a post hold its series and a hash, too."""

# Letters that are no others with a mark, as ASCII has them.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})


def make_slug(words: str) -> str:
    """Return words as the end of an address: letters and digits of ASCII, hyphens; "" if there are none."""
    plain = unicodedata.normalize("NFKD", words[:1000].lower().translate(_LETTERS))
    plain = re.sub(r"['’\u0300-\u036f]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def find_free(stem: str, ending: str, taken: Container[str]) -> str:
    """Return a name that is not taken: with a number behind it if it must be."""
    number, name = 1, f"{stem}{ending}"
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name
