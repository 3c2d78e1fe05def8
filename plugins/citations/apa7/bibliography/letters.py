"""Letters in one form, however many marks are on them."""

import re
import unicodedata
from typing import Literal

from .patterns import late

MOST_MARKS = 30
"""Marks on one letter that any language needs (Unicode, UAX #15, § 13, "Stream-Safe Text Format")."""

BLANK = r"(?:[^\S\n]|[\u00ad\u200b-\u200f\u2060\ufeff])"
"""A blank of any kind within a line, those without a width too, for regular expressions."""

# What may be marks; most of it is letters, and told apart only where so many stand together.
_MANY = late(rf"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}")

_EAST_ASIAN = (
    (0x1100, 0x11FF), (0x3005, 0x30FF), (0x3130, 0x318F), (0x3400, 0x9FFF), (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


def normalise(form: Literal["NFC", "NFKD"], text: str) -> str:
    """Return a text in one of Unicode's forms.

    Marks on one letter are put into order by comparing all of them with each other, so that
    what is no writing any more would take hours: of more than `MOST_MARKS`, the rest go.
    """
    return unicodedata.normalize(form, text if text.isascii() else _MANY.sub(_thin, text))


def _thin(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in found[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def is_east_asian(text: str) -> bool:
    """Tell whether a text is written in Chinese, Japanese or Korean letters, of which none is an initial."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(
        any(first <= ord(letter) <= last for first, last in _EAST_ASIAN) for letter in letters
    )
