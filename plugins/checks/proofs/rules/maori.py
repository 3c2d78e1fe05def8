"""Words of te reo Māori whose macrons were left out (PW901).

The words and their macrons are those of Te Aka Māori Dictionary (maoridictionary.co.nz); that a macron
belongs to the spelling of a word say Te Taura Whiri i te Reo Māori, Guidelines for Māori Language Orthography
(2012). Words that mean something else without the macron, such as "kaka", or of which one form has none
("tupuna", "wahine", "tangata", "kaumatua"), do not stand here; others, such as "kaupapa", never have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from ..model import Finding, Fix
from ..text import Text

WORDS = (
    "Māori", "Māoritanga", "Pākehā", "whānau", "hapū", "kōrero", "kōhanga", "wānanga", "mātauranga",
    "whāngai", "mōrena", "pōwhiri", "pōhiri", "kāwanatanga", "tūrangawaewae", "hāngī", "pūrākau", "pēpeha",
    "kōiwi", "kererū", "pīwakawaka", "pūkeko", "tōtara", "mānuka", "kānuka", "kōwhai", "pāua", "kūmara",
    "Kīngitanga", "Tāmaki", "Taupō", "Whangārei", "Ōtautahi", "Ōtepoti", "Kaikōura", "Rēkohu", "Wānaka",
    "Ngāi", "Ngāti", "Ngāpuhi", "Tūhoe", "Tūwharetoa", "rūnanga", "rōpū", "pūtea", "hākari", "tūroro",
    "pōuri", "mōteatea", "whāriki", "pātaka", "pōtae", "kōtiro",
)  # fmt: skip
"""Common words that mean nothing else without their macrons, and are other words for no single person."""

_LETTERS = re.compile(r"[a-z]{4,}")
_WORD = re.compile(r"(?<![\w./@#\0\\=&'’_-])([A-Za-z]{4,})(?!\w|[/@_=]|-[\w]|\.\w|['’]\w)")


def find(text: Text, more: Iterable[str] = (), left: Iterable[str] = ()) -> Iterator[Finding]:
    """Find words without their macrons.

    Args:
        text: A post.
        more: Other words to look for, as they are written.
        left: Words of the list that are not looked for.
    """
    words = list_words(tuple(more), tuple(left))
    if words.keys().isdisjoint(_LETTERS.findall(text.prose.lower())):
        return
    for match in _WORD.finditer(text.prose):
        right = words.get(match[1].lower())
        if right and not text.is_quoted(match.start()):
            if match[1][0].isupper():
                right = right[0].upper() + right[1:]
            if match[1].isupper():
                right = right.upper()
            fix = Fix(match.start(), match.end(), right)
            message = f'"{match[1]}" has lost its macron.'
            yield text.find("PW901", "warning", match.start(), message, f"Write {right}.", fix)


@lru_cache(maxsize=4)
def list_words(more: tuple[str, ...] = (), left: tuple[str, ...] = ()) -> dict[str, str]:
    """Return words without their macrons → with them."""
    found = {}
    gone = {strip(word) for word in left}
    for word in (*WORDS, *more):
        plain = strip(word)
        if plain != word.lower() and " " not in word and plain not in gone:
            found[plain] = word
    return found


def strip(word: str) -> str:
    """Return a word in small letters, without macrons."""
    return "".join(sign for sign in normalize("NFD", word.lower()) if not combining(sign))
