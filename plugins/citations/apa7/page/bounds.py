"""What a page may hold of what takes more time to read than its length says, or more depth than there is.

Readers of Markdown look for the end of each bracket and tag that is opened, and go down into what is nested.
So a page of brackets that are never closed, or of a thousand quotations in each other, keeps them for ever,
or ends them. Texts that say something have a small part of what is allowed here.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

from .paragraph import blank_code

WORK = 5_000_000
"""How many characters may be gone through in vain on one page, looking for ends: a second or two."""

NESTED = 50
"""How deep brackets, emphasis, lists and quotations may be nested."""

NESTED_TAGS = 100
"""How deep elements of HTML may be nested."""

# Going through a paragraph this often is nothing to speak of.
_OFTEN = 20
_MARK = re.compile(r"\\.|[\[\]()]|[*_]+", re.DOTALL)
# What is taken out of a paragraph and put back by itself, which copies the paragraph.
_TAKEN = ('"', "'", "`", "\\", "<", "&", "*", "_", "@", "[", "{", "  \n", "--", "...")
# Lines at which Python-Markdown divides a paragraph, and begins anew with what is left.
_DIVIDING = re.compile(r"^ {0,3}(?:#|=+ *$|[-*_][-*_ ]*$|\*\[)", re.MULTILINE)
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]")
_NEXT_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+]|\d+\.)[ \t])")
_TABLE = re.compile(r"[^\n]*\n[ \t]*[|:-][|: -]*(?:\n|$)")
_RAW = re.compile(r" {0,3}<(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?>")
_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS) - {"hr"}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s<>/]*)")
_CLOSED = re.compile(r"[^<>]*(?P<slash>/?)>")
# Elements that have no end, or whose end may be left out.
_ENDLESS = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup"),
        *("option", "optgroup", "rt", "rp"),
    )
)
# All that means something to Markdown → characters of no meaning that are in no text.
_HIDDEN = {ord(mark): chr(0x10F700 + ord(mark)) for mark in "[](){}<>*_|@&\"'`\\-.~^#:!="}
_SHOWN = {ord(hidden): html.escape(chr(mark)) for mark, hidden in _HIDDEN.items()}

CROWDED = (
    "this paragraph opens more brackets, tags or marks than can be read, and is shown as it is typed. "
    "Close them, write \\[ for a bracket that closes nothing, or put code between two lines of ```"
)
DEEP = (
    "more than {} {} are nested in each other here. Close those that have ended, "
    "or put code between two lines of ```"
)


class Excess(NamedTuple):
    """A paragraph that is too much.

    Attributes:
        first: Its first line, counted from 1.
        lines: How many it has.
        message: What is wrong and what to do.
    """

    first: int
    lines: int
    message: str


def find_excess(paragraphs: Iterable[tuple[int, str]]) -> Iterator[Excess]:
    """Yield the paragraphs that cannot be read, in time that grows as the text does.

    Args:
        paragraphs: The first line of each, and its text.
    """
    listed = [(first, written, blank_code(written)) for first, written in paragraphs]
    ends = _find_ends(text for _, _, text in listed)
    spent = at = 0
    tags = _Tags()
    for first, written, text in listed:
        if _is_easy(written):
            at += len(text)
            continue
        raw = _measure_raw(text)
        work, height = _measure_marks(text[raw:])
        work += _measure_taken(written[raw:]) + _measure_lines(text[raw:]) + _measure_tags(text, at, ends)
        vain = max(work - _OFTEN * len(text), 0)
        spent += vain
        at += len(text)
        depth = tags.add(text)
        message = ""
        if vain and spent > WORK:
            message = CROWDED
        elif height > NESTED:
            message = DEEP.format(NESTED, "brackets or emphases")
        elif depth > NESTED_TAGS:
            message = DEEP.format(NESTED_TAGS, "tags")
        if message:
            tags.undo()
            yield Excess(first, text.count("\n") + 1, message)


def _is_easy(text: str) -> bool:
    """Tell whether a paragraph has so few marks that there is nothing to measure, as most have."""
    if "<" in text or sum(map(text.count, "[(*_")) > NESTED:
        return False
    # Each of these sends one through the whole paragraph again, once at most.
    again = sum(map(text.count, "[(|\n")) + text.count("{") // 10 + 4
    taken = sum(map(text.count, _TAKEN))
    return again * len(text) + taken * len(text) // 250 + taken**2 // 10 <= _OFTEN * len(text)


def hide_marks(text: str) -> str:
    """Return a text in which nothing is Markdown or HTML; `show_marks` turns it back."""
    return text.translate(_HIDDEN)


def show_marks(page: str) -> str:
    """Return a page with the marks that were hidden, as HTML."""
    if page.replace("\n", " ").isprintable():
        # What no text has, nobody prints; this is found out sooner.
        return page
    return page.translate(_SHOWN) if _SHOWN.keys() & set(map(ord, set(page))) else page


def _measure_marks(text: str) -> tuple[int, int]:
    """Return how far one looks for the ends of brackets, and how deep brackets or emphases are nested."""
    brackets, parentheses, emphases = _Nest(), _Nest(), _Nest()
    for match in _MARK.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if mark == "[":
            brackets.open(start)
        elif mark == "]":
            brackets.close(start)
        elif mark == "(":
            # What follows brackets is an address, which is looked at for its end.
            parentheses.open(start if text[start - 1 : start] == "]" else -1)
        elif mark == ")":
            parentheses.close(start)
        elif mark[0] in "*_":
            begins, ends = _flanks(text[start - 1 : start] if start else "", text[end : end + 1])
            if ends and emphases.is_open:
                emphases.close(start, len(mark))
            elif begins:
                emphases.open(start, len(mark))
    work = brackets.work_to(len(text)) + parentheses.work_to(len(text))
    return work, max(brackets.height, emphases.height)


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Tell whether an emphasis may begin, and whether one may end, between two characters."""
    left = bool(after.strip()) and (after.isalnum() or not before.isalnum())
    right = bool(before.strip()) and (before.isalnum() or not after.isalnum())
    return left, right


class _Nest:
    """What is opened and closed in a paragraph."""

    def __init__(self) -> None:
        self.height = 0
        self._work = 0
        # Where each begins that is open, how many it stands for, and how high those in it are.
        self._opened: list[list[int]] = []

    @property
    def is_open(self) -> bool:
        return bool(self._opened)

    def open(self, position: int, length: int = 1) -> None:
        self._opened.append([position, length, 0])

    def close(self, position: int, length: int = 1) -> None:
        if not self._opened:
            return
        start, opened, height = self._opened.pop()
        self._work += position - start if start >= 0 else 0
        height += (min(opened, length) + 1) // 2
        self.height = max(self.height, height)
        if self._opened:
            self._opened[-1][2] = max(self._opened[-1][2], height)

    def work_to(self, end: int) -> int:
        """Return the work, with that for those which are never closed."""
        return self._work + sum(end - start for start, _, _ in self._opened if start >= 0)


def _measure_raw(text: str) -> int:
    """Return how much of a paragraph is HTML that is set aside as it is."""
    match = _RAW.match(text)
    if not match or match["name"].lower() not in _BLOCKS or "markdown" in text:
        return 0
    end = f"</{match['name']}"
    return text.rfind(end) + len(end) if end in text else len(text)


def _measure_taken(text: str) -> int:
    """Return how often a paragraph is copied because of what is taken out of it."""
    work = 0
    for piece in _divide(text):
        taken = sum(map(piece.count, _TAKEN))
        work += taken * len(piece) // 250 + taken**2 // 10
    return work


def _measure_lines(text: str) -> int:
    """Return how often one goes through lines again: for headings, attributes and tables."""
    work = sum(len(text) - match.start() for match in _DIVIDING.finditer(text))
    for line in text.split("\n"):
        # A table's row is divided at each of these; attributes are looked for by a faster program.
        work += line.count("|") * len(line) + line.count(" {") * len(line) // 10
    return work


def _divide(text: str) -> list[str]:
    """Return what of a paragraph is read by itself: the items of a list, the rows of a table, or all."""
    if _ITEM.match(text):
        return _NEXT_ITEM.split(text)
    return text.split("\n") if _TABLE.match(text) else [text]


def _find_ends(texts: Iterable[str]) -> list[int]:
    """Return where in a page tags may end, and the end of the page."""
    ends, at = [], 0
    for text in texts:
        ends += [at + match.start() for match in re.finditer(">", text)]
        at += len(text)
    return [*ends, at]


def _measure_tags(text: str, at: int, ends: list[int]) -> int:
    """Return how far one looks for the ends of tags, which may be in another paragraph."""
    starts = [at + match.start() for match in _TAG.finditer(text)]
    return sum(ends[bisect_left(ends, start)] - start for start in starts)


class _Tags:
    """The elements that are open while one goes through a page."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._before = 0

    def add(self, text: str) -> int:
        """Go through a paragraph, and return how deep its elements are nested."""
        deepest = self._before = len(self._open)
        for match in _TAG.finditer(text):
            name = match["name"].lower()
            closed = _CLOSED.match(text, match.end())
            if not closed or name in _ENDLESS:
                continue
            if not match["end"] and not closed["slash"]:
                self._open.append(name)
                deepest = max(deepest, len(self._open))
            elif match["end"] and name in self._open[-NESTED_TAGS:]:
                while self._open.pop() != name:
                    pass
        return deepest

    def undo(self) -> None:
        """Forget what the last paragraph has opened."""
        del self._open[self._before :]
