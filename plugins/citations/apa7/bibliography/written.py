"""Dates in words, as people and exporters write them: "5 July 2020", "Fall 2004", "c1990"."""

import re

from apa7.model import Day, When

from .patterns import late

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_YEAR = r"\d{4}"
_CIRCA = late(
    rf"(?:ca?\.|ca|c|circa|approx\.?|about|around)\s+({_YEAR})|(?:ca?\.|ca)({_YEAR})", re.IGNORECASE
)
_COPYRIGHT = late(rf"(?:[cC©℗p]|(?i:copyright|cop\.?|\(c\)))\s*({_YEAR})")
_ENCLOSED = late(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_VISITED = late(
    r"^\W*(?:online[;,]?\s*)?(?:last\s+)?(?:accessed|retrieved|visited|viewed|checked)?(?:\s+on)?\W+",
    re.IGNORECASE,
)
_VISIT = late(
    r"(?:accessed|retrieved|visited|viewed|consulted|last checked)(?:\s+on)?\W{0,6}"
    r"(\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?[\s.-]+[a-z]{3,9}\.?[\s,-]+\d{4}"
    r"|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}([./])\d{1,2}\2\d{4})",
    re.IGNORECASE,
)
_TOKEN = late(r"(\d+)(?:st|nd|rd|th)?(?![^\W\d_])|([^\W\d_]+)|(--?|[–—/])|[\s.,]+")
_WEEKDAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
_SLASHED = late(rf"({_YEAR})\s*/\s*({_YEAR})")
_ADDED = late(rf"({_YEAR})\s*[\[(][^\d\[\]()]{{0,40}}({_YEAR})\s*[\])]|[\[(]({_YEAR})[\])]\s*({_YEAR})")

_FORMS = {
    form: late(pattern)
    for form, pattern in {
        "day": r"NM-?Y|N-M-Y|MNY|YMN|YNM|N-MY",
        "month": r"MY|YM|M-Y",
        "months": r"M-MY|YM-M",
        "days": r"MN-NY|YMN-N|N-NMY",
        "long": r"MN-MNY|YMN-MN|NM-NMY",
    }.items()
}
"""What kinds of things follow each other: Y a year, M a month or season, N a day, - a dash or slash."""


def read_written(text: str) -> When | None:
    """Read a date in words, or return None for what is no date.

    Args:
        text: Such as "July 5, 2020", "5-July-2020", "July/August 2004", "Fall 2004", "c. 1900" (about),
            "c1990" (whose copyright is of that year), "13/7/2020".
    """
    text = " ".join(text.split())
    if len(text) > 60:
        return None
    if enclosed := _ENCLOSED.fullmatch(text):
        text = (enclosed[1] or enclosed[2] or "").strip()
    if circa := _CIRCA.fullmatch(text):
        return When(Day(int(circa[1] or circa[2]), circa=True))
    if copyrighted := _COPYRIGHT.fullmatch(text):
        return When(Day(int(copyrighted[1])))
    if year := re.fullmatch(rf"({_YEAR})\s*(\??)", text):
        return When(Day(int(year[1]), uncertain=bool(year[2])))
    return _read_numbers(text) or _read_words(text)


def read_visit(text: str) -> When | None:
    """Read when a page was visited: "Accessed: 5 July 2020", "[Online; accessed 5-July-2020]"."""
    return read_written(_VISITED.sub("", text).rstrip("]) .")) if text else None


def find_visit(note: str) -> str:
    """Return the date that a note says a page was visited on, as it is written, or an empty string."""
    found = _VISIT.search(note) if len(note) > 9 else None
    return found[1] if found else ""


def take_visit(kind: str, fields: dict[str, str]) -> None:
    """Move the date of a visit into `urldate`, from notes or from a field for each of its parts."""
    if "urldate" in fields:
        return
    if year := fields.get("urlyear"):
        parts = (fields.get(name, "").zfill(2) for name in ("urlmonth", "urlday") if fields.get(name))
        fields["urldate"] = "-".join((year, *parts))
    for name in ("note", "howpublished"):
        if visited := find_visit(fields.get(name, "")):
            fields["urldate"] = visited


def cut_original(text: str) -> tuple[str, str] | None:
    """Cut "1931/1998", "1998 [1931]" into the year of an original and that of what is cited.

    Two years that follow each other are those of one volume: "2004/2005".
    """
    text = text.strip()
    if slashed := _SLASHED.fullmatch(text):
        return (slashed[1], slashed[2]) if int(slashed[2]) - int(slashed[1]) > 1 else None
    if added := _ADDED.fullmatch(text):
        first, last = sorted(filter(None, added.groups()))
        return first, last
    return None


def month_of(word: str) -> tuple[int, str] | None:
    """Return the number of a month or season, and what a season is called: "Fall" is no "Autumn"."""
    word = word.lower().rstrip(".")
    if word in _SEASONS:
        return _SEASONS[word], word.capitalize()
    if len(word) < 3:
        return None
    return next(((number, "") for number, name in enumerate(_MONTHS, 1) if name.startswith(word[:9])), None)


def _read_numbers(text: str) -> When | None:
    """Read 5.7.2020, which is always a day first, and 13/7/2020, which can't be a month."""
    found = re.fullmatch(rf"(\d{{1,2}})([./-])\s*(\d{{1,2}})\2\s*({_YEAR})", text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] != "." and first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if found[2] == "." or first > 12 else (second, first)
    return When(Day(year, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _read_words(text: str) -> When | None:
    kinds, years, months, days = "", list[int](), list[tuple[int, str]](), list[int]()
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() != end:
            return None
        end = token.end()
        number, word, dash = token.groups()
        if number:
            kind = "Y" if len(number) == 4 else "N"
            if len(number) > 4 or len(number) == 3 or (kind == "N" and not 1 <= int(number) <= 31):
                return None
            (years if kind == "Y" else days).append(int(number))
            kinds += kind
        elif word:
            if word.lower()[:3] in _WEEKDAYS and word.lower().endswith("day"):
                continue
            month = month_of(word)
            if month is None:
                return None
            months.append(month)
            kinds += "M"
        elif dash:
            kinds += "-"
    form = next((form for form, pattern in _FORMS.items() if pattern.fullmatch(kinds)), "")
    if end != len(text) or not form:
        return None
    days = days or [0]
    if months[0][0] > 12 and days[0]:
        return None
    first = _day(years[0], months[0], days[0])
    if form in ("months", "long"):
        last = _day(years[0], months[-1], days[-1])
    else:
        last = _day(years[0], months[0], days[-1]) if form == "days" else first
    return When(first, None if last == first else last)


def _day(year: int, month: tuple[int, str], day: int) -> Day:
    return Day(year, month[0], day or None, season=month[1])
