"""Titles in capitals throughout, and words whose capitals are their own."""

import re

from apa7.bibliography.patterns import late

INITIALISM = late(r"(?:[^\W\d_]\.){2,}")
PRONOUN = late(r"I(?:[’'](?:m|d|ll|ve))?")
MINOR = (
    "a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "off", "on", "or", "per", "so",
    "the", "to", "up", "via", "vs", "v", "yet",
)  # fmt: skip
_ROMAN = late(r"[IVX]{2,}")
_VOWEL = late(r"[AEIOUYÄÖÜÉĀĒĪŌŪ]")
_SHORT = """
ADHD AIDS APA ASD ASEAN BIPOC COVID EEG EU FASD GDP GIS HIV ICT ICU IQ LGBTIQ LGBTQIA LGBTQI NATO NASA NEET
NGO NZ OECD OCD PISA RNA SARS UK UN UNAIDS UNESCO UNHCR UNICEF USA
"""
_ACRONYMS = frozenset(_SHORT.split())
_ABBREVIATIONS = frozenset(("DR", "MR", "MRS", "ST", "VS"))


def is_shouting(title: str) -> bool:
    """Tell whether a title is in capitals throughout; a few acronyms by themselves are no words."""
    if not (title.isupper() and " " in title):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", title) if word not in _ACRONYMS]
    return any(word.lower() in MINOR or (len(word) > 4 and _VOWEL.search(word)) for word in words)


def keeps_shouted(match: re.Match[str]) -> bool:
    """Tell whether a word has its capitals also where not all has: COVID-19, H1N1, II, NSW, UNESCO."""
    word, text = match[0].rstrip("."), match.string
    joined = text[match.end() : match.end() + 2]
    with_digits = any(map(str.isdecimal, word)) or (joined[:1] == "-" and joined[1:].isdecimal())
    before = text[max(match.start() - 3, 0) : match.start()]
    after_digits = re.search(r"\d-$", before) is not None and len(word) < 4
    return (
        with_digits
        or after_digits
        or bool(INITIALISM.fullmatch(match[0]) or PRONOUN.fullmatch(word) or _ROMAN.fullmatch(word))
        or word in _ACRONYMS
        or (len(word) > 1 and word.isalpha() and not _VOWEL.search(word) and word not in _ABBREVIATIONS)
    )
