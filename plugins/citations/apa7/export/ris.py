"""Works as RIS, which every reference manager reads."""

import re
from collections.abc import Iterable, Iterator

from apa7.model import OTHERS, Name, When, Work
from apa7.rules import links
from apa7.rules.memory import once

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
    "unpublished": "UNPB",
    "video": "VIDEO",
}
"""Entry type → type of reference in RIS."""

_PEOPLE = (
    ("AU", ("author", "director", "narrator", "cartographer", "performer")),
    ("A2", ("editor",)),
    ("A4", ("translator",)),
)
_TEXTS = (
    ("T2", ("journaltitle", "booktitle", "maintitle", "eventtitle")),
    ("T3", ("series",)),
    ("ET", ("edition",)),
    ("VL", ("volume",)),
    ("PB", ("publisher", "institution", "organization")),
    ("CY", ("location", "venue")),
    ("M3", ("type", "entrysubtype", "titleaddon")),
    ("C7", ("eid",)),
    ("SN", ("isbn", "issn")),
    ("LA", ("langid", "language")),
    ("N1", ("note",)),
)
_SPACE = re.compile(r"[ \t\r\n]+")


def to_ris(works: Iterable[Work]) -> str:
    """Return the works as an RIS file; its lines end with CR LF, as RIS has it."""
    return "".join(map(write_record, works))


@once
def write_record(work: Work) -> str:
    """Return the record of a work."""
    return "".join(f"{line}\r\n" for line in _record(work))


def _record(work: Work) -> Iterator[str]:
    tags = [("TY", _type(work)), ("ID", work.key), *_people(work)]
    tags.append(("TI", ": ".join(filter(None, (work.string("title"), work.string("subtitle"))))))
    tags += [(tag, work.string(*fields)) for tag, fields in _TEXTS]
    number = work.string("number")
    tags.append(("IS" if work.type in ("article", "periodical") else "M1", work.string("issue") or number))
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
    return RIS_TYPES.get(work.type, "GEN")


def _people(work: Work) -> Iterator[tuple[str, str]]:
    for tag, fields in _PEOPLE:
        yield from ((tag, _name(name)) for name in work.names(*fields) if name != OTHERS)


def _name(name: Name) -> str:
    family = " ".join(filter(None, (name.prefix, name.family)))
    if name.group or not (name.given or name.suffix):
        # Without a comma a reader may take the last word for a surname.
        return f"{family}," if name.group and " " in family else family
    return ", ".join(filter(None, (family, name.given, name.suffix)))


def _dates(work: Work) -> Iterator[tuple[str, str]]:
    issued = work.dates.get("date")
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
