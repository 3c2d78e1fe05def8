"""Titles, and parts of titles, that are in te reo Māori: they keep their capitals."""

import re

from apa7.bibliography.patterns import late
from apa7.model import Text

_MAORI = late(r"(?:[\W\d_]++|(?:(?:ng|wh|[hkmnprtw])?+[aeiouāēīōū])++(?![^\W\d_]))*+")
_PARTS = late(r"(?<=[:—?!])(?=\s)")
_MARKS = frozenset("āēīōū")
_PARTICLES = frozenset(("te", "nga", "ki", "ko", "kia"))


def protect_maori(text: Text) -> tuple[Text, Text]:
    """Keep the capitals of titles, and of the parts of titles around colons, that are in te reo Māori.

    Returns:
        The title, and those of its pieces that aren't Māori.
    """
    pieces, own = [], []
    for piece in text:
        for part in _PARTS.split(piece.text):
            maori = is_maori(part)
            same = part == piece.text and not maori
            kept = piece if same else piece._replace(text=part, protected=piece.protected or maori)
            pieces.append(kept)
            if not maori:
                own.append(kept)
    return tuple(pieces), tuple(own)


def is_maori(text: str) -> bool:
    """Tell whether a text is in te reo Māori, by its syllables and a macron or a word that English lacks."""
    text = text.lower()
    if not _MAORI.fullmatch(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    return not (_MARKS.isdisjoint("".join(words)) and _PARTICLES.isdisjoint(words))
