"""Pandoc's inline elements as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from .. import places
from ..markup.escaping import escape_text
from .draft import BEGIN, END, MARK, Draft

_PLAIN = re.compile(r"\w+")
_STYLES = {"Emph": "*", "Underline": "*", "Strong": "**", "Strikeout": "~~"}
_ELEMENTS = {"*": "em", "**": "strong", "~~": "del"}
_OPEN = ("http://", "https://", "mailto:", "ftp://", "tel:", "doi:")
_MARKED = re.compile(
    f"([{BEGIN}{places.BEGIN}][^{BEGIN}{END}{places.BEGIN}{places.END}]*[{END}{places.END}])"
)
DEEPEST = 60


class Inlines:
    """Writes the inline elements of a document.

    Args:
        draft: What was taken out of it; gets what cannot be kept.
        add_image: Returns the number of an image, of its path in the document and its words.
        add_note: Returns the number of a footnote, of pandoc's blocks.
    """

    def __init__(
        self, draft: Draft, add_image: Callable[[str, str], int], add_note: Callable[[list[Any]], int]
    ) -> None:
        self.draft, self.add_image, self.add_note = draft, add_image, add_note
        self.where = ""

    @property
    def place(self) -> str:
        """Where we are, in words."""
        where = f"paragraph {self.where}" if self.where.isdigit() else self.where
        return f"{self.draft.name}, {where}" if where else self.draft.name

    def write(self, elements: list[Any], depth: int = 0) -> str:
        """Return elements as Markdown, of which a line break is a line with two blanks at its end."""
        if depth > DEEPEST:
            return escape_text(read_plain(elements))
        done: list[str] = []
        words: list[str] = []
        last = ""
        for element in _join(elements):
            kind, content = element["t"], element.get("c")
            if kind == "Str":
                words.append(content)
            elif kind in ("Space", "SoftBreak"):
                words.append(" ")
            else:
                done.append(self._words("".join(words)))
                words = []
                last = done[-1][-1:] or last
                done.append(self._element(kind, content, last, depth))
                last = done[-1][-1:] or last
        done.append(self._words("".join(words)))
        return "".join(done)

    def _words(self, text: str) -> str:
        if not text:
            return ""
        for found in MARK.finditer(text):
            if found[1] == "p":
                self.where = found[2]
                text = text.replace(found[0], "")
        parts = _MARKED.split(text)
        return "".join(part if number % 2 else escape_text(part) for number, part in enumerate(parts))

    def _element(self, kind: str, content: Any, before: str, depth: int) -> str:
        if kind in _STYLES:
            return self._wrap(_STYLES[kind], self.write(content, depth + 1), before)
        if kind in ("Superscript", "Subscript"):
            inside = self.write(content, depth + 1)
            sign, name = ("^", "sup") if kind == "Superscript" else ("~", "sub")
            return (
                f"{sign}{inside}{sign}"
                if _PLAIN.fullmatch(inside)
                else f"<{name}>{inside}</{name}>" * bool(inside)
            )
        if kind == "LineBreak":
            return "  \n"
        if kind == "Code":
            ticks = "`" * (1 + max(map(len, re.findall(r"`+", content[1])), default=0))
            blank = " " if content[1].startswith("`") or content[1].endswith("`") else ""
            return f"{ticks}{blank}{content[1]}{blank}{ticks}" if content[1].strip() else content[1]
        if kind == "Math":
            tex = " ".join(content[1].split())
            return f"$${tex}$$" if content[0]["t"] == "DisplayMath" else f"${tex}$"
        if kind == "Link":
            return self._link(content, depth)
        if kind == "Image":
            return self.image(content)
        if kind == "Note":
            return f"[^{self.add_note(content)}]"
        if kind == "Quoted":
            opened, closed = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            return f"{opened}{self.write(content[1], depth + 1)}{closed}"
        if kind == "RawInline":
            return ""
        inside = content[1] if kind in ("Span", "Cite") else content
        return self.write(inside, depth + 1) if isinstance(inside, list) else ""

    def _wrap(self, sign: str, inside: str, before: str) -> str:
        words = inside.strip(" \n")
        if not MARK.sub("", places.MARK.sub("", words)).strip():
            return inside
        left, right = inside[: len(inside) - len(inside.lstrip(" \n"))], inside[len(inside.rstrip(" \n")) :]
        name = _ELEMENTS[sign]
        # Stars that meet others would be read as one row of stars.
        meets = (not left and before in ("*", "~")) or words[0] in "*~" or words[-1] in "*~"
        if meets or "\n" in words:
            return f"{left}<{name}>{words}</{name}>{right}"
        return f"{left}{sign}{words}{sign}{right}"

    def _link(self, content: Any, depth: int) -> str:
        words, address = self.write(content[1], depth + 1), content[2][0].strip()
        if not words.strip():
            return words
        if address.startswith("#"):
            return words
        if not address.lower().startswith(_OPEN):
            told = f"“{read_plain(content[1])[:60]}” led to {address[:80]}, which is no address of the web"
            return words + self.draft.lose(told, self.place)
        address = quote(address, safe="/:?#[]@!$&'*+,;=%~-._").replace("[", "%5B").replace("]", "%5D")
        return f"[{words}]({places.link(address)})"

    def image(self, content: Any) -> str:
        """Return an image with its alternative text."""
        words = MARK.sub("", read_plain(content[1])) or self.draft.alts.get(content[2][0], "")
        alt = escape_text(" ".join(words.split()))
        return f"![{alt}]({places.image(self.add_image(content[2][0], words))})"


def _join(elements: list[Any]) -> list[Any]:
    """Put styles together that go on from one run to the next, with the blank between them."""
    found: list[Any] = []
    for element in elements:
        kind = element["t"]
        if kind in _STYLES and found:
            if found[-1]["t"] == kind:
                found[-1] = {"t": kind, "c": [*found[-1]["c"], *element["c"]]}
                continue
            if len(found) > 1 and found[-1]["t"] == "Space" and found[-2]["t"] == kind:
                space = found.pop()
                found[-1] = {"t": kind, "c": [*found[-1]["c"], space, *element["c"]]}
                continue
        found.append(element)
    return found


def read_plain(elements: Any) -> str:
    """Return the words of elements, without notes."""
    words: list[str] = []
    waiting = [elements]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            kind = one.get("t")
            if kind == "Str":
                words.append(one["c"])
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                words.append(" ")
            elif kind in ("Code", "Math"):
                words.append(one["c"][1])
            elif kind in ("Link", "Span", "Image", "Quoted", "Cite"):
                waiting.append(one["c"][1])
            elif kind != "Note":
                waiting.append(one.get("c"))
    return "".join(words)
