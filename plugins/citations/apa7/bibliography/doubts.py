"""What an entry says that can't be so: days that no calendar has, addresses that lead nowhere."""

import re
from collections.abc import Iterator
from functools import lru_cache

from apa7.errors import shorten
from apa7.model import Day, When
from guards.addresses import hide_password

from .addresses import USUAL, read_doi, read_web
from .edtf import exists, is_reversed, read_date, read_month, read_year
from .fields import DATE_FIELDS
from .latex import read_plain, read_verbatim
from .patterns import late
from .written import cut_original, read_written

_RANGE = late(r"\d{4}[a-z]?(?:\s*[-–/]+\s*\d{2,4})?")
_YEAR_IN = late(r"\d{3}")
_NUMBERS = late(r"[\d\s./:TZ~?%+-]+")
_ISO = late(r"\d{4}-\d\d?(?:-\d\d?)?|\d{5,}")
_IN_WORDS = late(
    r"(?<!\d)(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})"
    r"|(?P<first>[A-Za-z]{3,9}) (?P<second>\d\d?)(?:st|nd|rd|th)?)\.?,? (?P<year>\d{4})(?!\d)"
)
_USUAL_DOI = late(r"10\.\d{4,9}/[\w.()/:-]+", re.ASCII)
_BRACES = "{} \n\t"
_DATES = tuple(sorted(DATE_FIELDS))


def find_doubts(fields: dict[str, str]) -> Iterator[str]:
    """Tell what is wrong in the fields of an entry, and take passwords out of their addresses."""
    for name in _DATES:
        if name in fields:
            yield from _doubt_date(name, fields[name].strip(_BRACES))
    if "date" not in fields and ("year" in fields or "month" in fields):
        year, month, day = (fields.get(name, "").strip(_BRACES) for name in ("year", "month", "day"))
        yield from _doubt_year(year, month, day)
    for name in [name for name, value in fields.items() if "://" in value and "@" in value]:
        if (hidden := hide_password(fields[name])) != fields[name]:
            fields[name] = hidden
            yield (
                f"the {shorten(name)} has a user or a password in an address, which nobody is shown; "
                "take it out of the file"
            )
    doi = fields.get("doi", "")
    if doi and not _USUAL_DOI.fullmatch(doi) and (doi := read_verbatim(doi)) and not read_doi(doi):
        yield f'"{shorten(doi)}" is no DOI, so it is no link; write one such as 10.1000/182'
    url = fields.get("url", "")
    if url and not USUAL.fullmatch(url) and (address := read_verbatim(url)) and not read_web(address):
        yield (
            f'the url "{shorten(address)}" is no address of a web page, so it is no link; '
            "write one that begins with https://"
        )


@lru_cache(maxsize=2048)
def _doubt_date(name: str, value: str) -> tuple[str, ...]:
    return tuple(_doubts_of_date(name, value))


def _doubts_of_date(name: str, value: str) -> Iterator[str]:
    """Words such as "in press" stand as they are; digits must be a date."""
    if not _NUMBERS.fullmatch(value) or not any(map(str.isdecimal, value)):
        if (found := _IN_WORDS.search(value)) and not _is_day(found):
            yield f'there is no day "{shorten(found[0])}", which is the {name}; write it as 2021-02-28'
        return
    date, shown = read_date(value) or read_written(value), shorten(" ".join(value.split()))
    if date is None or not exists(date):
        yield f'there is no {name} "{shown}"; write it as 2021-02-28, a range as 2019/2020'
    elif is_reversed(date):
        yield f'the {name} "{shown}" ends before it begins; write years in full, the first one first'


def _is_day(found: re.Match[str]) -> bool:
    """Tell whether a day in words is one, or is none that this reads."""
    number = read_month(found["month"] or found["first"])[0]
    day = int(found["day"] or found["second"])
    return number is None or exists(When(Day(int(found["year"]), number, day)))


def _reads(year: str) -> bool:
    if _RANGE.fullmatch(year):
        return True
    date = read_year(year)
    return bool(cut_original(year) or not date or date.start or date.end)


@lru_cache(maxsize=2048)
def _doubt_year(year: str, month: str, day: str) -> tuple[str, ...]:
    return tuple(_doubts_of_year(year, month, day))


def _doubts_of_year(year: str, month: str, day: str) -> Iterator[str]:
    if _ISO.fullmatch(year):
        yield from _doubt_date("year", year)
    elif _YEAR_IN.search(year) and not _reads(read_plain(year)):
        yield f'the year "{shorten(year)}" is printed as it is; write it as 1990, a date as 1990-02-28'
    elif month and not read_month(month)[0]:
        yield f'there is no month "{shorten(month)}"; write it as 1 to 12, or as jan to dec without braces'
    elif day.isdecimal() and month and year.isdecimal():
        number = read_month(month)[0]
        date = read_date(f"{year}-{number}-{day}") if number else None
        if number and (date is None or not exists(date)):
            yield f'there is no day "{shorten(day)}" in this month'
