"""Elements for blocks with a name: callouts, poems, figures of several pictures, and others."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.postprocessors import Postprocessor

from .blocks import Div, Reader
from .callouts import name_kind
from .figures import write_heading
from .model import Page

_MARK = re.compile("\x02writing-(?:open:(?P<number>\\d+)|close)\x03")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown."""
    # Whose site has the extension has its own admonitions.
    reader = Reader(page, indented="admonition" not in md.parser.blockprocessors)
    page.rewrites["divs"] = reader.rewrite
    md.parser.blockprocessors.register(_Divs(md, page, reader.divs), "writing-divs", 95)
    md.postprocessors.register(_Shown(md, reader.divs), "writing-divs", 1)


class _Divs(BlockProcessor):
    """Makes elements of what stands between marks."""

    forgets = True

    def __init__(self, md: Markdown, page: Page, divs: list[Div]) -> None:
        super().__init__(md.parser)
        self.page = page
        self.divs = divs

    def test(self, parent: Element, block: str) -> bool:
        return block.lstrip("\n").startswith("\x02writing-")

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        match = _MARK.match(blocks.pop(0).lstrip("\n"))
        if match is None or match["number"] is None:
            # The end of what began elsewhere, as in raw HTML.
            return None
        inside: list[str] = []
        depth = 1
        while blocks:
            block = blocks.pop(0)
            if mark := _MARK.match(block.lstrip("\n")):
                depth += 1 if mark["number"] else -1
                if not depth:
                    break
            inside.append(block)
        self.parser.parseBlocks(self.make(parent, self.divs[int(match["number"])], inside), inside)
        return None

    def make(self, parent: Element, div: Div, inside: list[str]) -> Element:
        """Make the element of a block, with its title."""
        attributes = {"id": div.key} if div.key else {}
        if div.kind:
            # An aside would be left out by reader views.
            attributes |= {"class": f"callout callout-{div.kind}", "role": "note"}
            element = SubElement(parent, "div", attributes)
            name = name_kind(div.kind, self.page)
            title = div.title if div.title.casefold().startswith(name.casefold()) else ""
            words = title or (f"{name}: {div.title}" if div.title else name)
            SubElement(SubElement(element, "p", {"class": "callout-title"}), "strong").text = words
            return element
        if div.key.startswith(("fig-", "tbl-")):
            classes = " ".join(("numbered", *div.classes))
            figure = SubElement(parent, "figure", {**attributes, "class": classes, **dict(div.named)})
            # As in Quarto, its last paragraph is its title.
            titled = len(inside) > 1 and not inside[-1].lstrip().startswith("\x02")
            write_heading(SubElement(figure, "figcaption"), div.key, inside.pop() if titled else "")
            return figure
        classes = "poem" if div.is_poem else " ".join(div.classes)
        return SubElement(
            parent, "div", attributes | ({"class": classes} if classes else {}) | dict(div.named)
        )


class _Shown(Postprocessor):
    """Shows marks as they were typed that nothing was made of, as they stand in raw HTML."""

    forgets = True

    def __init__(self, md: Markdown, divs: list[Div]) -> None:
        super().__init__(md)
        self.divs = divs

    def run(self, text: str) -> str:
        if "\x02writing-" not in text:
            return text
        return _MARK.sub(
            lambda match: self.divs[int(match["number"])].line if match["number"] else ":::", text
        )
