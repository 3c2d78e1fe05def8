"""Works as CSL-JSON, which citation processors read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from apa7.bibliography.richtext import flatten
from apa7.bibliography.strings import STRINGS
from apa7.model import Work
from apa7.rules import links
from apa7.rules.memory import once
from apa7.rules.works import family_of
from apa7.rules.works.web import site

from .variables import (
    SERIES,
    find_dates,
    find_genre,
    find_people,
    find_type,
    find_whole,
    name_work,
    tag_language,
    write_title,
)

if TYPE_CHECKING:
    from json import JSONEncoder

CSL_TEXTS = {
    "collection-title": ("series",),
    "edition": ("edition",),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "issue": ("issue",),
    "note": ("note",),
    "number-of-volumes": ("volumes",),
    "page": ("pages",),
    "publisher": ("publisher", "institution", "organization"),
    "publisher-place": ("location",),
    "section": ("chapter",),
    "title-short": ("shorttitle",),
    "version": ("version",),
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
    kind = find_type(work)
    item: dict[str, Any] = {"id": work.key, "type": kind, "title": name_work(work)}
    texts = work.texts
    for name, fields in CSL_TEXTS.items():
        # Most works have few of them.
        item[name] = work.string(*fields) if len(fields) > 1 or fields[0] in texts else ""
    item |= find_whole(work, kind)
    item |= _find_number(work, kind)
    item["genre"] = find_genre(work, kind)
    item["language"] = tag_language(work)
    if kind == "thesis":
        item |= {"publisher": work.string("institution", "school", "publisher"), "archive": ""}
        if work.string("institution", "school"):
            item["archive"] = work.string("publisher")
    elif kind == "speech":
        item["event-place"] = item["event-place"] or work.string("location")
        item["publisher-place"] = ""
    if item["publisher"] == item.get("container-title"):
        # A page's organisation is the site that it stands on.
        item["publisher"] = ""
    if (status := work.string("pubstate")) and not work.dates.get("date"):
        item["status"] = STRINGS.get(status, status).lower()
    item |= find_people(work) | _find_reviewed(work)
    if {"literal": item["publisher"]} in item.get("author", ()):
        # Who published their own work is not said again (APA 7, § 9.29).
        item["publisher"] = ""
    item |= dict(find_dates(work))
    item |= {"DOI": links.doi(work), "URL": links.web(work) or _find_eprint(work)}
    return {name: value for name, value in item.items() if value}


def _find_number(work: Work, kind: str) -> dict[str, str]:
    number = work.string("number")
    if work.type in ("article", "periodical"):
        issue = re.sub(r"(?<=\d)-+(?=\d)", "–", number or work.string("issue"))
        return {"issue": issue, "number": work.string("eid")}
    if kind in SERIES and work.string("series"):
        return {"collection-number": number}
    if kind == "article":
        return {"number": work.string("eprint"), "publisher": flatten(site(work, family_of(work)))}
    return {"number": work.string("eid") or number}


def _find_reviewed(work: Work) -> dict[str, Any]:
    if not work.related or work.string("relatedtype") not in ("reviewof", "review"):
        return {}
    other = work.related[0]
    found = {"reviewed-title": write_title(other), "reviewed-author": find_people(other).get("author")}
    return {**found, "reviewed-genre": find_genre(other, "") or other.type}


def _find_eprint(work: Work) -> str:
    address = links.address(work)
    return "" if address.startswith("https://doi.org/") else address
