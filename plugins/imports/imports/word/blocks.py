"""Pandoc's blocks as Markdown."""

from __future__ import annotations

import re
from typing import Any

from .. import places
from ..markup.escaping import escape_beginning
from .draft import MARK, Draft
from .figures import Figures, name_image
from .inlines import DEEPEST, Inlines
from .tables import write_table

_TIGHT = [[first, then] for first in ("Plain", "Para") for then in ("BulletList", "OrderedList")]


class Blocks:
    """Writes the blocks of a document.

    Args:
        draft: What was taken out of it; gets what cannot be kept.

    Attributes:
        images: Paths of its images in the document and names for them, in the order of their marks.
        notes: Its footnotes, as Markdown.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.images: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self.figures = Figures(draft)
        self.inlines = Inlines(draft, self._add_image, self._add_note)
        self.shift = 0

    def _add_image(self, path: str, words: str) -> int:
        self.images.append((path, name_image(path, words)))
        return len(self.images) - 1

    def _add_note(self, blocks: list[Any]) -> int:
        self.notes.append("")
        number = len(self.notes)
        if all(block["t"] == "BlockQuote" for block in blocks):
            # Pandoc takes what is set in, as notes are, for a quotation.
            blocks = [inner for block in blocks for inner in block["c"]]
        self.notes[number - 1] = self.write(blocks).replace("\n", "\n    ").replace("\n    \n", "\n\n")
        return number

    def write_all(self, blocks: list[Any]) -> str:
        """Return a document as Markdown, with its notes at the end."""
        levels = [level for block in walk(blocks) if (level := _level(block))]
        self.shift = 2 - min(levels, default=2)
        body = self.write(blocks)
        notes = "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(self.notes, 1))
        return f"{body}\n\n{notes}" if notes else body

    def write(self, blocks: list[Any], depth: int = 0) -> str:
        """Return blocks as Markdown, with an empty line between them."""
        done: list[tuple[str, str]] = []
        for block in _nest(walk(blocks)):
            kind = block["t"]
            text = self._block(kind, block.get("c"), depth)
            if text.strip():
                done.append((kind, text))
        done = self.figures.join(done)
        pieces: list[str] = []
        for number, (kind, text) in enumerate(done):
            if number and kind.endswith("List") and done[number - 1][0].endswith("List"):
                # Two lists one after the other would be one.
                pieces.append("<!-- -->")
            pieces.append(text)
        return "\n\n".join(pieces)

    def _block(self, kind: str, content: Any, depth: int) -> str:
        if depth > DEEPEST:
            return ""
        if kind in ("Para", "Plain"):
            return self.paragraph(content)
        if kind == "Header":
            words = " ".join(self.inlines.write(content[2]).split())
            level = min(6, max(2, content[0] + self.shift))
            return f"{'#' * level} {words}" if MARK.sub("", words).strip() else words
        if kind == "BlockQuote":
            return _indent(self.write(content, depth + 1), "> ", "> ")
        if kind == "BulletList":
            return _gap(content).join(self._item(item, "-   ", depth) for item in content)
        if kind == "OrderedList":
            if content[0][1]["t"] not in ("Decimal", "DefaultStyle", "Example"):
                style = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", content[0][1]["t"]).lower()
                self.draft.lose(f"a list in {style} is numbered 1, 2, 3", self.inlines.place)
            numbered = enumerate(content[1], content[0][0])
            return _gap(content[1]).join(
                self._item(item, f"{number}. ".ljust(4), depth) for number, item in numbered
            )
        if kind == "DefinitionList":
            return "\n\n".join(self._definition(term, items, depth) for term, items in content)
        if kind == "CodeBlock":
            ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", content[1])), default=0))
            return f"{ticks}\n{content[1]}\n{ticks}"
        if kind == "HorizontalRule":
            return "* * *"
        if kind == "Table":
            named = self.write(content[1][1], depth + 1)
            table = write_table(content, self)
            return f"{self.figures.name_table(named)}\n\n{table}" if named.strip() and table else table
        if kind == "Figure":
            return self.write(content[2], depth + 1)
        if kind == "LineBlock":
            return "  \n".join(self.inlines.write(line) for line in content)
        return ""

    def paragraph(self, content: list[Any]) -> str:
        """Return a paragraph, no line of which begins anything else."""
        lines = self.inlines.write(content).strip().split("\n")
        return "\n".join(_begin(line.lstrip()) for line in lines)

    def _item(self, blocks: list[Any], sign: str, depth: int) -> str:
        text = self.write(blocks, depth + 1)
        if [block["t"] for block in blocks] in _TIGHT:
            text = text.replace("\n\n", "\n", 1)
        return _indent(text, sign, " " * 4) if text.strip() else sign.rstrip()

    def _definition(self, term: list[Any], items: list[Any], depth: int) -> str:
        name = _begin(" ".join(self.inlines.write(term).split()))
        return "\n".join([name, *(_indent(self.write(item, depth + 1), ":   ", " " * 4) for item in items)])


def _gap(items: list[Any]) -> str:
    """Return what stands between the items of a list: an empty line if one of them has several paragraphs."""
    several = any(block["t"] not in ("BulletList", "OrderedList") for item in items for block in item[1:])
    return "\n\n" if several else "\n"


def _nest(blocks: list[Any]) -> list[Any]:
    """Put lists that hold nothing but a list into the item before them, as LibreOffice means it."""
    found: list[Any] = []
    for block in blocks:
        items = _items(block)
        before = _items(found[-1]) if found else None
        if items and before and [inner["t"][-4:] for inner in items[0]] == ["List"]:
            before[-1].append(items.pop(0)[0])
            if not items:
                continue
        found.append(block)
    return found


def _items(block: Any) -> list[Any] | None:
    items: list[Any] | None = {"BulletList": lambda: block["c"], "OrderedList": lambda: block["c"][1]}.get(
        block["t"], lambda: None
    )()
    return items


def _begin(line: str) -> str:
    """Escape the beginning of a line, behind marks."""
    end = 0
    while found := MARK.match(line, end) or places.MARK.match(line, end):
        if found[1] in ("i", "l") and found.re is places.MARK:
            break
        end = found.end()
    return line[:end] + escape_beginning(line[end:])


def _indent(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    written = [f"{others}{line}".rstrip() if not line else f"{others}{line}" for line in lines]
    return "\n".join([f"{first}{lines[0]}", *written[1:]])


def _level(block: Any) -> int:
    return int(block["c"][0]) if block["t"] == "Header" else 0


def walk(blocks: list[Any]) -> list[Any]:
    """Return blocks, and those in the boxes among them."""
    found: list[Any] = []
    waiting = [*reversed(blocks)]
    while waiting:
        block = waiting.pop()
        if block["t"] == "Div":
            waiting.extend(reversed(block["c"][1]))
        else:
            found.append(block)
    return found
