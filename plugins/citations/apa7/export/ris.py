"""Works as RIS, with the tags by which Zotero, EndNote and Mendeley read each type."""

import re
from collections.abc import Iterable, Iterator

from apa7.bibliography.richtext import flatten
from apa7.model import OTHERS, Name, When, Work
from apa7.rules import links, titles
from apa7.rules.memory import once

from .variables import find_genre, find_type, name_work

RIS_TYPES = {
    "artwork": "ART",
    "audio": "SOUND",
    "book": "BOOK",
    "booklet": "PAMP",
    "collection": "EDBOOK",
    "dataset": "DATA",
    "image": "ART",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "inproceedings": "CPAPER",
    "inreference": "ENCYC",
    "jurisdiction": "CASE",
    "legadminmaterial": "LEGAL",
    "legal": "LEGAL",
    "legislation": "STAT",
    "legmaterial": "HEAR",
    "letter": "PCOMM",
    "manual": "BOOK",
    "mastersthesis": "THES",
    "movie": "VIDEO",
    "music": "SOUND",
    "mvbook": "BOOK",
    "mvcollection": "EDBOOK",
    "online": "ELEC",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal": "PCOMM",
    "phdthesis": "THES",
    "presentation": "CPAPER",
    "proceedings": "CONF",
    "reference": "BOOK",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "unpublished": "MANSCPT",
    "video": "VIDEO",
}
"""Entry type → type of reference in RIS."""

_AUTHORS = ("author", "director", "narrator", "cartographer", "performer")
_EDITORS = {"EDBOOK": "AU", "BOOK": "A3"}
"""Type → tag of editors, where it is not `A2`, which are those of a whole: of a book, its series'."""

_TEXTS = (
    ("ET", ("edition", "version")),
    ("VL", ("volume",)),
    ("CY", ("location", "venue")),
    ("C7", ("eid",)),
    ("LA", ("langid", "language")),
    ("N1", ("note",)),
)
_NUMBERS = {
    **dict.fromkeys(("JFULL", "JOUR", "MGZN", "NEWS"), "IS"),
    **dict.fromkeys(("PAT", "RPRT", "STAND"), "SN"),
}
"""Type → tag of its number; the number of a book is that of its series."""

_SPACE = re.compile(r"[ \t\r\n]+")


def to_ris(works: Iterable[Work]) -> str:
    """Return the works as an RIS file; its lines end with CR LF, as RIS has it."""
    return "".join(map(write_record, works))


@once
def write_record(work: Work) -> str:
    """Return the record of a work."""
    return "".join(f"{line}\r\n" for line in _record(work))


def _record(work: Work) -> Iterator[str]:
    kind = _type(work)
    tags = [
        ("TY", kind),
        ("ID", work.key),
        *_people(work, kind),
        ("TI", _title(work, "title") or name_work(work)),
    ]
    tags += [
        *_whole(work, kind),
        *((tag, work.string(*fields)) for tag, fields in _TEXTS),
        *_numbers(work, kind),
    ]
    first, _, last = re.sub(r"\s*[-–—]+\s*", "–", work.string("pages")).partition("–")
    tags += [("SP", first), ("EP", last), *_dates(work)]
    tags += [("DO", links.doi(work)), ("UR", links.address(work))]
    yield from (f"{tag}  - {_SPACE.sub(' ', value)}" for tag, value in tags if value)
    yield "ER  - "


def _type(work: Work) -> str:
    if work.type == "article":
        return {"newspaper": "NEWS", "magazine": "MGZN"}.get(work.subtype, "JOUR")
    if work.type == "online" and work.subtype in ("blog", "blogpost", "blog post"):
        return "BLOG"
    if work.type == "legmaterial" and find_type(work) == "bill":
        return "BILL"
    if work.type == "misc" and work.string("url"):
        return "ELEC"
    return RIS_TYPES.get(work.type, "GEN")


def _title(work: Work, field: str) -> str:
    return flatten(titles.main_title(work, field))


def _whole(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    """Yield what a work is in, its series, who published it, and what it is called."""
    site = kind in ("BLOG", "ELEC")
    wholes = [_title(work, field) for field in ("journaltitle", "booktitle", "maintitle")]
    named = work.string("organization", "publisher") if site else work.string("eventtitle")
    yield "T2", next(filter(None, wholes), "") or named
    yield "T3", work.string("series")
    if not site:
        fields = ("institution", "school", "publisher") if kind == "THES" else ("publisher", "institution")
        yield "PB", work.string(*fields, "organization")
    yield "M3", find_genre(work, find_type(work))


def _numbers(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    number = work.string("issue", "number") if kind in ("JOUR", "MGZN", "NEWS") else work.string("number")
    tag = "SV" if work.string("series") else _NUMBERS.get(kind, "M1")
    yield _NUMBERS.get(kind, tag), number
    yield "SN", work.string("isbn", "issn") if _NUMBERS.get(kind) != "SN" else ""


def _people(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    authors = work.names(*_AUTHORS)
    yield from (("AU", _name(name)) for name in authors if name != OTHERS)
    for field, tag in (("editor", _EDITORS.get(kind, "A2")), ("translator", "A4")):
        names = work.names(field)
        yield from ((tag, _name(name)) for name in names if name != OTHERS and names is not authors)


def _name(name: Name) -> str:
    family = " ".join(filter(None, (name.prefix, name.family)))
    if name.group or not (name.given or name.suffix):
        # Readers take all before the first comma for a surname; without one, Mendeley the last word.
        return f"{family.replace(',', '')}," if name.group and " " in family else family
    return ", ".join(filter(None, (family, name.given, name.suffix)))


def _dates(work: Work) -> Iterator[tuple[str, str]]:
    issued = work.dates.get("date") or work.dates.get("eventdate")
    if issued and issued.start:
        yield "PY", str(issued.start.year)
        yield "DA", _date(issued)
    elif issued:
        yield "PY", issued.text
    if visited := work.dates.get("urldate"):
        yield "Y2", _date(visited)


def _date(date: When) -> str:
    """Write YYYY/MM/DD, as much of it as is known."""
    if not date.start:
        return date.text
    month = date.start.month if date.start.month and date.start.month <= 12 else None
    parts = [f"{date.start.year:04}", *([f"{month:02}"] if month else [])]
    if month and date.start.day:
        parts.append(f"{date.start.day:02}")
    return "/".join(parts)
