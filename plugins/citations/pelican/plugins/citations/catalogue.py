"""The list of all works cited, in pieces: one a work, so that one can be put in the place of another.

Whoever makes a part of a site says which entries are others now, where posts cite the same as before. Then
what is there is taken as it is, but for their pieces. Where that cannot be told, all is made anew.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apa7.bibliography.richtext import flatten
from apa7.document import write_listed
from apa7.model import Work
from apa7.rules.forms import find_likeness
from apa7.rules.sorting import sort_key
from guards.whole import write_file

from .union import CitedWork


@dataclass
class Line:
    """What decides on the place of a work in the list.

    Attributes:
        key: Its key in the list.
        text: A hash of its reference without a letter: what reads the same is the same work.
        likeness: A hash of what it shares with works from which a letter tells it apart.
        letter: That letter.
        alone: Whether all who cite it cite one entry by this key.
        place: What the list is sorted by.
    """

    key: str
    text: str
    likeness: str
    letter: str
    alone: bool
    place: Any


@dataclass
class Written:
    """A file that was written of pieces.

    Attributes:
        hash: Of the whole text.
        first: Where the first piece begins.
        gap: What stands between two of them.
        lengths: How long they are.
    """

    hash: str
    first: int
    gap: str
    lengths: list[int]

    def put(self, text: str, pieces: dict[int, str]) -> str:
        """Put pieces, by their numbers, in the place of others."""
        parts, at, copied = [], self.first, 0
        for number, length in enumerate(self.lengths):
            if number in pieces:
                parts += [text[copied:at], pieces[number]]
                copied = at + length
                self.lengths[number] = len(pieces[number])
            at += length + len(self.gap)
        text = "".join([*parts, text[copied:]])
        self.hash = _hash(text)
        return text


class Catalogue:
    """The list of all works, as it was written last.

    Args:
        place: Where it is kept which pieces that was made of.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self.lines: list[Line] = []
        self.files: dict[str, Written] = {}

    def read(self) -> bool:
        """Read what is kept; return whether there is anything."""
        with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            head, _, body = self._place.read_bytes().partition(b"\n")
            if head.decode() == _hash(body.decode()):
                kept = json.loads(body)
                self.lines = [Line(*line) for line in kept["lines"]]
                self.files = {name: Written(*written) for name, written in kept["files"].items()}
        return bool(self.lines)

    def write(self) -> None:
        """Keep it; without it all is made anew next time."""
        if not self.files:
            return
        kept = {
            "lines": [list(vars(line).values()) for line in self.lines],
            "files": {name: list(vars(written).values()) for name, written in self.files.items()},
        }
        body = json.dumps(kept, separators=(",", ":"))
        with suppress(OSError):
            self._place.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._place.parent / ".gitignore", b"*\n")
            write_file(self._place, f"{_hash(body)}\n{body}".encode())

    def list_anew(self, works: Iterable[CitedWork]) -> None:
        """Note the works of a list that was made anew; no file is known of it yet."""
        self.lines = [_describe(item.work, item.letter, item.alone) for item in works]
        self.files = {}

    def note_file(self, name: str, text: str, pieces: Sequence[str]) -> None:
        """Note what a file was made of, if it is made of pieces."""
        if not pieces or len(pieces) != len(self.lines):
            return
        first = text.find(pieces[0])
        after = first + len(pieces[0])
        gap = text[after : text.find(pieces[1], after)] if len(pieces) > 1 else ""
        if first >= 0 and text.startswith(gap.join(pieces), first):
            self.files[name] = Written(_hash(text), first, gap, list(map(len, pieces)))

    def find_text(self, name: str, folder: Path) -> str | None:
        """Return the text of a file, if it is the one that was made of the pieces."""
        with suppress(OSError, ValueError):
            text = (folder / name).read_bytes().decode("utf-8")
            if name in self.files and self.files[name].hash == _hash(text):
                return text
        return None

    def put(self, name: str, text: str, pieces: dict[int, str]) -> str:
        """Put pieces, by the numbers of their works, into the text of a file."""
        return self.files[name].put(text, pieces)

    def take(self, works: Iterable[Work]) -> list[int]:
        """Take works in the place of those that had their keys.

        Returns:
            The number of each in the list; none where the list would be another one.
        """
        numbers = {line.key: number for number, line in enumerate(self.lines)}
        texts = Counter(line.text for line in self.lines)
        alike = Counter(line.likeness for line in self.lines)
        found = []
        for work in works:
            if work.key not in numbers:
                return []
            number = numbers[work.key]
            old = self.lines[number]
            new = _describe(work, old.letter, old.alone)
            if not old.alone or not self._stands(number, new):
                return []
            if new.text != old.text and texts[new.text]:
                return []
            if new.likeness != old.likeness and (alike[old.likeness] > 1 or alike[new.likeness]):
                return []
            self.lines[number] = new
            for counter, before, after in ((texts, old.text, new.text), (alike, old.likeness, new.likeness)):
                counter[before] -= 1
                counter[after] += 1
            found.append(number)
        return found

    def _stands(self, number: int, line: Line) -> bool:
        """Say whether a work would stand where another does."""
        before = self.lines[number - 1].place if number else None
        after = self.lines[number + 1].place if number + 1 < len(self.lines) else None
        return (before is None or before < line.place) and (after is None or line.place < after)


def _describe(work: Work, letter: str, alone: bool) -> Line:
    return Line(
        work.key,
        _hash(flatten(write_listed(work, "")))[:32],
        _hash(repr(find_likeness(work)))[:32],
        letter,
        alone,
        json.loads(json.dumps(sort_key(work))),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
