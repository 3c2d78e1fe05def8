"""Where blocks with a name begin and end: `::: {.callout-note}`, `> [!NOTE]`, `!!! note`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .callouts import ALIASES
from .figures import part_braces, read_attributes
from .lines import mark_code
from .model import Page

DEEPEST = 20
"""How deep blocks may be nested."""
KEPT = ("lang", "dir", "title")
"""What a block may say besides its label and classes."""
POEMS = {"poem", "verse", "line-block"}
"""Classes of blocks whose lines end where their author ends them."""
OPENS, CLOSES = "\x02writing-open:{}\x03", "\x02writing-close\x03"
"""What stands where a block begins, with its number, and where it ends."""

_OPEN = re.compile(
    r" {0,3}:{3,} *(?P<name>\{[^{}]*\}|[\w.-]+)(?: *\[(?P<title>[^\]]*)\]| +(?P<words>[^:\s].*?))? *:* *"
)
_CLOSE = re.compile(r" {0,3}:{3,} *")
_QUOTED = re.compile(r" {0,3}> ?\[!(?P<kind>\w+)\][+-]?(?P<title>.*)")
_INDENTED = re.compile(r"(?:!!!|\?\?\?\+?) ?(?P<kind>[\w-]+)(?: +[\w-]+)*(?: +\"(?P<title>.*)\")? *")
_HEADING = re.compile(r"#{1,6} +(?=\S)")
# What a paragraph of a quotation does not go on with, where its mark is missing.
_OTHER = re.compile(r" {0,3}(?::::|```|~~~|#|[-*+] |\d+[.)] |\||!!!)")


@dataclass
class Div:
    """A block that somebody named.

    Attributes:
        line: Its first line, as it was typed.
        kind: Of a callout which one; else "".
        title: Its title, if it has one.
        key: Its label, if it has one.
        classes: Its classes.
        named: What else it says of itself.
    """

    line: str
    kind: str = ""
    title: str = ""
    key: str = ""
    classes: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()

    @property
    def is_poem(self) -> bool:
        """Whether its lines end where their author ends them."""
        return not POEMS.isdisjoint(self.classes)


class Reader:
    """Finds where blocks begin and end, whichever way they are written, and marks these places."""

    def __init__(self, page: Page, *, indented: bool) -> None:
        """Take the page, and whether to read what begins with `!!!`."""
        self.page = page
        self.indented = indented
        self.divs: list[Div] = []

    def rewrite(self, lines: list[str]) -> list[str]:
        """Return a text in which a mark stands where a block begins, and another one where it ends."""
        self.divs.clear()
        return list(self._read(lines, 0))

    def _read(self, lines: list[str], depth: int) -> Iterator[str]:
        opened: list[Div] = []
        marked = list(mark_code(lines))
        at = 0
        while at < len(marked):
            line, code = marked[at]
            at += 1
            if code:
                yield line
            elif line.lstrip(" ").startswith(":::"):
                div = _read_div(line) if depth + len(opened) < DEEPEST else None
                if div:
                    opened.append(div)
                    if div.kind and not div.title:
                        at += self._take_heading(div, lines, at)
                    yield from self._open(div)
                elif opened and _CLOSE.fullmatch(line):
                    opened.pop()
                    yield from ("", CLOSES, "")
                else:
                    if _CLOSE.fullmatch(line):
                        self.page.tell("this ::: closes nothing. Take it out.", line)
                    yield line
            elif (div := self._begin(line)) and depth + len(opened) < DEEPEST:
                taken = _count_quoted(lines, at) if ">" in line[:4] else _count_indented(lines, at)
                inside = [_strip(text, quoted=">" in line[:4]) for text in lines[at : at + taken]]
                at += taken
                yield from self._open(div)
                yield from self._read(inside, depth + len(opened) + 1)
                yield from ("", CLOSES, "")
            elif opened and opened[-1].is_poem:
                follows = marked[at][0].strip() if at < len(marked) else ""
                yield end_line(line) if follows.strip(":") else end_line(line).rstrip(" ")
            else:
                yield line
        for div in reversed(opened):
            self.page.tell(
                f'the block that begins with "{div.line.strip()}" has no end. '
                "Write ::: on a line of its own where it ends.",
                div.line,
            )
            yield from ("", CLOSES, "")

    def _open(self, div: Div) -> tuple[str, str, str]:
        self.divs.append(div)
        return "", OPENS.format(len(self.divs) - 1), ""

    def _begin(self, line: str) -> Div | None:
        if match := _QUOTED.fullmatch(line) if "[!" in line else None:
            kind = ALIASES.get(match["kind"].lower(), "note")
            return Div(line, kind, match["title"].strip())
        if match := _INDENTED.fullmatch(line) if self.indented and line[:3] in ("!!!", "???") else None:
            written = match["kind"].lower()
            known = written in ALIASES
            title = match["title"] if match["title"] is not None else "" if known else written.capitalize()
            return Div(line, ALIASES.get(written, "note"), title)
        return None

    def _take_heading(self, div: Div, lines: list[str], at: int) -> int:
        """Take a heading that a callout begins with for its title; return how many lines that are."""
        begin = next((number for number in range(at, len(lines)) if lines[number].strip()), at)
        match = _HEADING.match(lines[begin]) if begin < len(lines) else None
        if match is None:
            return 0
        div.title = part_braces(lines[begin][match.end() :].strip())[0].rstrip("#").rstrip()
        return begin + 1 - at


def _read_div(line: str) -> Div | None:
    match = _OPEN.fullmatch(line)
    if match is None:
        return None
    written, title = match["name"], (match["title"] or match["words"] or "").strip()
    if written.startswith("{"):
        attributes = read_attributes(written[1:-1])
        classes, key, named = attributes.classes.split(), attributes.key, attributes.named
    else:
        classes, key, named = [written.lstrip(".")], "", {}
    kinds = [ALIASES[name] for each in classes if (name := each.removeprefix("callout-").lower()) in ALIASES]
    bare = len(classes) == 1 and not written.startswith("{")
    if kinds and (bare or any(name.startswith("callout-") for name in classes)):
        return Div(line, kinds[0], title or named.get("title", ""), key)
    if title:
        return None
    return Div(
        line, "", "", key, tuple(classes), tuple((name, named[name]) for name in KEPT if named.get(name))
    )


def _count_quoted(lines: list[str], at: int) -> int:
    """Return how many lines go on with a quotation: its last paragraph may do so without a mark."""
    end = at
    while end < len(lines):
        goes_on = (
            end > at and lines[end].strip() and lines[end - 1].strip("> ") and not _OTHER.match(lines[end])
        )
        if not lines[end].lstrip(" ").startswith(">") and not goes_on:
            break
        end += 1
    return end - at


def _count_indented(lines: list[str], at: int) -> int:
    end = last = at
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(("    ", "\t"))):
        end += 1
        if lines[end - 1].strip():
            last = end
    return last - at


def _strip(line: str, *, quoted: bool) -> str:
    if quoted:
        return re.sub(r"^ {0,3}> ?", "", line)
    return line.removeprefix("    ") if line.startswith("    ") else line.lstrip("\t")


def end_line(line: str) -> str:
    """Return a line of a poem: it ends here, and what it is set in by stays."""
    words = line.lstrip(" ")
    return "\xa0" * (len(line) - len(words)) + words.rstrip() + "  " if words.strip() else ""
