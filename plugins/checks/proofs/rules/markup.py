"""HTML between Markdown: what swallows it, and what is not closed (PW401, PW402)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..model import Finding
from ..text import Text

_BLOCKS = {
    "div", "section", "article", "aside", "details", "figure", "figcaption", "blockquote", "table", "header",
    "footer", "main", "nav", "center", "form", "fieldset", "p", "ul", "ol", "dl",
}  # fmt: skip
_INLINE = {
    "b",
    "i",
    "em",
    "strong",
    "span",
    "sup",
    "sub",
    "small",
    "u",
    "mark",
    "a",
    "q",
    "cite",
    "abbr",
    "del",
    "ins",
}
_MARKDOWN = re.compile(
    r"\*\*[^\s*][^*\n]*\*\*|(?<![\w*])\*[^\s*][^*\n]*\*(?!\w)|\]\(|^#{1,6} |^[-*+] \S|^\d+\."
    r" \S|(?<![\w\\])\[[^\[\]\n]*@\w"
    r"|\[\^[^\]\n]+\]",
    re.MULTILINE,
)
DEEPEST = 50
_NAME = re.compile(r"</?([A-Za-z][\w-]*)")


def find(text: Text) -> Iterator[Finding]:
    """Find elements that take Markdown for HTML, and such as end nowhere."""
    if not text.tags:
        return
    yield from find_swallowed(text)
    yield from find_unclosed(text)


def find_swallowed(text: Text) -> Iterator[Finding]:
    """Find elements in which Markdown is not read."""
    tags = [(match, found[1].lower()) for match in text.tags if (found := _NAME.match(match[0]))]
    ends: dict[str, list[int]] = {}
    for match, name in tags:
        if match[0].startswith("</"):
            ends.setdefault(name, []).append(match.start())
    done = -1
    for match, name in tags:
        start = match.start()
        begins = start == text.body or text.written[start - 1 : start] == "\n"
        if start < done or match[0].startswith("</") or name not in _BLOCKS or not begins:
            continue
        places = ends.get(name, [])
        place = bisect_right(places, start)
        if place == len(places):
            continue
        done = places[place]
        if "markdown" in match[0].lower():
            continue
        if swallowed := _MARKDOWN.search(text.written, match.end(), done):
            line = text.place(swallowed.start())[0]
            message = f"inside <{name}> Markdown is not read: readers see the signs of line {line}."
            help = f'Write <{name} markdown="1">.'
            yield text.find("PW401", "warning", start, message, help)


def find_unclosed(text: Text) -> Iterator[Finding]:
    """Find elements that begin in a paragraph and do not end there."""
    number = 0
    opened: list[tuple[str, int]] = []
    for match in text.tags:
        while number < len(text.paragraphs) and match.start() >= text.paragraphs[number].end:
            yield from _tell(text, opened)
            opened = []
            number += 1
        found = _NAME.match(match[0])
        named = found[1].lower() if found else ""
        if named not in _INLINE or match[0].endswith("/>"):
            continue
        if not match[0].startswith("</"):
            # So many are open at a time where nobody closes any.
            opened += [(named, match.start())] if len(opened) < DEEPEST else []
        elif named in (names := [one for one, _ in opened]):
            place = len(names) - 1 - names[::-1].index(named)
            yield from _tell(text, opened[place + 1 :])
            opened = opened[:place]
    yield from _tell(text, opened)


def _tell(text: Text, opened: list[tuple[str, int]]) -> Iterator[Finding]:
    for name, at in opened[:1]:
        message = f"the <{name}> that begins here does not end in its paragraph."
        yield text.find("PW402", "warning", at, message, f"Write </{name}> where it ends.")
