"""Which parts of a Markdown text are code, or remarks, in which nothing is a citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r"^[ \t>]*(?P<sign>`{3,}|~{3,})(?P<rest>[^\n]*)$")
_TICKS = re.compile(r"`+")


def map_words(text: str, change: Callable[[str], str]) -> str:
    """Return a text of which all that is no code was changed."""
    return "".join(change(part) if plain else part for part, plain in part_code(text))


def part_code(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is no code."""
    words: list[str] = []
    code: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line.rstrip("\n"))
        if fence:
            code.append(line)
            ends = found and found["sign"][0] == fence[0] and len(found["sign"]) >= len(fence)
            if ends and found and not found["rest"].strip():
                yield "".join(code), False
                fence, code = "", []
        elif found and not ("`" in found["rest"] and found["sign"][0] == "`"):
            yield from _part_spans("".join(words))
            words, code, fence = [], [line], found["sign"]
        else:
            words.append(line)
    if fence:
        yield "".join(code), False
    yield from _part_spans("".join(words))


def _part_spans(text: str) -> Iterator[tuple[str, bool]]:
    """Part what stands between backticks, of which as many close as open (CommonMark, § 6.1), and remarks."""
    runs = [*_TICKS.finditer(text)]
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(len(runs[number][0]), []).append(number)
    at = number = 0
    while number < len(runs):
        run = runs[number]
        waiting = later[len(run[0])]
        while waiting and waiting[-1] <= number:
            waiting.pop()
        if waiting and text[run.start() - 1 : run.start()] != "\\":
            end = runs[waiting[-1]].end()
            yield from _part_remarks(text[at : run.start()])
            yield text[run.start() : end], False
            at, number = end, waiting[-1]
        number += 1
    yield from _part_remarks(text[at:])


def _part_remarks(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        yield text[at:begin], True
        yield text[begin : end + 3], False
        at = end + 3
    yield text[at:], True
