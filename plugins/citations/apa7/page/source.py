"""What stands on which line of a page's source: metadata, code and citations."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from apa7.syntax import MENTION, find_bracketed, pair_brackets

from .bounds import Excess, find_excess, hide_marks
from .math import mask
from .paragraph import Opening, blank_asides

_FIELD = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:|[ ]{4,}\S")
_FENCE = re.compile(r"(?P<quoted>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_INDENTED = re.compile(r" {4}|\t")
# What goes on in indented lines, which are code elsewhere: items, notes, meanings, admonitions.
_HOLDING = re.compile(r"\s*(?:[-*+:]|\d+\.|\[\^[^\]]+\]:|!!!)\s")


class Mention(NamedTuple):
    """A citekey in a source.

    Attributes:
        line: Its line, counted from 1.
        stuck: Whether it stands in brackets that cannot be read.
    """

    line: int
    stuck: bool


class Source:
    """The lines of a page, as its author knows them.

    Args:
        lines: The lines.
        name: What to call the source in messages.
        headed: Whether they may begin with metadata.

    Attributes:
        name: What to call the source.
        lines: The lines.
        head: How many of them are metadata.
    """

    def __init__(self, lines: Iterable[str] = (), name: str = "", *, headed: bool = False) -> None:
        self.name = name
        # Markdown takes these two out of every text, since it marks with them what it sets aside.
        self.lines = [line.rstrip().translate({2: None, 3: None}) for line in lines]
        self.head = count_metadata(self.lines) if headed else 0

    def lines_of(self, key: str, field: Sequence[str] = ()) -> list[int]:
        """Return the numbers of the lines that cite a key.

        Args:
            key: The citekey.
            field: The text of a field of the metadata, if that is where it is cited.
        """
        return self._choose({mention.line for mention in self._mentions.get(key, ())}, field)

    def _choose(self, numbers: Iterable[int], field: Sequence[str]) -> list[int]:
        """Return the lines among these that are the text's; or a field's, if there are any."""
        found = sorted(numbers)
        ends = tuple(line.strip() for line in field)
        head = [number for number in found if number <= self.head]
        here = [number for number in head if ends and self.lines[number - 1].endswith(ends)]
        body = [] if field else [number for number in found if number > self.head]
        return here or body or head or found

    def stuck_lines(self, key: str, field: Sequence[str] = ()) -> list[int]:
        """Return the lines where a key stands in brackets that cannot be read; `field` as above."""
        stuck = {mention.line for mention in self._mentions.get(key, ()) if mention.stuck}
        return self._choose(stuck, field) or self.lines_of(key, field)[:1] or self.lines_with(key)

    def lines_with(self, key: str) -> list[int]:
        """Return the first line with a key that is cited where this takes it for code or a link."""
        written = (f"@{key}", f"@{{{key}}}")
        return [at for at, line in enumerate(self.lines, 1) if any(map(line.__contains__, written))][:1]

    def open_fences(self) -> list[int]:
        """Return the lines where a block of code begins that is never closed."""
        return [first for first, last in _find_code(self.lines, indented=False) if last is None]

    def fence_of(self, line: int) -> str:
        """Return the marks that begin a block of code in this line."""
        match = _FENCE.match(self.lines[line - 1])
        return match["fence"] if match else ""

    def number_of(self, text: str, number: int = 0) -> int:
        """Return the line where a text begins that was read from a part of the source; or 0.

        Args:
            text: The text, of which a few lines count.
            number: The line where it begins, if the source was read from its beginning.
        """
        lines = [line.rstrip() for line in text.strip("\n").split("\n", 3)[:3]]
        if number and self.lines[number - 1 : number] == lines[:1]:
            return number
        for at in range(len(self.lines)):
            here = self.lines[at : at + len(lines)]
            if len(here) == len(lines) and all(map(str.endswith, here, lines)):
                return at + 1
        return 0

    def texts(self, field: Sequence[str] = ()) -> Iterator[tuple[int, str]]:
        """Yield the first line of each paragraph and its text; or the lines of a field of the metadata."""
        if field:
            ends = tuple(line.strip() for line in field if line.strip())
            head = enumerate(self.lines[: self.head], 1)
            yield from ((number, line) for number, line in head if ends and line.endswith(ends))
        else:
            yield from ((first, "\n".join(lines)) for first, lines, code in self.blocks if not code)

    @cached_property
    def excess(self) -> dict[int, Excess]:
        """The paragraphs that cannot be read, by their first lines."""
        return {excess.first: excess for excess in find_excess(self.texts())}

    def bound(self, lines: Sequence[str]) -> list[str]:
        """Return the lines, as they were given, in which nothing is left that cannot be read."""
        bounded = list(lines)
        for first, number, _ in self.excess.values():
            bounded[first - 1 : first - 1 + number] = map(hide_marks, lines[first - 1 : first - 1 + number])
        return bounded

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for first, paragraph in self._paragraphs():
            if first in self.excess:
                continue
            plain = mask(blank_asides("\n".join(paragraph)))
            starts = [0, *(match.end() for match in re.finditer("\n", plain))]
            opening, pairs = Opening(plain), pair_brackets(plain)
            stuck: dict[int | None, bool] = {None: False}
            for match in MENTION.finditer(plain):
                opened = opening.before(match.start())
                if opened is not None and opened not in stuck:
                    stuck[opened] = find_bracketed(plain, opened, pairs) is None
                line = first + bisect_right(starts, match.start()) - 1
                found.setdefault(match["key"].strip("{}"), []).append(Mention(line, stuck[opened]))
        return found

    def _paragraphs(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines that stand together, and the number of the first; each field is by itself."""
        yield from ((number, [line]) for number, line in enumerate(self._without_code[: self.head], 1))
        yield from ((first, paragraph) for first, paragraph, code in self.blocks if not code)

    @cached_property
    def _without_code(self) -> list[str]:
        """The lines, those of fenced code empty."""
        lines = list(self.lines)
        for first, last in _find_code(lines):
            lines[first - 1 : last] = [""] * ((last or first) - first + 1)
        return lines

    @cached_property
    def blocks(self) -> list[tuple[int, list[str], bool]]:
        """The lines of the text that stand together: the number of the first, all, and if they are code."""
        lines = self._without_code
        blocks: list[tuple[int, list[str], bool]] = []
        first, held = self.head, False
        while first < len(lines):
            end = next((number for number in range(first, len(lines)) if not lines[number]), len(lines))
            paragraph = lines[first:end]
            if paragraph:
                indented = all(map(_INDENTED.match, paragraph))
                if not indented:
                    held = any(map(_HOLDING.match, paragraph))
                blocks.append((first + 1, paragraph, indented and not held))
            first = end + 1
        return blocks


def count_metadata(lines: Sequence[str]) -> int:
    """Return how many lines are metadata: `Name: value` down to an empty line, or what "---" encloses."""
    if lines and lines[0].rstrip() == "---":
        ends = (number for number, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...", ""))
        return next(ends, 0)
    return next((number for number, line in enumerate(lines) if not _FIELD.match(line)), len(lines))


def _find_code(lines: Sequence[str], *, indented: bool = True) -> Iterator[tuple[int, int | None]]:
    """Yield the first and the last line of each fenced block of code; None where its end is missing.

    Args:
        lines: The lines of the source.
        indented: Whether blocks in lists and quotations count, too, which Python-Markdown knows
            only with other extensions than its own.
    """
    opened, fence = 0, ""
    for number, line in enumerate(lines, 1):
        match = _FENCE.fullmatch(line)
        if match is None or (match["quoted"] and not indented):
            continue
        if match["fence"] == fence and not match["info"].strip():
            yield opened, number
            fence = ""
        elif match["fence"] == fence:
            # A block with a language begins where another should have ended.
            yield opened, None
            opened = number
        elif not fence:
            opened, fence = number, match["fence"]
    if fence:
        yield opened, None
