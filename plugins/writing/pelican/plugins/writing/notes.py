"""Notes that stand where they belong, `^[like this]`, as in Pandoc: footnotes, numbered with the others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteReorderingProcessor

from .lines import mark_code
from .model import Page

_TOKEN = re.compile(
    r"\\.|(?P<code>`+)|(?P<note>\^\[)|(?P<open>\[)|(?P<close>\])|(?P<empty>\n[ \t]*(?=\n))", re.DOTALL
)
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+[.)])[ \t]|\[\^")
_QUOTE = re.compile(r"\n[ \t]*(?:>[ \t]?)*")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown, which reads footnotes itself."""
    patterns: Any = md.inlinePatterns
    footnotes = getattr(patterns["footnote"], "footnotes", None) if "footnote" in patterns else None
    page.rewrites["notes"] = _Notes(page, footnotes).rewrite
    if footnotes is not None:
        md.treeprocessors.register(_Order(footnotes), "writing-notes", 19)


class _Order(FootnoteReorderingProcessor):
    """Puts footnotes into the order of their marks on the page, which are not read in this order."""

    forgets = True

    def run(self, root: Element) -> None:
        names = {f"#{self.footnotes.makeFootnoteId(name)}": name for name in self.footnotes.footnotes}
        order: dict[str, int] = {}
        for mark in root.iter("a"):
            name = names.get(mark.get("href", "")) if mark.get("class") == "footnote-ref" else None
            if name is not None:
                number = order.setdefault(name, len(order) + 1)
                mark.text = str(self.footnotes.getConfig("SUPERSCRIPT_TEXT")).format(number)
        self.footnotes.footnote_order = list(order)
        super().run(root)


class _Notes:
    """Writes each note as Python-Markdown has them: a mark here, and what it says at the end."""

    def __init__(self, page: Page, footnotes: Any) -> None:
        self.page = page
        self.footnotes = footnotes

    def rewrite(self, lines: list[str]) -> list[str]:
        """Return the text with marks, and the notes below it."""
        if self.footnotes is None:
            self.page.tell(
                "notes need an extension of Python-Markdown: write "
                'MARKDOWN = {"extension_configs": {"markdown.extensions.footnotes": {}}} in pelicanconf.py.',
                "^[",
            )
            return lines
        # Where a note has no place below, numbers can only go by the order of marks.
        self.footnotes.setConfig("USE_DEFINITION_ORDER", False)
        notes: list[str] = []
        text = "".join(self._mark(lines, notes))
        if self.page.brief:
            return text.split("\n")
        for number, note in enumerate(notes, 1):
            text += f"\n\n[^inline-{number}]: {note}"
        return text.split("\n")

    def _mark(self, lines: list[str], notes: list[str]) -> Iterator[str]:
        """Yield pieces of the text: as they are if they are code, else with marks for notes."""
        run: list[str] = []
        listed = False
        last = len(lines) - 1
        for place, (line, code) in enumerate(mark_code(lines)):
            indented = line.startswith(("    ", "\t"))
            if line.strip() and not indented:
                # What is set in below an item of a list, or a note, belongs to it; elsewhere it is code.
                listed = _ITEM.match(line) is not None or (listed and bool(run) and bool(run[-1].strip()))
            if code or (indented and not listed):
                yield self._take("\n".join(run), notes) + "\n" if run else ""
                run = []
                yield line if place == last else f"{line}\n"
            else:
                run.append(line)
        yield self._take("\n".join(run), notes)

    def _take(self, text: str, notes: list[str]) -> str:
        pieces: list[str] = []
        done = 0
        for start, end in find_notes(text):
            note = _QUOTE.sub(" ", text[start + 2 : end]).strip()
            pieces.append(text[done:start])
            done = end + 1
            if note and not self.page.brief:
                notes.append(note)
                pieces.append(f"[^inline-{len(notes)}]")
        return "".join([*pieces, text[done:]])


def find_notes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where notes begin, and where their last bracket stands; what is code or never closed is none."""
    tokens = list(_TOKEN.finditer(text))
    # Where code of so many marks ends is looked for once.
    ends: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        if token["code"]:
            ends.setdefault(token["code"], []).append(number)
    start, depth, until = -1, 0, -1
    for number, token in enumerate(tokens):
        if number <= until:
            continue
        if token["code"]:
            same = ends[token["code"]]
            after = bisect_right(same, number)
            until = same[after] if after < len(same) else until
        elif token["empty"]:
            start, depth = -1, 0
        elif start < 0:
            if token["note"]:
                start, depth = token.start(), 1
        elif token["close"]:
            depth -= 1
            if not depth:
                yield start, token.start()
                start = -1
        elif token["open"] or token["note"]:
            depth += 1
