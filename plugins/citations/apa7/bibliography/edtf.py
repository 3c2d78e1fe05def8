"""Dates as biblatex writes them (ISO 8601-2, "EDTF", levels 0 and 1) and as BibTeX does."""

import re
from functools import lru_cache

from apa7.model import Day, When

from .patterns import late
from .written import read_written

_DAY = late(
    r"(?P<year>-?\d{1,4}|\d{2}[uxX]{2}|\d{3}[uxX])"
    r"(?:-(?P<month>\d\d?))?(?:-(?P<day>\d\d?))?(?:[T ]\d\d:.*?)?(?P<flag>[~?%]?)$"
)

# Not by their size: a number of 5,000 digits is none that Python reads.
_DAYS = late(r"0*(?:[1-9]|[12]\d|3[01])")
_MONTH_NUMBERS = late(r"0*(?:[1-9]|1[0-2]|2[1-4])")
_NUMBERS = late(r"[\d\s/–-]*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


@lru_cache(maxsize=4096)
def read_date(value: str) -> When | None:
    """Read a biblatex date.

    Args:
        value: Such as `2019`, `2019-03`, `2012-22` (summer), `1995-03-30/1995-04-05`,
            `2002/..`, `1723~` (circa), `-0349` (350 B.C.E.).

    Returns:
        The date, or None when the value isn't one.
    """
    value = re.sub(r"(?:-[uxX]{2}){1,2}$", "", value.strip())
    value = re.sub(r"^(\d{4})/(\d\d)/(\d\d)$", r"\1-\2-\3", value)
    first, slash, last = value.partition("/")
    start, end = _read_day(first), _read_day(last)
    if start is None and (end is None or first.strip() not in ("", "..")):
        return None
    if slash and end is None and last.strip() not in ("", "..", "open", "unknown"):
        return None
    return When(start, end if slash else None, open=bool(slash) and last.strip() in ("", "..", "open"))


@lru_cache(maxsize=4096)
def read_year(year: str, month: str = "", day: str = "") -> When | None:
    """Read BibTeX's `year`, `month` and `day`; a year that is a word ("in press") is kept as text."""
    year = year.strip()
    if re.fullmatch(r"[xX]{4}(?:-[xX]{2}){0,2}", year):
        return None
    if not re.fullmatch(r"-?\d{1,4}", year):
        date = read_date(year) if re.match(r"-?\d{3}", year) else None
        return date or read_written(year) or (When(None, None, text=year) if year else None)
    if (
        len(year) == 4
        and not _NUMBERS.fullmatch(month)
        and (date := read_written(f"{month.strip()} {year}"))
        and not day
    ):
        return date
    first, until = _read_months(month)
    number, in_month_day = read_month(first)
    read = int(day) if _DAYS.fullmatch(day.strip()) else in_month_day
    last = read_month(until)[0] if until and number else None
    end = Day(int(year), last) if last and last != number else None
    return When(Day(int(year), number, read if number and not end else None), end)


def _read_months(month: str) -> tuple[str, str]:
    """Split "jul/aug" and "7-8" at what stands between two months."""
    parts = [part.strip() for part in re.split(r"[-–/]+", month)]
    if len(parts) == 2 and (parts[0].isalpha() or _MONTH_NUMBERS.fullmatch(parts[0])):
        return parts[0], parts[1]
    return month, ""


def exists(date: When) -> bool:
    """Tell whether the calendar has the days of a date."""
    return all(
        day is None
        or day.day is None
        or (day.month is not None and 0 < day.day <= _length(day.year, day.month))
        for day in (date.start, date.end)
    )


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return {4: 30, 6: 30, 9: 30, 11: 30, 2: 29 if leap else 28}.get(month, 31 if month <= 12 else 0)


def is_reversed(date: When) -> bool:
    """Tell whether a range ends before it begins, as far as both ends are known."""
    if date.start is None or date.end is None:
        return False
    first, last = ((day.year, day.month, day.day) for day in (date.start, date.end))
    for begin, end in zip(first, last, strict=True):
        # A season begins and ends somewhere in its months.
        if begin is None or end is None or begin != end:
            return begin is not None and end is not None and end < begin and begin not in range(21, 25)
    return False


def read_month(month: str) -> tuple[int | None, int | None]:
    """Read a month's name, number or season, and the day that old .bib files add to it."""
    words = month.strip().lower()
    if words.isdecimal():
        return (int(words) if _MONTH_NUMBERS.fullmatch(words) else None), None
    name = re.search(r"[a-z]+", words)
    if not name:
        return None, None
    day = re.search(r"\b(\d\d?)\b", words)
    for number, short in enumerate(_MONTHS, 1):
        if name[0].startswith(short):
            return number, int(day[1]) if day else None
    return _SEASONS.get(name[0]), None


def _read_day(value: str) -> Day | None:
    match = _DAY.match(value.strip())
    if not match:
        return None
    year = re.sub(r"[uxX]", "0", match["year"])
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if month is not None and not (1 <= month <= 12 or 21 <= month <= 24):
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    vague = year != match["year"]
    return Day(
        int(year),
        month,
        day,
        circa=match["flag"] in ("~", "%") or vague,
        uncertain=match["flag"] in ("?", "%"),
    )
