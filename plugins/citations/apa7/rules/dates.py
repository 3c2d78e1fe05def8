"""Dates in references and in text (APA 7, §§ 9.13–9.17)."""

from apa7.model import Day, When, Work

from . import states
from .memory import once

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
NO_DATE = "n.d."

_NO_DATE_WORDS = ("n.d.", "nd", "n.d", "no date", "undated", "")


def issued(work: Work) -> When | None:
    """Return when the work appeared; an event's date serves a talk."""
    return work.dates.get("date") or work.dates.get("eventdate")


def is_in_press(work: Work) -> bool:
    """Tell whether the work is accepted and not yet published (§ 9.13); a date says that it is out."""
    date = issued(work)
    return not (date and date.start) and states.state(work) == states.IN_PRESS


@once
def year(work: Work, letter: str = "") -> str:
    """Return the year for a citation: "2019a", "1966/2000", "n.d.-b", "in press"."""
    date = issued(work)
    if not (date and date.start) and is_in_press(work):
        return _lettered(states.IN_PRESS, letter)
    shown = _year(date)
    first = original(work)
    # "1900/" stands before that of a translated, reprinted or republished work (§ 8.15).
    before = "" if first is None or _year(first) == shown else f"{_year(first)}/"
    return before + _lettered(shown, letter)


def full(work: Work, letter: str = "", *, precise: bool = True) -> str:
    """Return what stands between a reference's parentheses: "2020a, March 26".

    Args:
        work: The work.
        letter: The letter that tells works of one year apart.
        precise: Whether this kind of work gives the month and day; otherwise only a season is given.
    """
    date = issued(work)
    if not (date and date.start) and is_in_press(work):
        return _lettered(states.IN_PRESS, letter)
    date = (work.dates.get("eventdate") if precise else None) or date
    text = _lettered(_year(date), letter)
    if date and (rest := _rest(date, precise)):
        text += rest
    return text


def day(date: When) -> str:
    """Return a whole date in running text: "June 14, 2019"."""
    start = date.start
    if start is None:
        return date.text
    if start.month is None:
        return _year(date)
    name = month(start)
    return f"{name} {start.day}, {start.year}" if start.day else f"{name} {start.year}"


def month(when: Day) -> str:
    """Return the name of a month or season."""
    return when.season or SEASONS.get(when.month or 0) or MONTHS[(when.month or 1) - 1]


def span(date: When | None) -> str:
    """Return a year or years alone: "1826–1827", "ca. 350 B.C.E."."""
    return _year(date)


def is_circa(work: Work) -> bool:
    """Tell whether the date is approximate, which references put in brackets (§ 9.15)."""
    date = issued(work)
    return bool(date and date.start and (date.start.circa or date.start.uncertain)) and not is_in_press(work)


def _lettered(text: str, letter: str) -> str:
    """A letter follows a year at once and words with a hyphen (§ 8.19)."""
    if not letter:
        return text
    return f"{text}{letter}" if text[-1].isdigit() else f"{text}-{letter}"


_ORIGINS = ("reprintfrom", "reprintof", "translationof", "translationfrom", "origpubin", "origpubas")
"""Values of `relatedtype` for an entry that was published first."""


def original(work: Work) -> When | None:
    """Return when the work was published first, by `origdate` or the entry of the original."""
    if written := work.dates.get("origdate"):
        return written
    return issued(work.related[0]) if work.related and work.string("relatedtype") in _ORIGINS else None


def _year(date: When | None) -> str:
    if date is None or (date.start is None and not date.text):
        if date and date.end:
            return f"–{_one_year(date.end)}"
        return NO_DATE
    if date.start is None:
        # A manuscript "submitted" has a description that says so.
        unknown = date.text.lower() in _NO_DATE_WORDS or states.read_state(date.text)
        return NO_DATE if unknown else date.text
    first = _one_year(date.start)
    if date.open:
        return f"{first}–present"
    if date.end is None or date.end.year == date.start.year:
        return first
    if date.start.year <= 0 < date.end.year:
        return f"{first}–{_one_year(date.end)} C.E."
    if date.end.year <= 0:
        return f"{first.removesuffix(' B.C.E.')}–{_one_year(date.end)}"
    return f"{first}–{_one_year(date.end)}"


def _one_year(when: Day) -> str:
    text = f"{1 - when.year} B.C.E." if when.year <= 0 else str(when.year)
    if when.uncertain and not when.circa:
        return f"{text}?"
    return f"ca. {text}" if when.circa else text


def _rest(date: When, precise: bool) -> str:
    """Return ", July 12–15" or ", Summer/Autumn" after the year."""
    start, end = date.start, date.end
    if start is None or start.month is None or (not precise and start.month <= 12):
        return ""
    first = _month_day(start)
    if (
        end is None
        or end.month is None
        or (end.month, end.day, end.year) == (start.month, start.day, start.year)
    ):
        return f", {first}"
    if end.year != start.year:
        return ""
    if end.month == start.month:
        return f", {first}–{end.day}"
    return f", {first}{'/' if start.month > 12 else '–'}{_month_day(end)}"


def _month_day(when: Day) -> str:
    return f"{month(when)} {when.day}" if when.day else month(when)
