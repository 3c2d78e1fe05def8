"""The source of one entry → its fields, with what is wrong in it in an author's words.

What everybody writes is read here; the rest of BibTeX's language, and what is none of it, by pybtex.
"""

import re

from apa7.errors import Problem, shorten

from .bibfile import NO_KEY, Chunk
from .doubts import find_doubts
from .fields import TYPE_ALIASES, Entry, field_name
from .patterns import late
from .usual import FIELD, HEAD, MORE, PLAIN_FIELD

MOST_TIMES = 25
LEAST = 1_000_000
"""What `@string` stands for may be `MOST_TIMES` as long as the file, or this many characters in any case."""

_SPACED_KEY = late(r"(@[^{(]*[{(]\s*)([^\s,={}()\"]+(?:[ \t]+[^\s,={}()\"]+)+)(?=\s*,)")
_SPACE = "\u2423"
_FIELD_FIRST = late(r"@[^{(]*[{(]\s*[^\s,={}()\"]+\s*=")
_NO_COMMA = late(r"@[^{(]*[{(]\s*[^\s,]+\s+[A-Za-z]")
_STRING = late(r"@[A-Za-z]+\s*\{\s*")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

Values = list[tuple[str, str]]
"""The names and the values of an entry's fields, as they stand there."""
Fields = dict[str, str]


class Macros(dict[str, str]):
    """What stands for something else: months, and what `@string` defines; capitals do not count."""

    def __init__(self) -> None:
        super().__init__()
        for month in _MONTHS:
            self[month] = self[month[:3]] = month

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)


class EntryReader:
    """Reads the entries of one file, in their order, since its `@string`s count from where they stand.

    Args:
        path: What to call the file in messages.
        size: How long the file is.

    Attributes:
        problems: What is wrong in the entries read so far.
        room: How much `@string`s may still stand for.
        macros: What they stand for.
    """

    def __init__(self, path: str, size: int) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.room = max(LEAST, MOST_TIMES * size)
        self.macros = Macros()
        self._defined: dict[str, int] = {}

    def read(self, chunk: Chunk) -> Entry | None:
        """Return the entry, or None when it can't be read or is a `@string`."""
        found = self._read_usual(chunk)
        if found is None and chunk.type == "string" and self._read_string(chunk):
            return None
        found = found or self._parse(chunk)
        if found is None:
            return None
        key, fields = found
        for message in find_doubts(fields):
            self._doubt(chunk, f'"{shorten(key)}": {message}')
        return Entry(key, TYPE_ALIASES.get(chunk.type, chunk.type), fields, self.path, chunk.line)

    def _read_usual(self, chunk: Chunk) -> tuple[str, Fields] | None:
        """Return the key and the fields of an entry, if it is written as most are."""
        if chunk.key and _SPACE not in chunk.key and (fields := self._find_fields(chunk)):
            return chunk.key, fields
        head = HEAD.match(chunk.text)
        if head is None or chunk.type == "string" or _SPACE in head["key"]:
            return None
        values = self._read_fields(chunk.text, head.end())
        return None if values is None else (head["key"], self._name(chunk, head["key"], values))

    def _read_string(self, chunk: Chunk) -> bool:
        """Note what a `@string` stands for, if it is written as most are."""
        head = _STRING.match(chunk.text)
        values = self._read_fields(chunk.text, head.end()) if head else None
        if not values or len(values) > 1:
            return False
        name, value = values[0]
        self.macros[name] = value
        self._note_string(chunk, name.lower())
        return True

    def _find_fields(self, chunk: Chunk) -> Fields | None:
        """Return the fields of an entry of which all are as most are.

        None if a name means nothing, or a field is there twice: who reads it in another way tells that.
        """
        fields: Fields = {}
        spent = 0
        found = PLAIN_FIELD.findall(chunk.text, chunk.fields)
        for name, braced, quoted, bare in found:
            value = braced or quoted
            if bare:
                value = bare if bare.isdecimal() else self.macros.get(bare.lower())
                if value is None:
                    return None
                spent += len(value)
            fields[field_name(name)] = value.strip()
        if spent > self.room or len(fields) < len(found):
            return None
        self.room -= spent
        return fields

    def _read_fields(self, text: str, at: int) -> Values | None:
        """Return the fields from a place of an entry to its end; None where one is not as most are."""
        values: Values = []
        spent = 0
        while field := FIELD.match(text, at):
            parts, part = [], field
            while True:
                value, bare = part["braced"], part["bare"]
                if bare is not None:
                    value = bare if bare.isdecimal() else self.macros.get(bare.lower())
                    spent += len(value or "")
                elif value is None:
                    value = part["quoted"]
                if value is None or spent > self.room:
                    return None
                parts.append(value)
                at = part.end()
                if not part["more"]:
                    break
                following = MORE.match(text, at)
                if following is None:
                    return None
                part = following
            values.append((field["name"], "".join(parts) if len(parts) > 1 else parts[0]))
        if at != len(text) - 1 or text[at] != "}":
            return None
        self.room -= spent
        return values

    def _parse(self, chunk: Chunk) -> tuple[str, Fields] | None:
        """Return the key and the fields of an entry as pybtex reads it."""
        from .grammar import parse_entry

        text = chunk.text
        if chunk.type != "string" and _FIELD_FIRST.match(text):
            self._tell(chunk, NO_KEY)
            return None
        # pybtex takes no spaces in a key.
        if spaced := _SPACED_KEY.match(text):
            text = spaced[1] + re.sub(r"[ \t]", _SPACE, spaced[2]) + text[spaced.end() :]
        found, undefined, broken = parse_entry(text, self)
        for line, name in undefined:
            message = f'"{name}" isn\'t defined; put the value in braces, or define it with @string'
            self.problems.append(Problem(self.path, chunk.line + line - 1, message))
        self.problems += [Problem(self.path, chunk.line + line - 1, message) for line, message in broken[:1]]
        if broken or found is None:
            return None
        key, values = found
        if chunk.type == "string":
            self._note_string(chunk, key.lower())
            return None
        key = key.replace(_SPACE, " ")
        if _NO_COMMA.match(text):
            self._doubt(chunk, f'there is no comma after the key "{shorten(key)}"; write one')
        return key, self._name(chunk, key, values)

    def _name(self, chunk: Chunk, key: str, values: Values) -> Fields:
        """Return the fields of an entry by biblatex's names for them."""
        fields = {field_name(own): value.strip() for own, value in values}
        return fields if len(fields) == len(values) else self._name_once(chunk, key, values)

    def _name_once(self, chunk: Chunk, key: str, values: Values) -> Fields:
        """Return the fields of an entry that has one of them more than once."""
        fields: Fields = {}
        written: dict[str, str] = {}
        for own, value in values:
            name = field_name(own)
            if written.setdefault(name, own.lower()) != own.lower():
                # Exporters write BibTeX's name and biblatex's: ACM's has an `address` and a `location`.
                continue
            if name in fields:
                message = f'the entry "{shorten(key)}" has the field "{shorten(name)}" twice'
                self._tell(chunk, message)
                continue
            fields[name] = value.strip()
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
