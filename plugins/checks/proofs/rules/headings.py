"""Headings: their levels, their words, and what only looks like one (PW501-PW506)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Finding, Fix
from ..text import Text
from .leftovers import shorten

_HASHES = re.compile(r"^(?P<level>#{1,6})(?P<blank>[ \t]*)(?P<words>[^\n]*)", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<words>[^\s>#|=-][^\n]*)\n(?P<line>=+|-{2,})[ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_\n]{2,80})\1:?[ \t]*")
# No heading is longer.
_WORDS = 10


class Heading(NamedTuple):
    """A heading.

    Attributes:
        level: From 1 to 6.
        start: Where its words begin in the text.
        end: Where they end.
        at: Where it begins itself.
        blank: Whether a blank stands before its words.
    """

    level: int
    start: int
    end: int
    at: int
    blank: bool = True


def list_headings(text: Text) -> list[Heading]:
    """Return all headings of a post."""
    found = []
    if "#" in text.written:
        for match in _HASHES.finditer(text.written):
            words = match["words"].rstrip().rstrip("#").rstrip()
            start = match.start("words")
            blank = bool(match["blank"]) or not words
            found.append(Heading(len(match["level"]), start, start + len(words), match.start(), blank))
    if "\n==" in text.written or "\n--" in text.written:
        for match in _UNDERLINED.finditer(text.written):
            level = 1 if match["line"][0] == "=" else 2
            found.append(Heading(level, match.start("words"), match.end("words"), match.start()))
    return sorted(found, key=lambda heading: heading.at)


def find(text: Text) -> Iterator[Finding]:
    """Find what is wrong with headings."""
    before = 1
    seen: dict[str, int] = {}
    for heading in list_headings(text):
        words = text.raw[heading.start : heading.end]
        if not heading.blank:
            yield _find_stuck(text, heading, words)
            if heading.level == 1:
                # Most likely a tag, which is no heading.
                continue
        if not words.strip():
            yield text.find(
                "PW506", "warning", heading.at, "this heading has no words.", "Write some, or take it out."
            )
            continue
        if heading.level == 1 and heading.blank:
            message = "the post has a heading of the first level already: its title."
            help = f"Write ## {shorten(words)}, and give those below it one more #, too."
            yield text.find("PW503", "warning", heading.at, message, help)
        elif heading.level > before + 1:
            message = (
                f"from level {before} this heading jumps to level {heading.level}, and readers who hear pages"
                " miss one."
            )
            help = f"Write {'#' * (before + 1)} {shorten(words)}."
            yield text.find("PW501", "warning", heading.at, message, help)
        before = max(heading.level, 1)
        name = " ".join(words.lower().split())
        line = text.place(heading.at)[0]
        if name in seen:
            message = (
                f"the heading in line {seen[name]} has the same words, so nobody can tell them apart in a"
                " list."
            )
            yield text.find(
                "PW504", "advice", heading.at, message, "Say in one of the two what is other about it."
            )
        seen.setdefault(name, line)
    yield from find_bold(text)


def _find_stuck(text: Text, heading: Heading, words: str) -> Finding:
    hashes = "#" * heading.level
    message = f"this line begins with {hashes} and no blank after it, and becomes a heading."
    fix = Fix(heading.start, heading.start, " ") if heading.level > 1 else None
    help = f"Write {hashes} {shorten(words)} for a heading" + (
        f", or \\#{shorten(words)} where it is none." if heading.level == 1 else "."
    )
    return text.find("PW502", "warning", heading.at, message, help, fix)


def find_bold(text: Text) -> Iterator[Finding]:
    """Find paragraphs in bold type that stand above text like a heading."""
    for number, paragraph in enumerate(text.paragraphs[:-1]):
        if text.written[paragraph.start : paragraph.start + 2] not in ("**", "__"):
            continue
        found = _BOLD.fullmatch(text.written, paragraph.start, paragraph.end)
        after = text.written[text.paragraphs[number + 1].start]
        if (
            found
            and len(found["words"].split()) <= _WORDS
            and found["words"][-1] not in ".!?…"
            and after != "#"
        ):
            message = (
                "this looks like a heading, but is a paragraph in bold type: no list of headings has it."
            )
            yield text.find(
                "PW505", "advice", paragraph.start, message, f"Write ### {shorten(found['words'])}."
            )
