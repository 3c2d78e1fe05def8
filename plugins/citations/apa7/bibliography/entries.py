"""The source of one entry → its fields, through pybtex, with what is wrong in it in an author's words."""

import re
from functools import cache
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PybtexSyntaxError, Token
from pybtex.utils import CaseInsensitiveDict

from apa7.errors import Problem, shorten

from .bibfile import Chunk
from .doubts import find_doubts
from .fields import TYPE_ALIASES, Entry, field_name

_SPACED_KEY = re.compile(r"(@[^{(]*[{(]\s*)([^\s,={}()\"]+(?:[ \t]+[^\s,={}()\"]+)+)(?=\s*,)")
_SPACE = "\u2423"
_FIELD_FIRST = re.compile(r"@[^{(]*[{(]\s*[^\s,={}()\"]+\s*=")
_NO_COMMA = re.compile(r"@[^{(]*[{(]\s*[^\s,]+\s+[A-Za-z]")
MOST_TIMES = 25
LEAST = 1_000_000
"""What `@string` stands for may be `MOST_TIMES` as long as the file, or this many characters in any case."""

_EXPLANATIONS = {
    "'}' expected": "the entry can't be read: a comma or a brace is missing before this place",
    "entry key expected": "the entry has no key: write one after the opening brace",
    "field value expected": "the entry can't be read: a field has no value in braces",
    "'=' expected": "the entry can't be read: a field has no = after its name",
    "unbalanced braces": "the entry can't be read: a value has a } too many",
    "premature end": "the entry can't be read: a value is never closed",
}
_NO_KEY = _EXPLANATIONS["entry key expected"]


class EntryReader:
    """Reads the entries of one file, in their order, since its `@string`s count from where they stand.

    Args:
        path: What to call the file in messages.
        size: How long the file is.

    Attributes:
        problems: What is wrong in the entries read so far.
    """

    def __init__(self, path: str, size: int) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.room = max(LEAST, MOST_TIMES * size)
        self.macros: Any = CaseInsensitiveDict(
            {**month_names, **{name.lower(): name for name in month_names.values()}}
        )
        self._defined: dict[str, int] = {}

    def read(self, chunk: Chunk) -> Entry | None:
        """Return the entry, or None when it can't be read or is a `@string`."""
        broken: list[Problem] = []

        def keep_going(error: PybtexSyntaxError) -> None:
            line = chunk.line + error.lineno - 1
            if isinstance(error, UndefinedMacro):
                name = shorten(str(error.args[0]))
                message = f'"{name}" isn\'t defined; put the value in braces, or define it with @string'
                self.problems.append(Problem(self.path, line, message))
            else:
                broken.append(Problem(self.path, line, _explain(str(error.args[0]))))

        # pybtex takes no spaces in a key.
        text = chunk.text
        if chunk.type != "string" and _FIELD_FIRST.match(text):
            self._tell(chunk, _NO_KEY)
            return None
        if spaced := _SPACED_KEY.match(text):
            text = spaced[1] + re.sub(r"[ \t]", _SPACE, spaced[2]) + text[spaced.end() :]
        commands = list(_Parser(text, self, keep_going))
        self.problems += broken[:1]
        if broken or not commands:
            return None
        if chunk.type == "string":
            self._note_string(chunk, str(commands[0][1][0]).lower())
            return None
        key, values = commands[0][1]
        key = key.replace(_SPACE, " ")
        if _NO_COMMA.match(text):
            self._doubt(chunk, f'there is no comma after the key "{shorten(key)}"; write one')
        entry = Entry(key, TYPE_ALIASES.get(chunk.type, chunk.type), {}, self.path, chunk.line)
        return entry._replace(fields=self._fields(chunk, key, values))

    def _fields(self, chunk: Chunk, key: str, values: Any) -> dict[str, str]:
        fields: dict[str, str] = {}
        written: dict[str, str] = {}
        for own, parts in values:
            name = field_name(own)
            if written.setdefault(name, own.lower()) != own.lower():
                # Exporters write BibTeX's name and biblatex's: ACM's has an `address` and a `location`.
                continue
            if name in fields:
                message = f'the entry "{shorten(key)}" has the field "{shorten(name)}" twice'
                self._tell(chunk, message)
                continue
            fields[name] = "".join(parts).strip()
        for message in find_doubts(fields):
            self._doubt(chunk, f'"{shorten(key)}": {message}')
        return fields

    def _note_string(self, chunk: Chunk, name: str) -> None:
        if first := self._defined.get(name):
            message = (
                f'the @string "{shorten(name)}" is defined twice (first on line {first}); keep one of them'
            )
            self._doubt(chunk, message)
        self._defined.setdefault(name, chunk.line)

    def _tell(self, chunk: Chunk, message: str) -> None:
        self.problems.append(Problem(self.path, chunk.line, message))

    def _doubt(self, chunk: Chunk, message: str) -> None:
        self.problems.append(Problem(self.path, chunk.line, message, warning=True))


class _Parser(LowLevelParser):  # type: ignore[misc] # pybtex has no types
    """pybtex's parser of one entry, with a bound for what `@string`s become."""

    pos: int

    def __init__(self, text: str, reader: EntryReader, handle_error: Any) -> None:
        super().__init__(text, macros=reader.macros, handle_error=handle_error)
        self.reader = reader

    def substitute_macro(self, name: str) -> str:
        if self.reader.room < 0:
            return ""
        value = str(super().substitute_macro(name))
        # a = b # b, b = c # c and so on is twice as long with every line.
        self.reader.room -= len(value)
        if self.reader.room < 0:
            message = f'"{shorten(name)}" stands for too much by now; from here on no @string is put in'
            raise PybtexSyntaxError(message, self)
        return value

    def skip_to(self, patterns: Any) -> Token | None:
        """Find the next of several characters, in one search; pybtex looks for each to the end."""
        by_character = {str(pattern.description)[1:-1]: pattern for pattern in patterns}
        found = _any_of("".join(by_character)).search(self.text, self.pos)
        if not found:
            return None
        value = self.text[self.pos : found.end()]
        self.pos = found.end()
        self.update_lineno(value)
        return Token(value, by_character[found[0]])


@cache
def _any_of(characters: str) -> "re.Pattern[str]":
    return re.compile(f"[{re.escape(characters)}]")


def _explain(error: str) -> str:
    """Say in an author's words what pybtex says in a parser's."""
    for expected, message in _EXPLANATIONS.items():
        if expected in error:
            return message
    return f"the entry can't be read: {error}"
