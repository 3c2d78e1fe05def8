"""What stands on which line of a page's source: metadata, code and citations."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from apa7.syntax import MENTION, find_bracketed

from .math import mask

_FIELD = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:|[ ]{4,}\S")
_FENCE = re.compile(r"(?P<quoted>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_INDENTED = re.compile(r" {4}|\t")
# What goes on in indented lines, which are code elsewhere: items, notes, meanings, admonitions.
_HOLDING = re.compile(r"\s*(?:[-*+:]|\d+\.|\[\^[^\]]+\]:|!!!)\s")
_OPEN = re.compile(r"\[[^\[\])]*$")
# What is no text: code, HTML, and links, in which nothing is cited.
_ASIDE = re.compile(
    r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)|<!--.*?-->|</?[A-Za-z][^<>]*>|\[[^\[\]]*\]\([^()]*\)", re.DOTALL
)


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
        self.lines = [line.rstrip() for line in lines]
        self.head = count_metadata(self.lines) if headed else 0

    def lines_of(self, key: str, field: Sequence[str] = ()) -> list[int]:
        """Return the numbers of the lines that cite a key.

        Args:
            key: The citekey.
            field: The text of a field of the metadata, if that is where it is cited.
        """
        found = sorted({mention.line for mention in self._mentions.get(key, ())})
        ends = tuple(line.strip() for line in field)
        head = [number for number in found if number <= self.head]
        here = [number for number in head if ends and self.lines[number - 1].endswith(ends)]
        body = [] if field else [number for number in found if number > self.head]
        return here or body or head or found

    def stuck_line(self, key: str) -> int:
        """Return the first line where a key stands in brackets that cannot be read, or 0."""
        mentions = self._mentions.get(key, ())
        return next((mention.line for mention in mentions if mention.stuck), 0)

    def open_fences(self) -> list[int]:
        """Return the lines where a block of code begins that is never closed."""
        return [first for first, last in _find_code(self.lines, indented=False) if last is None]

    def fence_of(self, line: int) -> str:
        """Return the marks that begin a block of code in this line."""
        match = _FENCE.match(self.lines[line - 1])
        return match["fence"] if match else ""

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for first, paragraph in self._paragraphs():
            plain = mask(_ASIDE.sub(lambda aside: re.sub(r"[^\n]", " ", aside[0]), "\n".join(paragraph)))
            starts = [0, *(match.end() for match in re.finditer("\n", plain))]
            for match in MENTION.finditer(plain):
                opened = _OPEN.search(plain, 0, match.start())
                stuck = bool(opened and find_bracketed(plain, opened.start()) is None)
                line = first + bisect_right(starts, match.start()) - 1
                found.setdefault(match["key"].strip("{}"), []).append(Mention(line, stuck))
        return found

    def _paragraphs(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines that stand together, and the number of the first; each field is by itself."""
        lines = list(self.lines)
        for first, last in _find_code(lines):
            lines[first - 1 : last] = [""] * ((last or first) - first + 1)
        yield from ((number, [line]) for number, line in enumerate(lines[: self.head], 1))
        first, held = self.head, False
        while first < len(lines):
            end = next((number for number in range(first, len(lines)) if not lines[number]), len(lines))
            paragraph = lines[first:end]
            if paragraph and all(map(_INDENTED.match, paragraph)):
                if held:
                    yield first + 1, paragraph
            elif paragraph:
                held = any(map(_HOLDING.match, paragraph))
                yield first + 1, paragraph
            first = end + 1


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
