"""Figures and tables with a label: number, title and note as APA has them (Publication Manual, ch. 7)."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.attr_list import get_attrs_and_remainder

from .captions import AWAITED, NUMBER, TABLE, TITLE, Captions, Credits
from .labels import SHOWS
from .lines import mark_code
from .model import Page

_TITLED = re.compile(
    r"""\A\((?P<address>\s*(?:<[^<>]*>|\S+))\s+(?P<mark>["'])(?P<title>.*)(?P=mark)\s*\)\Z"""
)
_COLON = re.compile(r" {0,3}(?:[Tt]able)?: +")
_EMPHASIS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)|\[-?@[^\[\]]*\]")
# Of no label do braces say more.
_LONGEST = 2_000


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown: before it takes a line that begins with a colon for a definition."""
    md.parser.blockprocessors.register(_Picture(md.parser, page), "writing-picture", 82)
    md.parser.blockprocessors.register(_Caption(md.parser, page), "writing-caption", 81)
    # What is here is counted at 7, and credits come later.
    md.treeprocessors.register(Captions(md, page), "writing-figures", 7.5)
    md.treeprocessors.register(Credits(md, page), "writing-credits", -20)
    page.rewrites["figures"] = part_captions


def part_captions(lines: list[str]) -> list[str]:
    """Return lines in which captions of tables stand apart from these."""
    parted: list[str] = []
    for line, code in mark_code(lines):
        caption = read_caption(line) if "#tbl-" in line and not code else None
        parted += ["", line, ""] if caption and caption.attributes.key else [line]
    return parted


class Attributes(NamedTuple):
    """What braces say: a label, classes, and the rest by name."""

    key: str
    classes: str
    named: dict[str, str]


def read_attributes(written: str) -> Attributes:
    """Read what stands between braces: `#fig-map .wide fig-alt="A map"`."""
    pairs = [(name, value or "") for name, value in get_attrs_and_remainder(written.strip())[0]]
    classes = " ".join(value for name, value in pairs if name == ".")
    named = {name: value for name, value in pairs if name not in (".", "id")}
    return Attributes(next((value for name, value in pairs if name == "id"), ""), classes, named)


class Labelled(NamedTuple):
    """Words, what stands between, and what braces behind them say."""

    words: str
    where: str
    attributes: Attributes


NOTHING = Attributes("", "", {})


def part_braces(text: str) -> tuple[str, Attributes]:
    """Return what stands before the braces that a text ends with, and what these say."""
    at = text.rfind("{")
    if at < 0 or not text.endswith("}") or "\n" in text[at:] or len(text) - at > _LONGEST:
        return text, NOTHING
    return text[:at].rstrip(), read_attributes(text[at + 1 : -1].removeprefix(":"))


def read_picture(block: str) -> Labelled | None:
    """Read `![Title](map.png){#fig-map}`; None if this is no picture with a label, alone."""
    text = block.strip()
    if not text.startswith("![") or "#fig-" not in text:
        return None
    picture, attributes = part_braces(text)
    at = picture.rfind("](" if picture.endswith(")") else "][")
    if at < 2 or picture[-1] not in ")]" or not attributes.key.startswith("fig-"):
        return None
    return Labelled(picture[2:at], picture[at + 1 :], attributes)


def read_caption(block: str) -> Labelled | None:
    """Read `: Title {#tbl-sites}`; None if this is no caption, with a label or without one."""
    match = _COLON.match(block.lstrip("\n"))
    if match is None:
        return None
    words, attributes = part_braces(block.lstrip("\n")[match.end() :].strip())
    if not attributes.key.startswith("tbl-"):
        words, attributes = block.lstrip("\n")[match.end() :].strip(), NOTHING
    return Labelled(words, match[0], attributes)


class _Block(BlockProcessor):
    forgets = True

    def __init__(self, parser: object, page: Page) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.page = page


class _Picture(_Block):
    """Reads `![Title](map.png){#fig-map fig-alt="What it shows"}`, alone in its block."""

    def test(self, parent: Element, block: str) -> bool:
        return read_picture(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        picture = read_picture(blocks.pop(0))
        assert picture is not None
        words, where, attributes = picture
        named = attributes.named
        alt = named.get("fig-alt", named.get("alt", ""))
        if titled := _TITLED.match(where):
            # As of pictures without a label: the title stands in quotes, and what is shown in brackets.
            where = f"({titled['address']})"
            if not alt:
                words, alt = titled["title"], plain(words)
        words = words or named.get("fig-cap", "")
        figure = SubElement(
            parent, "figure", {"id": attributes.key, "class": f"numbered {attributes.classes}".strip()}
        )
        if language := named.get("lang"):
            figure.set("lang", language)
        write_heading(SubElement(figure, "figcaption"), attributes.key, words)
        figure.set(AWAITED, alt)
        holder = SubElement(figure, "p", {name: named[name] for name in ("width", "height") if name in named})
        holder.text = f"![]{where}"
        return None


class _Caption(_Block):
    """Reads `: Interviews by site {#tbl-sites}`, before or after a table; without a label after one only."""

    def test(self, parent: Element, block: str) -> bool:
        caption = read_caption(block)
        if caption is None or caption.attributes.key:
            return caption is not None
        last = self.lastChild(parent)
        return last is not None and last.tag == "table"

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        read = read_caption(blocks.pop(0))
        assert read is not None
        caption = SubElement(parent, "caption", {TABLE: read.attributes.key})
        write_heading(caption, read.attributes.key, read.words)
        for paragraph in caption:
            # Whoever reads the words alone must not read two as one.
            paragraph.tail = "\n"
        return None


def write_heading(place: Element, key: str, words: str) -> None:
    """Write number and title, as APA has them (§ 7.23): the one bold, the other in italics below it."""
    if key:
        SubElement(SubElement(place, "p", {"class": NUMBER}), "strong", {SHOWS: key})
    if words:
        SubElement(SubElement(place, "p", {"class": TITLE}), "em").text = " ".join(words.split())


def plain(words: str) -> str:
    """Return words that are no Markdown any more."""
    return " ".join(_EMPHASIS.sub("", words).split())
