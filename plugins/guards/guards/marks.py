"""Words in another language, as somebody marked them: `[kai]{lang=mi}`, as Pandoc has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import NamedTuple

from .characters import is_language
from .words import shorten

ATTRIBUTE = r"""\{:?[ \t]*lang[ \t]*=[ \t]*(?P<tag>"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+)[ \t]*\}"""
"""What follows the brackets."""

_TOKEN = re.compile(rf"\\[\[\]]|\[|\](?:{ATTRIBUTE})?")
# What stands for the two ends of a mark in a text that is being read; nothing else has these characters.
_BEGIN, _END, _CLOSE = "\x0e", "\x0f", "\x10"
_SIGNS = re.compile(rf"{_BEGIN}([^{_BEGIN}{_END}{_CLOSE}]*){_END}|{_CLOSE}")
_STRAY = str.maketrans("", "", _BEGIN + _END + _CLOSE)


class Mark(NamedTuple):
    """Words in a language: where they begin and end, and which one it is."""

    start: int
    end: int
    lang: str


class Html(str):
    """HTML, as template engines know it."""

    __slots__ = ()

    def __html__(self) -> Html:
        """Return itself."""
        return self


class Marked(str):
    """Plain words that know which of them are in another language; where HTML is made of them, it says so.

    Attributes:
        marks: An outer one before those in it.
    """

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]

    def __new__(cls, words: str, marks: Iterable[Mark] = ()) -> Marked:
        """Return words with marks."""
        made = super().__new__(cls, words)
        made.marks = tuple(marks)
        return made

    def __getnewargs__(self) -> tuple[str, tuple[Mark, ...]]:  # type: ignore[override]
        return str(self), self.marks

    def __html__(self) -> Html:
        """Return the words as HTML, which template engines ask for."""
        tags = sorted(
            [(mark.start, 1, number, begin(mark.lang)) for number, mark in enumerate(self.marks)]
            + [(mark.end, 0, -number, "</span>") for number, mark in enumerate(self.marks)]
        )
        places = [0, *(place for place, *_ in tags), len(self)]
        words = [escape(self[start:end]) for start, end in pairwise(places)]
        return Html(words[0] + "".join(tag + text for (*_, tag), text in zip(tags, words[1:], strict=True)))

    def part(self, start: int, end: int, among: Iterable[Mark] | None = None) -> Marked:
        """Return the words between two places; `among` has the marks that may be there, if that is known."""
        near = self.marks if among is None else among
        held = (mark for mark in near if mark.start < end and mark.end > start)
        marks = (Mark(max(one.start, start) - start, min(one.end, end) - start, one.lang) for one in held)
        return Marked(self[start:end], marks)


def begin(lang: str) -> str:
    """Return the tag that begins words in a language."""
    return f'<span lang="{escape(lang)}">'


def read_language(written: str) -> str:
    """Return the language that the attribute of a mark names; "" if it is none."""
    tag = written.strip("\"'").replace("_", "-")
    return tag if is_language(tag) else ""


def explain_language(written: str) -> str:
    """Return what is wrong with a language that is none."""
    tag = shorten(written.strip("\"'"))
    return (
        f'"{tag}" is no language, so the words before it are not marked. Write its tag, such as mi or en-NZ.'
    )


def read_marks(text: str) -> str:
    """Return a text as plain words that know their marks; a text without marks stays as it is."""
    return collect_signs(_read(text)) if "]{" in text else text


def write_marks(text: str) -> str:
    """Return a text that may be HTML with elements in the place of its marks."""
    if "]{" not in text:
        return text
    return _SIGNS.sub(_write_sign, _read(text))


def find_wrong(text: str) -> list[str]:
    """Return what is written in the place of a language, and is none."""
    found = _TOKEN.finditer(text) if "]{" in text else ()
    return [token["tag"] for token in found if token["tag"] and not read_language(token["tag"])]


def sign(lang: str | None) -> str:
    """Return what stands, in a text that is being read, where words in a language begin, or end."""
    return _CLOSE if lang is None else f"{_BEGIN}{lang}{_END}"


def drop_signs(text: str) -> str:
    """Return a text without what could be taken for a sign."""
    return text.translate(_STRAY)


def collect_signs(text: str) -> str:
    """Return a text with signs as plain words with marks; one that has no end marks all that follows."""
    words: list[str] = []
    opened: list[int] = []
    marks: list[Mark] = []
    place = length = 0
    for found in _SIGNS.finditer(text):
        words.append(text[place : found.start()])
        length += len(words[-1])
        place = found.end()
        if found[0] != _CLOSE:
            opened.append(len(marks))
            marks.append(Mark(length, -1, found[1]))
        elif opened:
            number = opened.pop()
            marks[number] = marks[number]._replace(end=length)
    plain = "".join([*words, text[place:]])
    ended = (mark if mark.end >= 0 else mark._replace(end=len(plain)) for mark in marks)
    return Marked(plain, [mark for mark in ended if mark.start < mark.end]) if marks else plain


def _write_sign(found: re.Match[str]) -> str:
    return "</span>" if found[0] == _CLOSE else begin(found[1])


def _read(text: str) -> str:
    """Return a text with signs in the place of its marks."""
    text = text.translate(_STRAY)
    pieces: list[str] = []
    opened: list[int] = []
    place = 0
    for token in _TOKEN.finditer(text):
        pieces.append(text[place : token.start()])
        place = token.end()
        pieces.append(token[0])
        if token[0] == "[":
            opened.append(len(pieces) - 1)
        elif token[0][0] == "\\":
            # As in Markdown, it stands for the bracket itself.
            pieces[-1] = token[0][1]
        elif opened:
            start = opened.pop()
            if token["tag"] is not None:
                lang = read_language(token["tag"])
                pieces[start], pieces[-1] = (sign(lang), sign(None)) if lang else ("", "")
    return "".join([*pieces, text[place:]])
