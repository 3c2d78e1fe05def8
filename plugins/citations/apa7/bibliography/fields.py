"""What each field of a .bib entry holds, and entries → works."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from apa7.model import Citekey, Name, Text, When, Work

from .edtf import read_date, read_year
from .latex import read, read_plain, read_verbatim
from .names import is_braced, read_names, split_list
from .richtext import plain
from .strings import KEYED_FIELDS, in_words

NAME_FIELDS = frozenset(
    (
        "author",
        "editor",
        "translator",
        "narrator",
        "with",
        "execproducer",
        "director",
        "producer",
        "writer",
        "host",
        "commentator",
        "annotator",
        "introduction",
        "foreword",
        "afterword",
        "bookauthor",
        "holder",
        "shortauthor",
        "shorteditor",
        "editora",
        "editorb",
        "editorc",
        "sortname",
        "cartographer",
        "performer",
        "composer",
        "interviewer",
        "chair",
    )
)
LIST_FIELDS = frozenset(
    ("publisher", "location", "institution", "organization", "school", "citation", "venue", "origpublisher")
)
DATE_FIELDS = frozenset(("date", "origdate", "urldate", "eventdate"))
VERBATIM_FIELDS = frozenset(("url", "doi", "file", "ids", "crossref", "xdata", "related"))

ALIASES = {
    "address": "location", "annote": "annotation", "archiveprefix": "eprinttype", "journal": "journaltitle",
    "primaryclass": "eprintclass", "school": "institution", "organisation": "organization",
    "issue_date": "issue",
}  # fmt: skip
"""BibTeX's and exporters' names for biblatex's fields."""

TYPE_ALIASES = {
    "www": "online",
    "electronic": "online",
    "conference": "inproceedings",
    "techreport": "report",
}
"""Other names for entry types."""


_ADDRESS = re.compile(r"\\(?:url|href)\s*\{([^{}]+)\}")
_VISITED = re.compile(r"(?:accessed|retrieved|visited)\D{0,6}(\d{4}-\d\d-\d\d)", re.IGNORECASE)


class Entry(NamedTuple):
    """An entry as written: the names of its fields in lower case and biblatex's, their values raw."""

    key: str
    type: str
    fields: Mapping[str, str]
    path: str = ""
    line: int = 0


def field_name(name: str) -> str:
    """Return biblatex's name for a field, in lower case."""
    name = name.lower()
    base, plus, annotation = name.partition("+")
    return ALIASES.get(base, base) + plus + annotation


def make_work(entry: Entry, related: Sequence[Work] = ()) -> Work:
    """Read an entry's fields, each by its kind; `related` may be filled later."""
    fields = entry.fields
    use_prefix = not re.search(r"useprefix\s*=\s*false", fields.get("options", ""), re.IGNORECASE)
    texts: dict[str, Text] = {}
    lists: dict[str, tuple[Text, ...]] = {}
    people: dict[str, tuple[Name, ...]] = {}
    dates: dict[str, When] = {}
    for name, value in _as_biblatex(entry.type, fields).items():
        if name in KEYED_FIELDS:
            value = in_words(value)
        if name in NAME_FIELDS:
            people[name] = read_names(value, use_prefix=use_prefix)
        elif name in DATE_FIELDS:
            if date := read_date(value.strip("{} ")):
                dates[name] = date
        elif name in LIST_FIELDS:
            lists[name] = tuple(read(part) for part in split_list(value))
        elif name in VERBATIM_FIELDS:
            texts[name] = plain(read_verbatim(value))
        elif "+" not in name:
            texts[name] = read(value)
    if "date" not in dates and (fields.get("year") or fields.get("date")):
        year = read_plain(fields.get("year") or fields["date"])
        if date := read_year(year, read_plain(fields.get("month", "")), read_plain(fields.get("day", ""))):
            dates["date"] = date
    return Work(
        key=Citekey(entry.key),
        type=entry.type,
        texts=texts,
        lists=lists,
        people=people,
        dates=dates,
        annotations=dict(_read_annotations(fields)),
        related=related,
        path=entry.path,
        line=entry.line,
        source=fields,
    )


def _as_biblatex(kind: str, fields: Mapping[str, str]) -> Mapping[str, str]:
    """Put into biblatex's fields what BibTeX and its exporters put elsewhere."""
    fields = dict(fields)
    for name in ("howpublished", "note"):
        address = _ADDRESS.search(fields.get(name, "")) or (
            name == "howpublished" and re.match(r"\s*(https?://\S+)\s*$", fields.get(name, ""))
        )
        if address and "url" not in fields:
            fields["url"] = address[1]
            if name == "howpublished":
                del fields[name]
    if groups := fields.pop("groupauthor", ""):
        # biblatex-apa once had a field of its own for groups, whose names need no braces.
        braced = (part if is_braced(part) else f"{{{part}}}" for part in split_list(groups))
        fields["author"] = " and ".join([*filter(None, [fields.get("author")]), *braced])
    if "urldate" not in fields and (visited := _VISITED.search(fields.get("note", ""))):
        fields["urldate"] = visited[1]
    if kind == "misc" and "journaltitle" in fields and "url" in fields and "doi" not in fields:
        # Zotero gives a site's name as the journal of a @misc.
        fields.setdefault("organization", fields.pop("journaltitle"))
    if kind in ("article", "periodical") and "number" not in fields and fields.get("issue", "").isdecimal():
        fields["number"] = fields.pop("issue")
    return fields


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
