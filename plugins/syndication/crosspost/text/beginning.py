"""How a post begins, in its own words: what stands for it where its author wrote no summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .tree import Element, Hidden, Node

# WordPress takes as many words of a text, and Ghost no more characters; so many are enough for a sentence.
WORDS, CHARACTERS, ENOUGH = 55, 300, 25
# What holds prose, and what is none of it, by its element or its class.
PROSE = {"p", "li", "dd"}
OTHERS = {"aside", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre", "table", "template"}
NAMED = {
    "credit",
    "csl-bib-body",
    "figure-note",
    "footnote",
    "footnote-ref",
    "footnotes",
    "references",
    "toc",
}
SENTENCE = re.compile(r"[.!?…。！？][”’\"')\]»]*(?=\s|$)|[。！？]")


def read_beginning(root: Element) -> str:
    """Return the first sentences of a post, or its first words with an ellipsis; "" if it has no prose.

    Notes, captions, credits, headings, tables and listings are left out, and so are addresses of links.
    """
    words = list[str]()
    for paragraph in find_prose(root):
        words += read(paragraph).split()
        if len(words) > WORDS:
            break
    return cut_beginning(words or read(root).split())


def find_prose(element: Element) -> Iterator[Element]:
    """Give the paragraphs of a post that are prose, in their order."""
    for child in element.elements:
        if is_other(child):
            continue
        if child.name in PROSE and not child.find(*PROSE):
            yield child
        else:
            yield from find_prose(child)


def is_other(element: Element) -> bool:
    """Say whether something is none of the post's prose."""
    return element.name in OTHERS or not NAMED.isdisjoint(element.classes)


def read(node: Node) -> str:
    """Return what a node says, without what leads to notes."""
    if isinstance(node, str):
        return node
    if isinstance(node, Hidden) or is_other(node):
        return ""
    if node.name == "sup" and node.find_classes("footnote-ref"):
        return ""
    if node.name in {"br", "img"}:
        return " "
    text = "".join(map(read, node.children))
    return f"“{text}”" if node.name == "q" else text


def cut_beginning(words: Sequence[str]) -> str:
    """Return the sentences that fit, or as many words."""
    text = " ".join(words[:WORDS])
    if len(words) <= WORDS and len(text) <= CHARACTERS:
        return text
    head = (
        text
        if len(text) < CHARACTERS
        else text[: CHARACTERS - 1].rpartition(" ")[0] or text[: CHARACTERS - 1]
    )
    ends = [match.end() for match in SENTENCE.finditer(head)]
    if ends and (len(head[: ends[-1]].split()) >= ENOUGH or ends[-1] > len(head) // 2):
        return head[: ends[-1]]
    return head.rstrip(" ,;:.–—-") + "…"
