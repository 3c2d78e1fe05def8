"""Where quotations and poems are from: after the closing punctuation, as APA has it (§ 8.27)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .model import Page

_DASH = re.compile(r"(?:—|–|―|-{2,3})\s*(?P<words>\S.*)", re.DOTALL)
_CITED = re.compile(r"(?P<citation>\[[^\[\]]*@[^\[\]]*\])\.?")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown, before inline text is read."""
    md.treeprocessors.register(_Sources(md), "writing-quotations", 21)


class _Sources(Treeprocessor):
    """Finds the source of each quotation: a last line that begins with a dash, or is a citation alone."""

    forgets = True

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag == "blockquote" or element.get("class") == "poem":
                place_source(element)


def place_source(quotation: Element) -> None:
    """Put the source of a quotation where it belongs: Python-Markdown makes one of two that are not apart."""
    for place in range(len(quotation) - 1, -1, -1):
        if quotation[place].tag == "p" and not len(quotation[place]) and quotation[place].text:
            _place(quotation, place)


def _place(quotation: Element, place: int) -> None:
    last = quotation[place]
    words, _, source = (last.text or "").rstrip().rpartition("\n")
    dashed = _DASH.fullmatch(source.strip())
    cited = _CITED.fullmatch(dashed["words"].strip() if dashed else source.strip())
    before = quotation[place - 1] if place else None
    if cited and words.strip():
        last.text = f"{words.rstrip()} {cited['citation']}"
    elif cited and before is not None and before.tag == "p" and not len(before):
        before.text = f"{(before.text or '').rstrip()} {cited['citation']}"
        quotation.remove(last)
    elif dashed:
        attribution = Element("p", {"class": "attribution"})
        attribution.text = f"— {cited['citation'] if cited else dashed['words']}"
        if words.strip():
            last.text = words.rstrip()
        else:
            quotation.remove(last)
        quotation.insert(place + bool(words.strip()), attribution)
