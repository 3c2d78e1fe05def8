"""Titles, and parts of titles, that are in te reo Māori: they keep their capitals."""

import re

from apa7.model import Text

_MAORI = re.compile(r"(?:(?:ng|wh|[hkmnprtw])?[aeiouāēīōū])+")
_MARKS = frozenset("āēīōū")
_PARTICLES = frozenset(("te", "nga", "ki", "ko", "kia"))


def protect_maori(text: Text) -> tuple[Text, Text]:
    """Keep the capitals of titles, and of the parts of titles around colons, that are in te reo Māori.

    Returns:
        The title, and those of its pieces that aren't Māori.
    """
    pieces, own = [], []
    for piece in text:
        for part in re.split(r"(?<=[:—?!])(?=\s)", piece.text):
            maori = is_maori(part)
            pieces.append(piece._replace(text=part, protected=piece.protected or maori))
            if not maori:
                own.append(pieces[-1])
    return tuple(pieces), tuple(own)


def is_maori(text: str) -> bool:
    """Tell whether a text is in te reo Māori, by its syllables and a macron or a word that English lacks."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(_MARKS.intersection("".join(words)) or _PARTICLES.intersection(words)) and all(
        map(_MAORI.fullmatch, words)
    )
