"""Letters in one form, however many marks are on them."""

import re
import unicodedata
from typing import Literal

MOST_MARKS = 30
"""Marks on one letter that any language needs (Unicode, UAX #15, § 13, "Stream-Safe Text Format")."""

# What may be marks; most of it is letters, and told apart only where so many stand together.
_MANY = re.compile(rf"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}")

_EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u3005-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)


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
    return bool(letters) and all(_EAST_ASIAN.match(letter) for letter in letters)
