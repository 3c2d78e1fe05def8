"""Which entries an entry names: what it takes over from them, and those that aren't there."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from apa7.errors import Problem, shorten

from .fields import Entry

Find = Callable[[str], Entry | None]
"""Returns the entry of a key or alias."""

DEEPEST = 30
"""A parent's parent's parent and so on: more than books of series of publishers have."""
MOST_TIMES = 25
LEAST = 1_000_000
"""Entries may take over `MOST_TIMES` as much as all say themselves, or this many characters in any case."""

_NOT_INHERITED = frozenset(
    (
        # Nobody but its author sees an abstract, and it may be long.
        "abstract",
        "crossref",
        "xdata",
        "ids",
        "related",
        "relatedtype",
        "relatedstring",
        "options",
        "presort",
        "sortkey",
        "shorthand",
    )
)

_NAMING = ("crossref", "xdata", "related", "entryset")


def named_in(entry: Entry, field: str, find: Find) -> list[str]:
    """Return the keys in a field that holds several: by commas, and in `related` by blanks, too."""
    keys = [key.strip() for key in entry.fields.get(field, "").split(",")]
    if field == "related":
        keys = [part for key in keys for part in ([key] if find(key) else re.split(r"\s+", key))]
    return [key for key in keys if key]


def find_lost(entries: Iterable[Entry], find: Find) -> Iterator[Problem]:
    """Tell entries that name one which isn't there: what comes from it is missing in their reference."""
    for entry in entries:
        for field in () if entry.fields.keys().isdisjoint(_NAMING) else _NAMING:
            for key in named_in(entry, field, find) if field in entry.fields else ():
                other = find(key)
                if other is None:
                    message = f'"{shorten(entry.key)}" names "{shorten(key)}" in {field}, which isn\'t there'
                elif other.key == entry.key:
                    message = f'"{shorten(entry.key)}" names itself in {field}'
                else:
                    continue
                yield Problem(entry.path, entry.line, message, warning=field in ("related", "entryset"))


class Heritage:
    """What entries take over by `xdata` and `crossref`; their own fields win (biblatex manual, appendix B).

    Args:
        entries: All of them.
        find: Looks one of them up.

    Attributes:
        problems: Those that go in circles, or would take over too much.
    """

    def __init__(self, entries: Iterable[Entry], find: Find) -> None:
        entries = list(entries)
        self.problems: list[Problem] = []
        self._find = find
        self._fields: dict[str, Mapping[str, str]] = {entry.key: entry.fields for entry in entries}
        heirs = [entry for entry in entries if "xdata" in entry.fields or "crossref" in entry.fields]
        own = sum(_size(entry.fields) for entry in entries) if heirs else 0
        self._room = max(LEAST, MOST_TIMES * own)
        self._depth: dict[str, int] = {}
        self._waiting = {entry.key for entry in heirs}
        for entry in heirs:
            self._add(entry)

    def of(self, entry: Entry) -> Mapping[str, str]:
        """Return the fields of an entry, with what it takes over."""
        return self._fields[entry.key]

    def _add(self, entry: Entry) -> None:
        """Put fields together, those of parents first; a chain of them may be as long as the file."""
        stack, begun = [entry], set[str]()
        while stack:
            current = stack[-1]
            missing = []
            if current.key in self._waiting and current.key not in begun:
                begun.add(current.key)
                waiting = [parent for parent in self._parents(current) if parent.key in self._waiting]
                missing = [parent for parent in waiting if parent.key not in begun]
            if missing:
                stack += missing
                continue
            stack.pop()
            if current.key in self._waiting:
                self._fields[current.key] = self._merge(current)
                self._waiting.remove(current.key)

    def _parents(self, entry: Entry) -> list[Entry]:
        """Return the entries named in `xdata`, and the one in `crossref`, last."""
        keys = [*named_in(entry, "xdata", self._find), entry.fields.get("crossref", "").strip()]
        found = {parent.key: parent for key in keys if (parent := self._find(key))}
        found.pop(entry.key, None)
        return list(found.values())

    def _merge(self, entry: Entry) -> Mapping[str, str]:
        fields = dict(entry.fields)
        crossed = self._find(entry.fields.get("crossref", "").strip())
        for parent in self._parents(entry):
            if parent.key in self._waiting:
                message = f'takes over fields from "{shorten(parent.key)}", which takes them over from it'
                self._tell(entry, message)
                continue
            depth = self._depth.get(parent.key, 0) + 1
            if depth > DEEPEST:
                self._tell(entry, f"takes over nothing: fields go through {DEEPEST} entries at most")
                continue
            self._depth[entry.key] = max(depth, self._depth.get(entry.key, 0))
            given = {name: v for name, v in self._fields[parent.key].items() if name not in _NOT_INHERITED}
            if self._room < 0:
                break
            self._room -= _size(given)
            if self._room < 0:
                self._tell(
                    entry, "and the entries after it take over nothing more: the same would stand too often"
                )
                break
            for name, value in given.items():
                cross = crossed is not None and crossed.key == parent.key
                for own in _names_in_child(name, entry.type, parent.type) if cross else (name,):
                    fields.setdefault(own, value)
        return fields

    def _tell(self, entry: Entry, what: str) -> None:
        self.problems.append(Problem(entry.path, entry.line, f'"{shorten(entry.key)}" {what}'))


def _size(fields: Mapping[str, str]) -> int:
    return sum(map(len, fields)) + sum(map(len, fields.values()))


def _names_in_child(name: str, child: str, parent: str) -> tuple[str, ...]:
    """Return what a parent's field becomes in its child: a book's title is its chapter's booktitle."""
    if child in ("inbook", "incollection", "inproceedings", "inreference", "suppbook"):
        if name in ("title", "subtitle", "titleaddon"):
            return (f"book{name}",)
        if name == "author":
            return ("author", "bookauthor") if child == "inbook" else ()
    if child in ("article", "suppperiodical") and parent == "periodical":
        return ({"title": "journaltitle", "subtitle": "journalsubtitle"}.get(name, name),)
    return () if name in ("shorttitle", "sorttitle", "indextitle") else (name,)
