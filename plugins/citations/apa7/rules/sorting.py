"""The order of a reference list (APA 7, §§ 9.44–9.49)."""

import unicodedata
from functools import lru_cache
from typing import Any

from apa7.bibliography.letters import normalise
from apa7.model import Name, Work, is_others

from .dates import is_in_press, issued
from .memory import once
from .names import initials, surname
from .titles import without_article
from .works import cited_title, family_of

_LETTERS = str.maketrans("øđðłı", "oddli", "ʻʼ") | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})

_OWN_KEYS = ("presort", "sortkey")


@once
def sort_key(work: Work) -> tuple[Any, ...]:
    """Return what a reference list is sorted by: names, then date, then title."""
    return (
        fold(work.string("presort", "sortkey")) if not work.texts.keys().isdisjoint(_OWN_KEYS) else "",
        _name_key(work),
        date_key(work),
        _title_key(work),
        work.key,
    )


class _Signs(dict[int, str | None]):
    """What becomes of each character: dashes part words, other signs go."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept = character if character.isalnum() or character.isspace() else None
        self[code] = " " if character in "-–—/" else kept
        return self[code]


_SIGNS = _Signs()
_ASCII_SIGNS = bytes([ord(_SIGNS[code] or "\0") for code in range(128)]) + bytes(128)
_NO_SIGNS = bytes([code for code in range(128) if _SIGNS[code] is None])


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Reduce a text to what sorting sees: letters without accents or macrons, digits and spaces."""
    if text.isascii():
        # Most are, and this takes a third of the time of what follows.
        plain = text.lower().encode("ascii").translate(_ASCII_SIGNS, _NO_SIGNS)
        return " ".join(plain.decode("ascii").split())
    letters = normalise("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join([letter for letter in letters if not unicodedata.combining(letter)])
    return " ".join(bare.translate(_SIGNS).split())


def _name_key(work: Work) -> tuple[tuple[str, ...], ...]:
    """Nothing comes before something: "Brown, J. R." stands before "Browning, A. R." (§ 9.45)."""
    names = work.people.get("sortname") or family_of(work).creators(work)
    if names:
        return tuple(
            [
                (fold(_filed(name)), fold(initials(name)), fold(name.given), fold(name.suffix))
                if name.given or name.initials
                else (fold(_filed(name)), "", "", fold(name.suffix))
                for name in names
                if not is_others(name)
            ]
        )
    return ((fold(without_article(_title(work))), "", "", ""),)


def _filed(name: Name) -> str:
    """Return the part of a name that comes first; a group's article is passed over, as a title's is."""
    return without_article(name.family) if name.group else surname(name)


def _title(work: Work) -> str:
    title = work.string("sorttitle") or cited_title(work) or work.string("title")
    return title.lstrip("“")


def _title_key(work: Work) -> str:
    subtitle = work.string("subtitle") if "subtitle" in work.texts else ""
    return fold(f"{without_article(work.string('sorttitle', 'title'))} {subtitle}")


def date_key(work: Work) -> tuple[int, int, int, int]:
    """Return what works by the same names are sorted by.

    No date first, then by date, the year alone before days in it; in press last (§ 9.46).
    """
    date = issued(work)
    if date is None or date.start is None:
        return (2, 0, 0, 0) if is_in_press(work) else (0, 0, 0, 0)
    start = date.start
    if not family_of(work).gives_day(work) and (start.month or 0) <= 12:
        return (1, start.year, 0, 0)
    # Seasons stand where their first month would: spring 21 → March.
    month = start.month or 0
    month = month if month <= 12 else {21: 3, 22: 6, 23: 9, 24: 12}.get(month, month)
    return (1, start.year, month, start.day or 0)
