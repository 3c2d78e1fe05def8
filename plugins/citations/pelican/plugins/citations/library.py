"""`.bib` files → works: parsed once, through pybtex, with every entry's file and line."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .bibfile import Chunk, cut
from .cache import Cache
from .errors import Problem, show_path
from .fields import TYPE_ALIASES, Entry, field_name, make_work
from .model import Citekey, Work

_NOT_INHERITED = frozenset(
    (
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


_EXPLANATIONS = {
    "'}' expected": "the entry can't be read: a comma or a brace is missing before this place",
    "entry key expected": "the entry has no key: write one after the opening brace",
    "field value expected": "the entry can't be read: a field has no value in braces",
    "'=' expected": "the entry can't be read: a field has no = after its name",
    "unbalanced braces": "the entry can't be read: a value has a } too many",
    "premature end": "the entry can't be read: a value is never closed",
}


class ParsedFile(NamedTuple):
    """A .bib file, parsed."""

    path: Path
    stamp: int
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


class Library:
    """The works of one or several .bib files.

    Later files add to earlier ones and win over them, so that a series' own file can
    correct the site's.

    Attributes:
        problems: What is wrong in the files, in their order.
        paths: The files, as an author would name them.
    """

    def __init__(
        self, entries: Iterable[Entry], problems: Iterable[Problem] = (), paths: Iterable[str] = ()
    ) -> None:
        self.problems = tuple(problems)
        self.paths = tuple(paths)
        self._entries: dict[str, Entry] = {}
        self._aliases: dict[str, str] = {}
        self._works: dict[str, Work] = {}
        for entry in entries:
            self._entries[entry.key] = entry
            for alias in entry.fields.get("ids", "").split(","):
                if alias.strip():
                    self._aliases[alias.strip()] = entry.key

    @classmethod
    def of_files(cls, files: Iterable[ParsedFile]) -> "Library":
        """Put the works of several files together, the most general file first."""
        files = list(files)
        entries = (entry for file in files for entry in file.entries)
        problems = (problem for file in files for problem in file.problems)
        return cls(entries, problems, (show_path(file.path) for file in files))

    def __iter__(self) -> Iterator[Citekey]:
        return (Citekey(key) for key, entry in self._entries.items() if entry.type not in ("xdata", "set"))

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> Work | None:
        """Return the work of this key or alias, or None."""
        key = key if key in self._entries else self._aliases.get(key, key)
        if key not in self._works:
            if key not in self._entries:
                return None
            self._works[key] = self._make_work(self._entries[key])
        return self._works[key]

    def suggest(self, key: str) -> list[str]:
        """Return the keys that look most like this one, the nearest first."""
        lower = {name.lower(): name for name in [*self._entries, *self._aliases]}
        return [lower[near] for near in difflib.get_close_matches(key.lower(), lower, n=3, cutoff=0.7)]

    def _make_work(self, entry: Entry, seen: frozenset[str] = frozenset()) -> Work:
        fields = self._inherit(entry)
        related = []
        for key in re.split(r"[,\s]+", fields.get("related", "")):
            if key in self._entries and key not in seen and key != entry.key:
                related.append(self._make_work(self._entries[key], seen | {entry.key}))
        return make_work(entry._replace(fields=fields), tuple(related))

    def _inherit(self, entry: Entry, seen: frozenset[str] = frozenset()) -> dict[str, str]:
        """Add what `xdata` and `crossref` name; the entry's own fields win (biblatex manual, appendix B)."""
        fields = dict(entry.fields)
        parents = [(key.strip(), False) for key in fields.get("xdata", "").split(",")]
        parents.append((fields.get("crossref", "").strip(), True))
        for key, cross in parents:
            parent = self._entries.get(key)
            if parent is None or key in seen or key == entry.key:
                continue
            for name, value in self._inherit(parent, seen | {entry.key}).items():
                if name not in _NOT_INHERITED:
                    name = _name_in_child(name, entry.type, parent.type) if cross else name
                    if name:
                        fields.setdefault(name, value)
        return fields


def _name_in_child(name: str, child: str, parent: str) -> str:
    """Return what a parent's field becomes in its child: a book's title is its chapter's booktitle."""
    if child in ("inbook", "incollection", "inproceedings", "inreference", "conference", "suppbook"):
        if name in ("title", "subtitle", "titleaddon"):
            return f"book{name}"
        if name == "author" and child != "inbook":
            return ""
        if name == "author":
            return "bookauthor"
    if child in ("article", "suppperiodical") and parent == "periodical":
        return {"title": "journaltitle", "subtitle": "journalsubtitle"}.get(name, name)
    return "" if name in ("shorttitle", "sorttitle", "indextitle") else name


def read_library(paths: Iterable[Path], cache: Cache | None = None) -> Library:
    """Read .bib files.

    Args:
        paths: The files, the most general first.
        cache: Where parsed files are kept, if anywhere.

    Returns:
        A library; what can't be read is among its problems, with file and line.
    """
    return Library.of_files([read_file(path, cache=cache) for path in paths])


def read_file(path: Path, stamp: int = 0, cache: Cache | None = None) -> ParsedFile:
    """Read one .bib file.

    Args:
        path: The file.
        stamp: Tells this state of the file from others; kept for the caller.
        cache: Where parsed files are kept, if anywhere.
    """
    name = show_path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(name, 0, f"the bibliography can't be read: {error.strerror}")
        return ParsedFile(path, stamp, (), (problem,))
    if cache and (kept := cache.load(path, data, name)):
        return ParsedFile(path, stamp, *kept)
    source, problems = _decode(data, name)
    entries, found = parse(source, name)
    parsed = ParsedFile(path, stamp, tuple(entries), tuple(sorted([*problems, *found])))
    if cache:
        cache.store(path, data, parsed.entries, parsed.problems)
    return parsed


def _decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """Return the text of a file; one that isn't UTF-8 is read as its most likely encoding and reported."""
    problems = []
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "this isn't UTF-8; save the file in UTF-8 encoding"))
        source = data.decode("cp1252", errors="replace")
    return source.replace("\r\n", "\n").replace("\r", "\n"), problems


def parse(source: str, path: str = "") -> tuple[list[Entry], list[Problem]]:
    """Parse the text of a .bib file.

    Args:
        source: The text.
        path: What to call the file in messages.

    Returns:
        The entries that could be read, and what is wrong with the others.
    """
    from pybtex.database.input.bibtex import month_names
    from pybtex.utils import CaseInsensitiveDict

    macros = CaseInsensitiveDict(month_names)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for chunk in cut(source):
        if chunk.error:
            problems.append(Problem(path, chunk.line, chunk.error))
        if not chunk.error and chunk.type not in ("comment", "preamble"):
            entry = _parse_chunk(chunk, macros, path, problems)
            if entry is None:
                continue
            if entry.key in entries:
                first = entries[entry.key].line
                message = f'the key "{entry.key}" is used twice (first on line {first}); give one another key'
                problems.append(Problem(path, entry.line, message))
            else:
                entries[entry.key] = entry
    return list(entries.values()), sorted(problems)


def _parse_chunk(chunk: Chunk, macros: Any, path: str, problems: list[Problem]) -> Entry | None:
    from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
    from pybtex.scanner import PybtexSyntaxError

    broken: list[Problem] = []

    def keep_going(error: PybtexSyntaxError) -> None:
        line = chunk.line + error.lineno - 1
        if isinstance(error, UndefinedMacro):
            message = f'"{error.args[0]}" isn\'t defined; put the value in braces, or define it with @string'
            problems.append(Problem(path, line, message))
        else:
            broken.append(Problem(path, line, _explain(str(error.args[0]))))

    parser = LowLevelParser(chunk.text, handle_error=keep_going, macros=macros)
    try:
        commands = list(parser)
    except RecursionError:
        commands = []
        broken.append(Problem(path, chunk.line, "the entry can't be read: too many braces inside each other"))
    problems.extend(broken[:1])
    if broken or not commands or chunk.type == "string":
        return None
    key, values = commands[0][1]
    fields: dict[str, str] = {}
    for name, parts in values:
        name = field_name(name)
        if name in fields:
            problems.append(Problem(path, chunk.line, f'the entry "{key}" has the field "{name}" twice'))
            continue
        fields[name] = "".join(parts).strip()
    return Entry(key, TYPE_ALIASES.get(chunk.type, chunk.type), fields, path, chunk.line)


def entry_from_pybtex(key: str, entry: Any) -> Entry:
    """Take an entry that pybtex has parsed by itself."""
    fields = {field_name(name): str(value) for name, value in entry.fields.items()}
    for role, persons in entry.persons.items():
        fields[field_name(role)] = " and ".join(str(person) for person in persons)
    kind = entry.type.lower()
    return Entry(key, TYPE_ALIASES.get(kind, kind), fields)


def _explain(error: str) -> str:
    """Say in an author's words what pybtex says in a parser's."""
    for expected, message in _EXPLANATIONS.items():
        if expected in error:
            return message
    return f"the entry can't be read: {error}"
