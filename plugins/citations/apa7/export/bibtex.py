"""Works as a .bib file: the author's own entries, in one form, which biblatex and BibTeX read."""

import re
from collections.abc import Iterable, Iterator, Mapping

from apa7.model import OTHERS, Name, Work
from apa7.rules.memory import once

from .variables import write_given

WIDEST = 40
"""A longer name of a field is none that a program knows; it does not move the others."""

_OWN_BUSINESS = re.compile(
    r"abstract|bdsk-.*|comment|creationdate|date-(?:added|modified)|file|groups|local-url"
    r"|modificationdate|owner|priority|ranking|read(?:status)?|timestamp|__markedentry"
)
"""Fields for the author alone, such as where a copy lies on their disk; an abstract is another's text."""

_CLASSIC = {"journal": "journaltitle"}
"""Field of BibTeX → that of biblatex."""

_EXTENDED = re.compile(r"\b(?:family|given|prefix|suffix)(?:-i)?\s*=")

_INHERITED = ("crossref", "xdata")
"""Fields that name entries whose fields the work has taken over already."""


def to_bibtex(works: Iterable[Work]) -> str:
    """Return the works as a .bib file, with their fields as they were written.

    Works that others name in `related` follow them, since those would be incomplete without.
    """
    return "\n".join(map(write_work, _with_related(works)))


@once
def write_work(work: Work) -> str:
    """Return the entry of a work."""
    return write_entry(work.type, work.key, _fields(work))


def write_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Write one entry: a field a line, the equals signs below each other.

    Args:
        kind: The entry type.
        key: The citekey.
        fields: Each field's value without its outer braces.
    """
    width = min(max(map(len, fields), default=0), WIDEST)
    lines = "".join(f"  {name:<{width}} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def _fields(work: Work) -> dict[str, str]:
    fields = {
        name: _write_names(work, name) if _EXTENDED.search(value) and work.names(name) else value
        for name, value in work.source.items()
        if value and name not in _INHERITED and not _OWN_BUSINESS.fullmatch(name)
    }
    # biblatex passes over these where it has its own; BibTeX's styles know no others.
    for name, field in _CLASSIC.items():
        if field in fields and work.type in ("article", "periodical", "review"):
            fields.setdefault(name, fields[field])
    date = work.dates.get("date")
    if date and date.start and date.start.year > 0:
        fields.setdefault("year", str(date.start.year))
    return fields


def _write_names(work: Work, field: str) -> str:
    """Return names as BibTeX has them: Zotero takes `family=boyd, given=danah` for a surname."""
    return " and ".join("others" if name == OTHERS else _write_name(name) for name in work.names(field))


def _write_name(name: Name) -> str:
    if name.group:
        return f"{{{_escape(name.family)}}}"
    family = " ".join(filter(None, (name.prefix, name.family)))
    return ", ".join(_escape(part) for part in (family, name.suffix, write_given(name)) if part)


def _escape(text: str) -> str:
    return re.sub(r"[#$%&_{}]", r"\\\g<0>", text)


def _with_related(works: Iterable[Work]) -> Iterator[Work]:
    waiting = list(works)
    written: set[str] = set()
    for work in waiting:
        if work.key not in written:
            written.add(work.key)
            yield work
        waiting += (other for other in work.related if other.key not in written)
