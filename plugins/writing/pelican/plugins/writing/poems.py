"""Poems, whose lines end where the poet ends them: `| Rain on the river`, as in Pandoc."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor

from .blocks import end_line
from .model import Page

_LINE = re.compile(r" {0,3}\|(?: (?P<words>.*))?")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown: what is a table has been taken by then (75)."""
    md.parser.blockprocessors.register(_Poems(md.parser), "writing-poems", 74)


class _Poems(BlockProcessor):
    forgets = True

    def test(self, parent: Element, block: str) -> bool:
        return block.lstrip(" \n").startswith("|") and bool(read_lines(block.strip("\n")))

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        poem = SubElement(parent, "div", {"class": "poem"})
        stanza: list[str] = []
        for line in [*read_lines(blocks.pop(0).strip("\n")), ""]:
            if line.strip():
                stanza.append(end_line(line))
            elif stanza:
                SubElement(poem, "p").text = "\n".join(stanza).rstrip()
                stanza = []
        return None


def read_lines(block: str) -> list[str]:
    """Return the lines of a poem; none if this is no poem, but perhaps a table without its second line."""
    lines: list[str] = []
    for line in block.split("\n"):
        match = _LINE.fullmatch(line)
        if (match and not line.rstrip().endswith("|")) or line.strip() == "|":
            lines.append((match["words"] or "") if match else "")
        elif lines and line.startswith(" ") and line.strip() and "|" not in line:
            # A long line goes on in the next one.
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            return []
    return lines
