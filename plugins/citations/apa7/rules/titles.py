"""Titles (APA 7, §§ 6.17, 9.19).

References have their titles in sentence case, quotations of titles in the text in
title case. What the .bib file protects with braces is never changed, and titles in
other languages than English keep their own capitals.
"""

import re
from functools import lru_cache

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, flatten
from apa7.model import EMPTY, Text, Work

from . import details
from .capitals import is_sentence_case, sentence_case, title_case
from .maori import is_maori

__all__ = [
    "in_sentence_case", "in_title_case", "is_english", "is_maori", "is_sentence_case", "main_title",
    "numbered_title", "sentence_case", "title_case", "without_article",
]  # fmt: skip

_NAMES = """
american anglais australian british canadian en eng engels englisch english inglese inglés ingles
langenglish newzealand ukenglish usenglish
"""
_ENGLISH = frozenset(_NAMES.split())
_UNKNOWN = frozenset(("", "n/a", "na", "none", "und", "undefined", "undetermined", "unknown", "mul", "zxx"))
_IN_ENGLISH = late(r"\b(?:of|the|and|for|to|on|with|a|an|by|from)\b|\b(?:I|i)n (?:[A-Z]\w+)$")
_ARTICLES = late(r"^(?:the|an|a)\s+(?=\w)", re.IGNORECASE)


def is_english(work: Work) -> bool:
    """Tell whether titles follow English capitals: the work's `langid` (or `language`) says nothing else.

    That may be a name of babel's, a code, or words: `american`, `en_US.UTF-8`, `English (New Zealand)`.
    """
    texts = work.texts
    if "langid" not in texts and "language" not in texts:
        return True
    return _is_english(work.string("langid", "language"))


@lru_cache(maxsize=512)
def _is_english(written: str) -> bool:
    language = written.lower().strip()
    first = re.split(r"[;,/&]|\band\b", language)[0].strip()
    return language in _UNKNOWN or bool(_ENGLISH.intersection(re.split(r"[\W_]+", first)))


def main_title(work: Work, field: str = "title") -> Text:
    """Return a title and its subtitle as entered: "Title: Subtitle"."""
    return _with_subtitle(work.text(field), work.text(field.replace("title", "subtitle")))


def in_sentence_case(work: Work, field: str = "title") -> Text:
    """Return a title and its subtitle as a reference has them (§ 6.17)."""
    title = work.texts.get(field, EMPTY)
    subtitle = work.texts.get(field.replace("title", "subtitle"), EMPTY) if "title" in field else EMPTY
    if not (title or subtitle):
        return EMPTY
    if title and title[-1].text.endswith(("?.", "!.")):
        title = (*title[:-1], title[-1]._replace(text=title[-1].text[:-1]))
    if is_english(work):
        title = sentence_case(title, work.capitals)
        subtitle = sentence_case(subtitle, work.capitals) if subtitle else subtitle
    elif title and title[-1].text.endswith("]"):
        title = _with_translation(title, work.capitals)
    return _with_subtitle(title, subtitle)


def _with_translation(title: Text, names: tuple[str, ...]) -> Text:
    """Put the English translation that stands in brackets behind a title into sentence case (§ 9.38)."""
    before, opening, rest = title[-1].text.rpartition("[")
    translated = rest[:-1]
    if not (before.strip() and opening) or not _IN_ENGLISH.search(translated):
        return title
    piece = title[-1]
    own = sentence_case((piece._replace(text=translated),), names)
    return (*title[:-1], piece._replace(text=before + opening), *own, piece._replace(text="]"))


def in_title_case(work: Work, *fields: str) -> Text:
    """Return the first of these fields as the text has titles (§ 6.17)."""
    title = work.text(*fields)
    return title_case(title) if is_english(work) else title


def _with_subtitle(title: Text, subtitle: Text) -> Text:
    if not (title and subtitle):
        return title or subtitle
    ends = flatten(title).rstrip().endswith((":", "?", "!", "—"))
    return concat(title, " " if ends else ": ", subtitle)


def without_article(title: str) -> str:
    """Return a title without the article that sorting ignores (§ 9.49)."""
    return _ARTICLES.sub("", title)


def numbered_title(work: Work, field: str = "title") -> Text:
    """Return a volume's title after that of the whole: "Handbook: Vol. 1. Theory" (§ 10.2, example 30)."""
    own, named = in_sentence_case(work, field), details.whole(work)
    if not named:
        return own
    whole, number = in_sentence_case(work, named), details.volume_number(work)
    if not own:
        return concat(whole, f": {number}") if number else whole
    if number and flatten(own).startswith(f"{number}."):
        return concat(whole, ": ", own)
    return concat(whole, ": ", f"{number}. " if number else "", own)
