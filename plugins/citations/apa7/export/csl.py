"""Works as CSL-JSON, which citation processors read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from apa7.model import OTHERS, Day, Name, When, Work
from apa7.rules import links
from apa7.rules.memory import once

if TYPE_CHECKING:
    from json import JSONEncoder

CSL_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "dataset": "dataset",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legadminmaterial": "regulation",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "personal": "personal_communication",
    "legmaterial": "hearing",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "online": "webpage",
    "patent": "patent",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "presentation": "speech",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
}
"""Entry type → type of CSL 1.0.2."""

CSL_TEXTS = {
    "collection-title": ("series",),
    "container-title": ("journaltitle", "booktitle", "maintitle"),
    "edition": ("edition",),
    "event-title": ("eventtitle",),
    "genre": ("type", "entrysubtype"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "issue": ("issue",),
    "language": ("langid", "language"),
    "note": ("note",),
    "page": ("pages",),
    "publisher": ("publisher", "institution", "organization"),
    "publisher-place": ("location",),
    "title-short": ("shorttitle",),
    "version": ("version",),
    "volume": ("volume",),
}

CSL_NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "narrator": "narrator",
    "director": "director",
}


def write_csl(works: Iterable[Work]) -> str:
    """Return the works as a file of CSL-JSON, indented by two blanks."""
    items = ",".join(map(write_item, works))
    return f"[{items}\n]\n" if items else "[]\n"


@once
def write_item(work: Work) -> str:
    """Return the item of a work, as it stands in the file."""
    return "\n  " + _indent(to_csl(work), "\n    ")


def _indent(value: Any, line: str) -> str:
    """Write a value as `json` does with an indent, which is slow in Python's own way.

    Args:
        value: The value.
        line: What begins a line of what is in it.
    """
    if not value or not isinstance(value, dict | list):
        return _make_encoder().encode(value)
    inside = line + "  "
    if isinstance(value, list):
        return f"[{line}{f',{line}'.join(_indent(one, inside) for one in value)}{line[:-2]}]"
    fields = (f"{_make_encoder().encode(name)}: {_indent(one, inside)}" for name, one in value.items())
    return f"{{{line}{f',{line}'.join(fields)}{line[:-2]}}}"


@cache
def _make_encoder() -> JSONEncoder:
    # The command that renders a post needs none.
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False)


@once
def to_csl(work: Work) -> dict[str, Any]:
    """Return the work as a CSL-JSON item."""
    item: dict[str, Any] = {"id": work.key, "type": _csl_type(work)}
    title = ": ".join(filter(None, (work.string("title"), work.string("subtitle"))))
    if title:
        item["title"] = title
    for name, fields in CSL_TEXTS.items():
        if text := work.string(*fields):
            item[name] = text
    if work.type == "online" and (site := work.string("organization")):
        # A page's organisation is the site that it stands on.
        item.setdefault("container-title", site)
        if item.get("publisher") == site:
            del item["publisher"]
    if eid := work.string("eid"):
        item["number"] = eid
    if number := work.string("number"):
        item["issue" if work.type in ("article", "periodical") else "number"] = number
    for role, field in CSL_NAMES.items():
        if names := [_csl_name(name) for name in work.names(field) if name != OTHERS]:
            item[role] = names
    for name, field in (
        ("issued", "date"),
        ("accessed", "urldate"),
        ("original-date", "origdate"),
        ("event-date", "eventdate"),
    ):
        if date := work.dates.get(field):
            item[name] = _csl_date(date)
    if doi := links.doi(work):
        item["DOI"] = doi
    if url := links.web(work):
        item["URL"] = url
    return item


def _csl_type(work: Work) -> str:
    popular = {
        "newspaper": "article-newspaper",
        "magazine": "article-magazine",
        "nonacademic": "article-newspaper",
    }
    if work.type == "article":
        return popular.get(work.subtype, "article-journal")
    if work.subtype in ("blog", "blogpost"):
        return "post-weblog"
    return CSL_TYPES.get(work.type, "document")


def _csl_name(name: Name) -> dict[str, Any]:
    if name.group:
        return {"literal": name.family}
    particle = "non-dropping-particle" if name.use_prefix else "dropping-particle"
    parts = {"family": name.family, "given": name.given, particle: name.prefix, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _csl_date(date: When) -> dict[str, Any]:
    if date.start is None:
        return {"literal": date.text}
    item: dict[str, Any] = {"date-parts": [_parts(day) for day in (date.start, date.end) if day]}
    if date.start.month and date.start.month > 20:
        item["season"] = date.start.month - 20
    if date.start.circa or date.start.uncertain:
        item["circa"] = True
    return item


def _parts(day: Day) -> list[int]:
    month = day.month if day.month and day.month <= 12 else None
    return [part for part in (day.year, month, day.day if month else None) if part is not None]
