"""Where quotations and poems are from: after the closing punctuation, as APA has it (§ 8.27)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .model import Page

_DASH = re.compile(r"(?:—|–|―|-{2,3})\s*(?P<words>\S.*)", re.DOTALL)
_CITED = re.compile(r"(?P<citation>\[(?=[^\[\]@]*@)[^\[\]]*\])\.?")


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown, before inline text is read."""
    md.treeprocessors.register(_Sources(md), "writing-quotations", 21)


class _Sources(Treeprocessor):
    """Finds the source of each quotation: a last line that begins with a dash, or is a citation alone."""

    forgets = True

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for element in list(parent):
                if element.tag == "blockquote" or element.get("class") == "poem":
                    place_source(element, parent)


def place_source(quotation: Element, parent: Element) -> None:
    """Put the source of a quotation where it belongs: Python-Markdown makes one of two that are not apart."""
    for place in range(len(quotation) - 1, -1, -1):
        text = quotation[place].text
        # What is final already is no source: a post of somebody else that is quoted.
        if quotation[place].tag == "p" and not len(quotation[place]) and text and type(text) is str:
            end = _place(quotation, place)
            if end and quotation.tag == "blockquote" and len(quotation) > end:
                # What comes after its source is another quotation.
                another = Element("blockquote")
                another[:] = quotation[end:]
                quotation[end:] = []
                parent.insert(list(parent).index(quotation) + 1, another)


def _place(quotation: Element, place: int) -> int:
    """Put a source into its place; return how many paragraphs there are up to one that had a dash, or 0."""
    last = quotation[place]
    words, _, source = (last.text or "").rstrip().rpartition("\n")
    dashed = _DASH.fullmatch(source.strip())
    cited = _CITED.fullmatch(dashed["words"].strip() if dashed else source.strip())
    before = quotation[place - 1] if place else None
    end = place + 1
    if cited and words.strip():
        last.text = f"{words.rstrip()} {cited['citation']}"
    elif cited and before is not None and before.tag == "p" and not len(before):
        before.text = f"{(before.text or '').rstrip()} {cited['citation']}"
        quotation.remove(last)
        end = place
    elif dashed:
        attribution = Element("p", {"class": "attribution"})
        attribution.text = f"— {cited['citation'] if cited else dashed['words']}"
        if words.strip():
            last.text = words.rstrip()
        else:
            quotation.remove(last)
        end = place + bool(words.strip())
        quotation.insert(end, attribution)
        end += 1
    return end if dashed else 0
