"""What each field of a .bib entry holds, and entries → works."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from apa7.model import Citekey, Day, Name, Text, When, Work

from .collaborators import assign_roles
from .edtf import read_date, read_year
from .exports import as_entered
from .houses import join_houses
from .latex import read, read_plain, read_verbatim
from .names import read_names, split_list
from .patterns import late
from .richtext import join, plain
from .written import cut_original, read_visit, read_written

NAME_FIELDS = frozenset(
    (
        "author", "editor", "translator", "narrator", "with", "execproducer", "director",
        "producer", "writer", "host", "commentator", "annotator", "introduction", "foreword",
        "afterword", "bookauthor", "holder", "shortauthor", "shorteditor", "editora", "editorb",
        "editorc", "namea", "nameb", "namec", "collaborator", "compiler", "sortname",
        "cartographer", "performer", "composer", "interviewer", "chair",
    )
)  # fmt: skip
LIST_FIELDS = frozenset(
    ("publisher", "location", "institution", "organization", "school", "citation", "venue", "origpublisher")
)
_HOUSES = {"publisher": False, "institution": True, "organization": True}
DATE_FIELDS = frozenset(("date", "origdate", "urldate", "eventdate", "archivedate"))
VERBATIM_FIELDS = frozenset(("url", "archiveurl", "doi", "file", "ids", "crossref", "xdata", "related"))

_KINDS = {
    name: kind
    for kind, names in {
        "names": NAME_FIELDS, "date": DATE_FIELDS, "list": LIST_FIELDS, "verbatim": VERBATIM_FIELDS,
    }.items()
    for name in names
}  # fmt: skip
_NO_PREFIX = late(r"useprefix\s*=\s*false", re.IGNORECASE)

ALIASES = {
    "address": "location", "annote": "annotation", "archiveprefix": "eprinttype", "journal": "journaltitle",
    "primaryclass": "eprintclass", "reporter": "journaltitle", "school": "institution",
    "organisation": "organization",
    "issue_date": "issue", "university": "institution", "origyear": "origdate", "originalyear": "origdate",
    "originaldate": "origdate", "original-date": "origdate", "accessed": "urldate", "access-date": "urldate",
    "accessdate": "urldate", "date-accessed": "urldate", "lastaccessed": "urldate", "lastchecked": "urldate",
    "lastvisited": "urldate", "lastaccess": "urldate", "visited": "urldate", "urlaccessdate": "urldate",
    "archive-url": "archiveurl", "archive-date": "archivedate", "archivedurl": "archiveurl",
    "archiveddate": "archivedate",
}  # fmt: skip
"""BibTeX's and exporters' names for biblatex's fields."""

TYPE_ALIASES = {
    "www": "online",
    "electronic": "online",
    "conference": "inproceedings",
    "techreport": "report",
    "data": "dataset",
}
"""Other names for entry types."""


class Entry(NamedTuple):
    """An entry as written: the names of its fields in lower case and biblatex's, their values raw."""

    key: str
    type: str
    fields: Mapping[str, str]
    path: str = ""
    line: int = 0


@lru_cache(maxsize=512)
def field_name(name: str) -> str:
    """Return biblatex's name for a field, in lower case."""
    name = name.lower()
    base, plus, annotation = name.partition("+")
    return ALIASES.get(base, base) + plus + annotation


def make_work(entry: Entry, related: Sequence[Work] = (), capitals: tuple[str, ...] = ()) -> Work:
    """Read an entry's fields, each by its kind; `related` may be filled later.

    Args:
        entry: The entry.
        related: The works that it names.
        capitals: Names that keep their capitals in titles, besides those that are known.
    """
    fields = entry.fields
    use_prefix = "options" not in fields or not _NO_PREFIX.search(fields["options"])
    texts: dict[str, Text] = {}
    lists: dict[str, tuple[Text, ...]] = {}
    people: dict[str, tuple[Name, ...]] = {}
    dates: dict[str, When] = {}
    entered = as_entered(entry.type, fields)
    for name, value in entered.items():
        kind = _KINDS.get(name)
        if kind is None:
            if "+" not in name:
                texts[name] = read(value)
        elif kind == "names":
            people[name] = read_names(value, use_prefix=use_prefix)
        elif kind == "date":
            if date := _read_any_date(name, value.strip("{} ")):
                dates[name] = date
        elif kind == "list":
            lists[name] = listed = _read_list(value, _HOUSES.get(name))
            texts[name] = listed[0] if len(listed) == 1 else join("; ", listed)
        else:
            texts[name] = plain(read_verbatim(value))
    if "date" not in dates and (fields.get("year") or fields.get("date")):
        year = read_plain(fields.get("year") or fields["date"])
        if cut := cut_original(year):
            original, year = cut
            dates.setdefault("origdate", When(Day(int(original))))
        if date := read_year(year, read_plain(fields.get("month", "")), read_plain(fields.get("day", ""))):
            dates["date"] = date
    annotations = dict(_read_annotations(fields)) if "+" in "".join(fields) else {}
    people, annotations = assign_roles(entry.type, entered, people, annotations)
    return Work(
        key=Citekey(entry.key),
        type=entry.type,
        texts=texts,
        lists=lists,
        people=people,
        dates=dates,
        annotations=annotations,
        related=related,
        path=entry.path,
        line=entry.line,
        source=fields,
        capitals=capitals,
    )


@lru_cache(maxsize=2048)
def _read_list(value: str, bodies: bool | None) -> tuple[Text, ...]:
    parts = split_list(value)
    if len(parts) > 1 and bodies is not None:
        parts = join_houses(parts, bodies=bodies)
    return tuple([read(part) for part in parts])


def _read_any_date(name: str, value: str) -> When | None:
    date = read_date(value)
    if date or name == "date":
        return date
    return read_visit(read_plain(value)) if name == "urldate" else read_written(read_plain(value))


def _read_annotations(fields: Mapping[str, str]) -> Iterator[tuple[str, dict[int, str]]]:
    """Read `author+an:role = {1=director; 2=writer}`; number 0 is a note on the whole list."""
    for field, value in fields.items():
        name, found, note = field.removeprefix("group").partition("+an")
        if found:
            notes = {}
            for part in value.split(";"):
                number, _, text = part.partition("=")
                # Nobody counts to what has ten digits.
                if not number.strip() or (number.strip().isdecimal() and len(number.strip()) < 10):
                    notes[int(number.strip() or 0)] = read_plain(text.strip().strip('"'))
            yield name + (note or ":default"), notes
