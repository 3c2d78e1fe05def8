"""A .bib file in one form: a field a line, aligned, and nothing lost.

Only entries are written anew. What stands between them (comments, `@string`,
`@preamble`, `@comment`) stays as it is, and so does an entry that can't be read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from apa7.errors import CitationsError

from .bibfile import pair_braces
from .fields import field_name
from .library import parse
from .patterns import late

ORDER = (
    "ids", "crossref", "xdata", "entrysubtype", "author", "editor", "translator", "title", "subtitle",
    "titleaddon", "shorttitle", "booktitle", "booksubtitle", "maintitle", "journaltitle", "issuetitle",
    "series", "edition", "volume", "number", "issue", "pages", "eid", "type", "eventtitle", "venue",
    "eventdate", "institution", "organization", "publisher", "location", "date", "year", "month", "day",
    "origdate", "pubstate", "isbn", "issn", "doi", "eprint", "eprinttype", "url", "urldate", "archiveurl",
    "archivedate", "langid", "language",
)  # fmt: skip
"""Where fields stand when they are sorted; those that aren't here follow in the author's order."""

WIDEST = 40
"""A longer name of a field is none that a program knows; it does not move the others."""

_START = late(r"^[ \t]*@[ \t]*(?P<type>[A-Za-z]+)\s*(?P<opener>[{(])", re.MULTILINE)
_KEY = late(r"[^\s,{}()=\"%#]+")
_NAME = late(r"[A-Za-z][^\s,{}()=\"%#]*")
_BARE = late(r"[^\s,{}()=\"%#]+")
_MARK = late(r'[{}"@]')
_SPACE = late(r"\s*")
_NO_ENTRIES = ("string", "preamble", "comment")


class _UnreadableError(Exception):
    """The entry stays as it is."""


@dataclass
class _Field:
    """A field, or a comment where its name is empty.

    Attributes:
        name: Its name in lower case.
        value: Its value as written, with braces or quotation marks.
        comment: The comment behind it on its line, or the comment that stands for itself.
        start, end: Where its name begins in the file, and where its value ends.
    """

    name: str
    value: str
    comment: str = ""
    start: int = 0
    end: int = 0


@dataclass
class _Entry:
    """An entry as it is written."""

    type: str
    key: str
    fields: list[_Field] = field(default_factory=list)
    comment: str = ""


def tidy(source: str, *, sort_fields: bool = False) -> str:
    """Write a .bib file in one form.

    Args:
        source: The file, with any line endings.
        sort_fields: Whether fields are put into the order of `ORDER`.

    Returns:
        The file with the same works; writing it once more changes nothing.

    Raises:
        CitationsError: It would have come to mean something else. That is a mistake in this module.
    """
    newline = "\r\n" if "\r\n" in source else "\n"
    text = source.replace("\r\n", "\n")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    written = "".join(_pieces(text, sort_fields)).rstrip()
    written = f"{written}\n" if written else ""
    if written != text and _meaning(text) != _meaning(written):
        raise CitationsError("it can't be written in one form without changing what it says")
    return mark + written.replace("\n", newline)


def _meaning(text: str) -> list[object]:
    entries, problems = parse(text)
    found = [(entry.key, entry.type, dict(entry.fields)) for entry in entries]
    # Broken entries have nothing but their message to be told by, and lines may change.
    return [found, sorted(re.sub(r"\d+", "", problem.message) for problem in problems)]


def find_entries(text: str) -> Iterator[tuple[int, _Entry, int]]:
    """Yield the entries of a file that can be read, with where each begins and ends."""
    position = 0
    pairs: dict[int, int] = {}
    while match := _START.search(text, position):
        start = text.index("@", match.start())
        position = match.end()
        if match["type"].lower() in _NO_ENTRIES:
            # What they enclose stays as it is, entries too.
            pairs = pairs or pair_braces(text)
            position = pairs.get(position - 1, position)
            continue
        try:
            entry, end = _Reader(text, match).read()
        except _UnreadableError:
            continue
        yield start, entry, end
        position = end


def _pieces(text: str, sort_fields: bool) -> Iterator[str]:
    written_to = 0
    after_entry = False
    for start, entry, end in find_entries(text):
        yield _between(text[written_to:start], after_entry)
        yield _write(entry, sort_fields)
        written_to = end
        after_entry = True
    rest = text[written_to:]
    yield rest if rest.strip() or not after_entry else "\n"


def _between(text: str, after_entry: bool) -> str:
    """Leave one empty line between entries; anything else stays, but for indents before an entry."""
    if not text.strip() and "\n" in text:
        return "\n\n" if after_entry else ""
    return re.sub(r"\n[ \t]+\Z", "\n", text)


class _Reader:
    """Reads one entry without giving up anything in it."""

    def __init__(self, text: str, start: "re.Match[str]") -> None:
        self.text = text
        self.position = start.end()
        self.shut = "}" if start["opener"] == "{" else ")"
        self.type = start["type"].lower()

    def read(self) -> tuple[_Entry, int]:
        """Return the entry and the position after it."""
        self._skip()
        entry = _Entry(self.type, self._take(_KEY))
        self._skip()
        if self._next() == ",":
            self.position += 1
            entry.comment = self._comment_on_this_line()
        while True:
            self._skip()
            character = self._next()
            if character == "%":
                entry.fields.append(_Field("", "", self._comment()))
            elif character == self.shut:
                self.position += 1
                return entry, self.position
            else:
                entry.fields.append(self._field())

    def _field(self) -> _Field:
        start = self.position
        name = self._take(_NAME).lower()
        self._skip()
        self._expect("=")
        parts = [self._part()]
        end = self.position
        self._skip()
        while self._next() == "#":
            self.position += 1
            parts.append(self._part())
            end = self.position
            self._skip()
        read = _Field(name, " # ".join(parts), "", start, end)
        comments = []
        while self._next() == "%":
            comments.append(self._comment())
            self._skip()
        if self._next() == ",":
            self.position += 1
            if comment := self._comment_on_this_line():
                comments.append(comment)
        elif self._next() != self.shut:
            raise _UnreadableError
        if len(comments) > 1:
            raise _UnreadableError
        read.comment = "".join(comments)
        return read

    def _part(self) -> str:
        self._skip()
        start = self.position
        character = self._next()
        if character == "{":
            self._balanced("}")
        elif character == '"':
            self._balanced('"')
        else:
            return self._take(_BARE)
        return self.text[start : self.position]

    def _balanced(self, shut: str) -> None:
        """Go past a value in braces, or in quotation marks in which braces are balanced."""
        self.position += 1
        depth = 0
        while match := _MARK.search(self.text, self.position):
            if match[0] == "@":
                # It may be the next entry, where this one was never closed.
                line = self.text.rfind("\n", 0, match.start()) + 1
                if not self.text[line : match.start()].strip() and _START.match(self.text, line):
                    raise _UnreadableError
            elif match[0] == shut and depth == 0:
                self.position = match.end()
                return
            depth += (match[0] == "{") - (match[0] == "}")
            if depth < 0:
                raise _UnreadableError
            self.position = match.end()
        raise _UnreadableError

    def _comment(self) -> str:
        end = self.text.find("\n", self.position)
        end = len(self.text) if end < 0 else end
        comment = self.text[self.position : end].rstrip()
        self.position = end
        return comment

    def _comment_on_this_line(self) -> str:
        start = self.position
        while self._next() in (" ", "\t"):
            self.position += 1
        if self._next() == "%":
            return self._comment()
        self.position = start
        return ""

    def _take(self, pattern: "re.Pattern[str]") -> str:
        match = pattern.match(self.text, self.position)
        if not match:
            raise _UnreadableError
        self.position = match.end()
        return match[0]

    def _expect(self, character: str) -> None:
        if self._next() != character:
            raise _UnreadableError
        self.position += 1

    def _next(self) -> str:
        return self.text[self.position : self.position + 1]

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position


def _write(entry: _Entry, sort_fields: bool) -> str:
    fields = _sorted(entry.fields) if sort_fields else entry.fields
    width = min(max((len(item.name) for item in fields), default=0), WIDEST)
    lines = [f"@{entry.type}{{{entry.key},{_spaced(entry.comment)}"]
    for item in fields:
        if item.name:
            lines.append(f"  {item.name:<{width}} = {item.value},{_spaced(item.comment)}")
        else:
            lines.append(f"  {item.comment}")
    return "\n".join([*lines, "}"])


def _spaced(comment: str) -> str:
    return f" {comment}" if comment else ""


def _sorted(fields: list[_Field]) -> list[_Field]:
    """Sort fields; a comment on a line of its own stays before the field that it stood before."""
    groups: list[list[_Field]] = [[]]
    for item in fields:
        groups[-1].append(item)
        if item.name:
            groups.append([])
    *groups, rest = groups
    place = {name: number for number, name in enumerate(ORDER)}
    groups.sort(key=lambda group: place.get(field_name(group[-1].name), len(ORDER)))
    return [*(item for group in groups for item in group), *rest]
