"""Where values stand in a text in TOML, of which Python's own reader says nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

NESTED = 20
"""Brackets within brackets, and names in one key, as in `a.b.c`."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+|\#[^\n]*)
    |(?P<text>\"{3}(?:\\.|[^\\"]|"(?!""))*+(?:"{3,5})?|'{3}(?:[^']|'(?!''))*+(?:'{3,5})?
    |"(?:\\[^\n]|[^"\\\n])*+"?|'[^'\n]*+'?|[A-Za-z0-9_-]+)
    |(?P<sign>.)""",
    re.DOTALL | re.VERBOSE,
)


@dataclass
class Place:
    """Where a value stands, and what is in it."""

    line: int
    keys: dict[str, Place] = field(default_factory=dict)
    items: list[Place] = field(default_factory=list)


class DeepError(Exception):
    """A text is nested so deeply that nobody can read it."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"more than {NESTED} brackets or names stand within one another here. Write it flat."
        )
        self.line = line


def check_depth(text: str) -> None:
    """Refuse a text whose reading would take for ever: it could be no TOML, too.

    Raises:
        DeepError: It has too many brackets within brackets, or names in one key.
    """
    line, depth, dots = 1, 0, 0
    for token in _TOKEN.finditer(text):
        sign = token["sign"]
        if sign in ("[", "{"):
            depth += 1
        elif sign in ("]", "}"):
            depth = max(0, depth - 1)
        dots = dots + 1 if sign == "." else dots if token["text"] or token["space"] else 0
        if max(depth, dots) > NESTED:
            raise DeepError(line)
        line += token[0].count("\n")


def locate(text: str) -> Place:
    """Return where all values of a TOML text stand."""
    root = table = Place(1)
    tokens = _Tokens(text)
    while tokens.kind:
        if tokens.kind == "\n":
            tokens.step()
        elif tokens.kind == "[":
            line = tokens.line
            double = tokens.step() == "["
            if double:
                tokens.step()
            *outer, last = tokens.keys()
            table = root
            for key in outer:
                table = _enter(table, key, line)
            inner = table.keys.setdefault(last, Place(line))
            if double:
                inner.items.append(Place(line))
                inner = inner.items[-1]
            elif not inner.items:
                inner.line = line
            table = inner
            tokens.skip("\n")
        else:
            tokens.pair(table)
            tokens.skip("\n")
    return root


def _enter(table: Place, key: str, line: int) -> Place:
    inner = table.keys.setdefault(key, Place(line))
    return inner.items[-1] if inner.items else inner


class _Tokens:
    """The signs and texts of what is known to be TOML, one after the other."""

    def __init__(self, text: str) -> None:
        self._all = self._read(text)
        self.kind = self.text = ""
        self.line = 1
        self.step()

    @staticmethod
    def _read(text: str) -> Iterator[tuple[str, str, int]]:
        line = 1
        for token in _TOKEN.finditer(text):
            if not token["space"]:
                yield token["sign"] or "text", token[0], line
            line += token[0].count("\n")

    def step(self) -> str:
        """Go to the next one and return its kind; "" at the end."""
        self.kind, self.text, self.line = next(self._all, ("", "", self.line))
        return self.kind

    def skip(self, *kinds: str) -> None:
        """Go on to one of some kinds, or to the end."""
        while self.kind and self.kind not in kinds:
            self.step()

    def keys(self) -> list[str]:
        """Read the names of a key, as in `a."b.c"`, and what stands right behind it."""
        names = []
        while self.kind in ("text", "."):
            if self.kind == "text":
                names.append(_unquote(self.text))
            self.step()
        return names

    def pair(self, table: Place) -> None:
        """Read a key and its value into a table."""
        line = self.line
        *outer, last = self.keys() or [""]
        for key in outer:
            table = _enter(table, key, line)
        self.step()
        table.keys[last] = self.value(line)

    def value(self, line: int) -> Place:
        """Read a value."""
        place = Place(line)
        if self.kind not in ("[", "{"):
            self.skip("\n", ",", "]", "}")
            return place
        closing = {"[": "]", "{": "}"}[self.kind]
        self.step()
        while self.kind and self.kind != closing:
            if self.kind in (",", "\n"):
                self.step()
            elif closing == "]":
                place.items.append(self.value(self.line))
            else:
                self.pair(place)
        self.step()
        return place


def _unquote(text: str) -> str:
    if text[:1] not in ("'", '"'):
        return text
    return str(next(iter(tomllib.loads(f"{text} = 0"))))
