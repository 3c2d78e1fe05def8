"""A post as checks see it: once with its code hidden, once with all that no reader reads as words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .header import Header, read_header
from .model import Finding, Fix, Severity

HIDDEN = "\0"
"""Stands in the place of each hidden sign, so that all others stay where they are."""

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^`]*)")
_INDENTED = re.compile(r" {4}|\t")
_HOLDING = re.compile(r"\s*(?:[-*+:]|\d+[.)]|\[\^[^\]]+\]:|!!!|\?\?\?)\s")
_RAW = "pre|code|script|style|textarea|kbd|samp|svg|math|iframe"
_TOKEN = re.compile(rf"\\[^\n]|`+|<!--|<(?P<raw>{_RAW})\b|\$\$", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DESTINATION = r"(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
_LINK = re.compile(rf"\((?<=\]\()(?<!\\\]\(){_DESTINATION}")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\]\n^@]+)\]:[ \t]*(?P<to>\S+)[^\n]*", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}|(?<=\])\{[a-z-]+=[^{}\n]*\}")
_MATH = re.compile(r"\\\((?:[^\\\n]|\\[^()\n])*\\\)|(?<![\\$\w])\$(?=[^\s$])[^$\n]*(?<=[^\s\\])\$(?![\w$])")
_ADDRESS = re.compile(r"\b(?:https?|ftp|mailto|file|doi):[^\s<>\0\"]*[^\s<>\0\".,;:!?)\]'’”]", re.IGNORECASE)


class Target(NamedTuple):
    """Where a link or a picture leads.

    Attributes:
        start: Where that stands in the text.
        to: What it is.
        image: Whether it is a picture's.
        words: What stands in the brackets before it; None where there are none.
    """

    start: int
    to: str
    image: bool = False
    words: str | None = None


class Paragraph(NamedTuple):
    """Lines that stand together.

    Attributes:
        start: Where they begin in the text.
        end: Where they end.
    """

    start: int
    end: int


def hide(text: str) -> str:
    """Return so many hidden signs, in as many lines."""
    return "\n".join(HIDDEN * len(line) for line in text.split("\n")) if "\n" in text else HIDDEN * len(text)


def _hide(match: re.Match[str]) -> str:
    return hide(match[0])


class Text:
    """A post.

    Args:
        path: Its file, as its author would type it.
        raw: What is in the file, with one sign for each line's end.
        folder: Where files beside it are looked up; by default that of `path`.

    Attributes:
        path: Its file.
        raw: The same.
        folder: The same.
        header: What stands above the text.
        comments: Where comments begin and end.
        written: The text without header, code and comments.
        plain: The same without tags, destinations of links, formulas and attributes.
        prose: The same without addresses: what readers read.
    """

    def __init__(self, path: str, raw: str, folder: Path | None = None) -> None:
        self.path = path
        self.folder = Path(path).parent if folder is None else folder
        self.raw = raw
        lines = raw.split("\n")
        self.header: Header = read_header(lines)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.body = min(self._starts[self.header.lines], len(raw))
        self.comments: list[tuple[int, int]] = []
        self.paragraphs: list[Paragraph] = []
        self.written = self._hide_code(self._hide_blocks(lines))
        plain = _ATTRIBUTES.sub(_hide, self.written) if "{" in self.written else self.written
        plain = _LINK.sub(_hide, plain) if "](" in plain else plain
        plain = _TAG.sub(_hide, plain) if "<" in plain else plain
        plain = _DEFINITION.sub(_hide, plain) if "]:" in plain else plain
        self.plain = _MATH.sub(_hide, plain) if "$" in plain or "\\(" in plain else plain
        self.prose = _ADDRESS.sub(_hide, self.plain) if ":" in self.plain else self.plain

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a place in the text."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def line(self, at: int) -> str:
        """Return the written line in which a place is."""
        number = bisect_right(self._starts, at)
        return self.written[self._starts[number - 1] : self._starts[number] - 1]

    def find(
        self, code: str, severity: Severity, at: int, message: str, help: str, fix: Fix | None = None
    ) -> Finding:
        """Return a finding at a place in the text."""
        if fix:
            fix = Fix(fix.start, fix.end, fix.new, *self.place(fix.start))
        return Finding(code, severity, self.path, *self.place(at), message, help, fix)

    def find_field(self, code: str, severity: Severity, line: int, message: str, help: str) -> Finding:
        """Return a finding about a line of the header."""
        return Finding(code, severity, self.path, line, 0, message, help)

    @cached_property
    def targets(self) -> list[Target]:
        """Where all links and pictures of the text lead, in its order."""
        found = []
        brackets = self.brackets
        for match in _LINK.finditer(self.written):
            inside = match[0][1:-1]
            to = inside.strip()
            to = to[1:].partition(">")[0] if to.startswith("<") else to.split()[0] if to else ""
            start = brackets.get(match.start() - 1, -1)
            image = start > 0 and self.written[start - 1] == "!"
            words = self.raw[start + 1 : match.start() - 1] if start >= 0 else None
            found.append(Target(match.start() + 1, to, image, words))
        found += [Target(match.start("to"), match["to"].strip("<>")) for match in self.definitions]
        for tag in _TAG.finditer(self.written) if "=" in self.written else ():
            for attribute in _LEADING.finditer(tag[0]):
                start = tag.start() + attribute.start("to")
                to = self.raw[start : start + len(attribute["to"])]
                found.append(Target(start, to, attribute["name"].lower() == "src"))
        return sorted(found)

    @cached_property
    def brackets(self) -> dict[int, int]:
        """Where each square bracket closes → where it opens."""
        found: dict[int, int] = {}
        opened: list[int] = []
        for match in _BRACKET.finditer(self.written):
            if match[0] == "[":
                opened.append(match.start())
            elif match[0] == "]" and opened:
                found[match.start()] = opened.pop()
            elif match[0][0] == "\n":
                # No link goes on in another paragraph.
                opened.clear()
        return found

    def is_quoted(self, at: int) -> bool:
        """Say whether a place is in a quotation."""
        place = bisect_right(self._quoted, (at, len(self.raw))) - 1
        return place >= 0 and at < self._quoted[place][1]

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in self.paragraphs:
            if self.written[start] == ">":
                found.append((start, end))
            else:
                found += [match.span() for match in _QUOTED.finditer(self.prose, start, end)]
        return found

    @cached_property
    def definitions(self) -> list[re.Match[str]]:
        """Lines that say where `[words][name]` leads."""
        return list(_DEFINITION.finditer(self.written)) if "]:" in self.written else []

    @cached_property
    def tags(self) -> list[re.Match[str]]:
        """All tags of HTML."""
        return list(_TAG.finditer(self.written)) if "<" in self.written else []

    def _hide_blocks(self, lines: list[str]) -> str:
        """Return the text without header and blocks of code, and note its paragraphs."""
        kept = [HIDDEN * len(line) for line in lines[: self.header.lines]]
        fence = ""
        block: list[int] = []
        held = False

        def end_block() -> bool:
            if not block:
                return held
            code = all(_INDENTED.match(kept[number]) for number in block)
            holds = held if code else any(_HOLDING.match(kept[number]) for number in block)
            if code and not held:
                for number in block:
                    kept[number] = HIDDEN * len(kept[number])
            else:
                last = block[-1]
                end = self._starts[last] + len(kept[last])
                self.paragraphs.append(Paragraph(self._starts[block[0]], end))
            block.clear()
            return holds

        for number, line in enumerate(lines[self.header.lines :], self.header.lines):
            match = _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
            if fence:
                kept.append(HIDDEN * len(line))
                if match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip():
                    fence = ""
            elif match:
                held = end_block()
                fence = match[1]
                kept.append(HIDDEN * len(line))
            else:
                kept.append(line)
                if line.strip():
                    block.append(number)
                else:
                    held = end_block()
        end_block()
        return "\n".join(kept)

    def _hide_code(self, text: str) -> str:
        """Return the text without what stands in backticks, comments, raw elements and formulas."""
        if not any(sign in text for sign in "`<$"):
            return text
        pieces: list[str] = []
        at = done = 0
        runs = _list_runs(text) if "`" in text else {}
        missing: set[str] = set()
        lower = text.lower() if "<" in text else text
        while match := _TOKEN.search(text, at):
            at, end = match.end(), -1
            sign = match[0]
            if sign[0] == "`":
                end = self._find_run(runs, match.start(), len(sign))
            elif sign == "<!--" or sign == "$$" or match["raw"]:
                close = "-->" if sign == "<!--" else "$$" if sign == "$$" else f"</{match['raw'].lower()}"
                found = -1 if close in missing else lower.find(close, at)
                if found < 0:
                    missing.add(close)
                elif match["raw"]:
                    end = text.find(">", found) + 1 or len(text)
                else:
                    end = found + len(close)
                if sign == "<!--" and found >= 0:
                    self.comments.append((match.start(), end))
            if end > 0:
                pieces += [text[done : match.start()], hide(text[match.start() : end])]
                at = done = end
        return "".join([*pieces, text[done:]])

    def _find_run(self, runs: dict[int, list[int]], start: int, length: int) -> int:
        """Return where the code ends that begins with so many backticks; -1 if it does not."""
        same = runs.get(length, [])
        place = bisect_right(same, start)
        if place == len(same):
            return -1
        paragraph = bisect_right(self.paragraphs, start, key=lambda one: one.start) - 1
        inside = paragraph >= 0 and same[place] < self.paragraphs[paragraph].end
        return same[place] + length if inside else -1


_LEADING = re.compile(r"\b(?P<name>href|src)\s*=\s*[\"'](?P<to>[^\"']*)[\"']", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t]*\n")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"“”]*\"")


def _list_runs(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for match in re.finditer("`+", text):
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


def each(pattern: re.Pattern[str], text: str, gate: str = "") -> Iterator[re.Match[str]]:
    """Yield where a pattern is found, at once nowhere if a sign that it needs is missing."""
    if gate in text:
        yield from pattern.finditer(text)
