"""Numbers of what has a label (`fig-map`), and the words that lead to it: `[@fig-map]`, `@tbl-sites`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from guards.words import HINTS, suggest

from .model import Label, Mention, Page

KINDS = {"fig": "figure", "tbl": "table", "eq": "equation", "lst": "listing", "sec": "section"}
"""What a label begins with → what has it."""
KEY = rf"(?P<key>(?P<kind>{'|'.join(KINDS)})-(?>(?:[\w-]|[.:](?=\w))*(?<=\w)))"
SHOWS = "data-label"
"""The attribute of an element that shows a number: the label that it is the number of."""
MENTION = "data-mention"

_BARE = re.compile(rf"(?<![\w@/.:])(?P<hide>-?)@{KEY}", re.IGNORECASE)
_ITEM = re.compile(
    rf"(?P<before>[^@*_`\x02\x03]*?)(?P<hide>-?)@{KEY}(?P<after>[^@*_`\x02\x03]*)", re.IGNORECASE
)
_GROUP = re.compile(r"\[(?P<inside>[^\[\]]*)\]")
_HEADING = re.compile("h[1-6]")
# What an author calls a thing, if not as we do.
_NAME = re.compile(r"(?i)\b(?:fig|tab|eq|sec|list|chapter|part|whaka|ripanga|wāhanga)\w*\.?$")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown: before citations look for keys, and after attributes are read."""
    md.inlinePatterns.register(_Group(r"\[", md, page), "writing-labels", 78)
    md.inlinePatterns.register(_Bare(r"-?@", md, page), "writing-label", 77)
    md.treeprocessors.register(_Numbers(md, page), "writing-labels", 7)


def is_label(key: str, md: Markdown, page: Page) -> bool:
    """Say whether a key is meant as a label: no work of that name is cited on this site, or it is there."""
    patterns: Any = md.inlinePatterns
    known = "citations-bracketed" in patterns and patterns["citations-bracketed"].extension.library.get(key)
    return not known or re.search(rf"#{re.escape(key)}(?![\w-])", page.text) is not None


class _Mentioning(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)
    forgets = True

    def __init__(self, pattern: str, md: Markdown, page: Page) -> None:
        super().__init__(pattern, md)
        self.page = page

    def note(self, written: str, items: list[re.Match[str]], *, bracketed: bool) -> Element:
        """Note a mention, and return what stands for it until all numbers are known."""
        mention = Mention(
            written,
            tuple(item["kind"].lower() + item["key"].removeprefix(item["kind"]) for item in items),
            items[0]["before"].strip() if bracketed else "",
            items[-1]["after"].strip() if bracketed else "",
            bool(items[0]["hide"]),
        )
        self.page.mentions.append(mention)
        return Element("span", {MENTION: str(len(self.page.mentions) - 1)})


class _Group(_Mentioning):
    """Reads `[see @fig-map; @fig-town]`."""

    def handleMatch(  # type: ignore[override] # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        group = _GROUP.match(data, match.start())
        if group is None or "@" not in group["inside"]:
            return None, None, None
        parts = group["inside"].split(";")
        items = [item for part in parts if (item := _ITEM.fullmatch(part))]
        if not items or not any(is_label(item["key"], self.md, self.page) for item in items):
            return None, None, None
        if len(items) < len(parts):
            self.page.tell(
                f"{group[0]} mentions a work and a {KINDS[items[0]['kind'].lower()]}. "
                "Give each brackets of its own.",
                group[0],
                items[0]["key"],
            )
            span = Element("span")
            span.text = AtomicString(group[0])
            return span, group.start(), group.end()
        return self.note(group[0], items, bracketed=True), group.start(), group.end()


class _Bare(_Mentioning):
    """Reads `@fig-map`."""

    def handleMatch(  # type: ignore[override] # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        item = _BARE.match(data, match.start())
        if item is None or not is_label(item["key"], self.md, self.page):
            return None, None, None
        return self.note(item[0], [item], bracketed=False), item.start(), item.end()


class _Numbers(Treeprocessor):
    """Counts what has labels, in the order of the page, and words what mentions it."""

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        page = self.page
        if not page.brief:
            for label in list_labels(root, page):
                if label.key in page.labels:
                    page.tell(
                        f'two things have the label "{label.key}". Give one another label.', f"#{label.key}"
                    )
                page.labels.setdefault(label.key, label)
        hints = HINTS
        for element in [element for element in root.iter() if MENTION in element.attrib]:
            mention = page.mentions[int(element.attrib.pop(MENTION))]
            unknown = [key for key in mention.keys if key not in page.labels]
            for key in unknown:
                hints -= 1
                page.tell(_explain(key, page, hints >= 0), f"@{key}", key)
            if unknown:
                element.text = AtomicString(mention.written)
            else:
                word(element, mention, page)


def list_labels(root: Element, page: Page) -> Iterator[Label]:
    """Yield what has a label, in the order of a page, and show its number."""
    counts: dict[str, int] = {}
    for element in root.iter():
        key = element.attrib.pop(SHOWS, "")
        if key:
            kind = key.partition("-")[0]
            counts[kind] = number = counts.get(kind, 0) + 1
            shown = f"({number})" if kind == "eq" else name_one(kind, number, page)
            element.text = AtomicString(shown)
            yield Label(key, kind, str(number))
        elif element.get("id", "").startswith("sec-") and _HEADING.fullmatch(str(element.tag)):
            yield Label(element.attrib["id"], "sec", "".join(element.itertext()).strip())


def name_one(kind: str, number: int | str, page: Page) -> str:
    """Return the name of a thing with a number."""
    if kind == "fig":
        return page.say("Figure {n}", n=number)
    if kind == "tbl":
        return page.say("Table {n}", n=number)
    if kind == "eq":
        return page.say("Equation {n}", n=number)
    return page.say("Listing {n}", n=number)


def name_many(kind: str, number: str, page: Page) -> str:
    """Return the name of several things with the number of the first."""
    if kind == "fig":
        return page.say("Figures {n}", n=number)
    if kind == "tbl":
        return page.say("Tables {n}", n=number)
    if kind == "eq":
        return page.say("Equations {n}", n=number)
    return page.say("Listings {n}", n=number)


def word(element: Element, mention: Mention, page: Page) -> None:
    """Write a mention: each thing by its name and number, and with a link to it."""
    links: list[Element] = []
    for kind, keys in groupby(mention.keys, _kind_of):
        links += _link(kind, [*keys], mention, page)
    words, after = mention.before, mention.after
    if named := _NAME.search(words):
        # The author's own word stands for ours.
        links[0].text = AtomicString(f"{named[0]} {page.labels[mention.keys[0]].number}")
        words = words[: named.start()].rstrip()
    if after and not after.startswith((",", ".", ":", ")")):
        after = f" {after}"
    if len(links) == 1 and not words and not after:
        element.tag, element.text = links[0].tag, links[0].text
        element.attrib.update(links[0].attrib)
        return
    before, closing = (f"({words} ", ")") if words else ("", "")
    element.text = AtomicString(before)
    for number, link in enumerate(links):
        last = number == len(links) - 1
        link.tail = AtomicString(after + closing if last else _join(number, len(links), page))
        element.append(link)
    if page.brief:
        element.text = AtomicString("".join(element.itertext()))
        element[:] = []


def _link(kind: str, keys: list[str], mention: Mention, page: Page) -> Iterator[Element]:
    for place, key in enumerate(keys):
        label = page.labels[key]
        link = Element("span" if page.brief else "a")
        if not page.brief:
            link.attrib.update({"class": "crossref", "href": f"#{key}"})
        plain = kind == "sec" or place or mention.bare
        several = len(keys) > 1
        name = label.number if plain else (name_many if several else name_one)(kind, label.number, page)
        link.text = AtomicString(name)
        yield link


def _join(place: int, count: int, page: Page) -> str:
    if place < count - 2:
        return ", "
    return page.say(", and ") if count > 2 else page.say(" and ")


def _kind_of(key: str) -> str:
    return key.partition("-")[0]


def _explain(key: str, page: Page, hint: bool) -> str:
    kind = _kind_of(key)
    if f"#{key}" in page.text:
        return (
            f'what has the label "{key}" gets no number, because it does not stand alone. '
            "Put empty lines around it."
        )
    known = [label for label in page.labels if _kind_of(label) == kind] or [*page.labels]
    near = suggest(key, known) if hint else ""
    example = {
        "fig": f"![Title](picture.png){{#{key}}}",
        "tbl": f": Title {{#{key}}}",
        "eq": f"$$ … $$ {{#{key}}}",
        "sec": f"## Title {{#{key}}}",
    }.get(kind, f"{{#{key}}}")
    return f'nothing on this page has the label "{key}".{near or f" What has it is written {example}."}'
