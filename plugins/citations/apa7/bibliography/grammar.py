"""One entry in all of BibTeX's language, read by pybtex, whose parser takes long to load."""

import re
from functools import cache
from typing import Any, Protocol

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
from pybtex.scanner import PybtexSyntaxError, Token

from apa7.errors import shorten

from .bibfile import NO_KEY

_EXPLANATIONS = {
    "'}' expected": "the entry can't be read: a comma or a brace is missing before this place",
    "entry key expected": NO_KEY,
    "field value expected": "the entry can't be read: a field has no value in braces",
    "'=' expected": "the entry can't be read: a field has no = after its name",
    "unbalanced braces": "the entry can't be read: a value has a } too many",
    "premature end": "the entry can't be read: a value is never closed",
}

Told = list[tuple[int, str]]
"""Lines of an entry, counted from 1, and what is said of them."""


class Reader(Protocol):
    """Who reads an entry.

    Attributes:
        room: How much `@string`s may still stand for.
        macros: What they stand for.
    """

    room: int
    macros: Any


def parse_entry(text: str, reader: Reader) -> tuple[tuple[str, list[tuple[str, str]]] | None, Told, Told]:
    """Parse one entry.

    Args:
        text: From its @ to its closing brace.
        reader: Who reads it.

    Returns:
        Its key and its fields, or the name of a `@string`; the names that nothing defines; what is wrong.
    """
    undefined: Told = []
    broken: Told = []

    def keep_going(error: PybtexSyntaxError) -> None:
        said = str(error.args[0])
        if isinstance(error, UndefinedMacro):
            undefined.append((error.lineno, shorten(said)))
        else:
            broken.append((error.lineno, _explain(said)))

    commands = list(_Parser(text, reader, keep_going))
    if not commands:
        return None, undefined, broken
    key, values = commands[0][1]
    if commands[0][0].lower() == "string":
        return (key, []), undefined, broken
    return (key, [(name, "".join(parts)) for name, parts in values]), undefined, broken


class _Parser(LowLevelParser):  # type: ignore[misc] # pybtex has no types
    """pybtex's parser of one entry, with a bound for what `@string`s become."""

    pos: int

    def __init__(self, text: str, reader: Reader, handle_error: Any) -> None:
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
