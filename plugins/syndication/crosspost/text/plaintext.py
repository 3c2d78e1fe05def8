"""A copy as plain text: to be pasted into a newsletter, and to show what an edit changed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from textwrap import indent

from guards.formulas import shift

from .parser import parse
from .tree import Element, Hidden, Node

# fmt: off
BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}
# fmt: on
# What is markup in a title; anything else that looks like a tag is a word in it, such as `List<String>`.
MARKUP = re.compile(
    r"<(?!/?(?:abbr|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span"
    r"|strong|sub|sup|time|u|var|wbr)(?:\s[^<>]*)?/?>)",
    re.IGNORECASE,
)
# Links back to the text, which lead nowhere on paper.
BACKLINKS = {"backlink", "footnote-backref"}


def write_text(root: Element) -> str:
    """Return the text of HTML: paragraphs apart, quotations marked, addresses of links in angle brackets."""
    text = "\n\n".join(filter(str.strip, read_blocks(root, find_holders(root))))
    return text + "\n" if text else ""


def find_holders(root: Element) -> set[Element]:
    """Return the elements that are blocks, or hold one."""
    holders = set[Element]()
    for element in root.walk():
        around = element if element.name in BLOCKS else None
        while around is not None and around not in holders:
            holders.add(around)
            around = around.parent
    return holders


def read_blocks(element: Element, holders: Container[Element], number: int | None = None) -> list[str]:
    """Return the blocks of text within an element.

    Args:
        element: The element.
        holders: As `find_holders` returns them.
        number: That of an item in its list. A no-break space after it tells it from a number with which a
            paragraph begins.
    """
    if element.name == "table":
        return [read_table(element)]
    if element.name == "pre":
        return [element.read().strip("\n")]
    blocks: list[str] = []
    run: list[Node] = []
    next_number = read_start(element)
    for child in element.children:
        if isinstance(child, Element) and child in holders:
            blocks += [read_inline(*run), *read_blocks(child, holders, next_number)]
            run = []
            if next_number is not None and child.name == "li":
                next_number += 1
        else:
            run.append(child)
    blocks.append(read_inline(*run))
    blocks = list(filter(None, blocks))
    if element.name == "blockquote":
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).splitlines())]
    if "csl-bib-body" in element.classes or "csl-entry" in element.classes:
        # Nothing marks an entry of a reference list (APA 7, § 9.43).
        return blocks
    if element.name == "li" and blocks:
        mark = "- " if number is None else f"{number}.\xa0"
        return [mark + indent("\n".join(blocks), " " * len(mark)).lstrip()]
    if element.name in {"ul", "ol"}:
        return ["\n".join(blocks)]
    return blocks


def read_table(table: Element) -> str:
    """Return a table, a line for its caption and for each row."""
    caption = table.find("caption")
    lines = [read_inline(caption)] if caption else []
    for row in table.find_all("tr"):
        # What stands in a table within a cell is read with that cell.
        if row.find_around("table") is table:
            cells = [cell for cell in row.find_all("th", "td") if cell.find_around("tr") is row]
            lines.append(" | ".join(map(read_inline, cells)))
    return "\n".join(filter(None, lines))


def read_start(element: Element) -> int | None:
    """Return the number of the first item of a list, by which a text may refer to it; None if it has none."""
    if element.name != "ol":
        return None
    start = element.attrs.get("start", "")
    return int(start) if re.fullmatch(r"\d{1,9}", start) else 1


def read_inline(*nodes: Node) -> str:
    """Return a run of text on one line."""
    text = "".join(map(read_node, nodes))
    if "  " in text:
        text = re.sub(r" {2,}", " ", text)
    return (re.sub(r" *\n *", "\n", text) if "\n" in text else text).strip()


def read_node(node: Node) -> str:
    """Return what a node says in a run of text."""
    if isinstance(node, str):
        # Most of what is printed on one line has no space but single blanks.
        return node if node.isprintable() and "  " not in node else re.sub(r"[^\S\xa0]+", " ", node)
    if isinstance(node, Hidden):
        return ""
    name, attrs = node.name, node.attrs
    if name == "br":
        return "\n"
    if name == "img":
        return f"[Image: {attrs['alt']}]" if attrs.get("alt") else ""
    if "class" in attrs and not BACKLINKS.isdisjoint(node.classes):
        return ""
    text = "".join(map(read_node, node.children))
    if name == "sup" and node.find_classes("footnote-ref"):
        return f"[{text}]"
    if name in {"sub", "sup"}:
        return shift(text, name)
    if name == "a":
        href = attrs.get("href", "")
        if not href.startswith("#") and text.strip():
            return f"<{href}>" if text.strip() == href else f"{text} <{href}>"
    return f"“{text}”" if name == "q" else text


def join_names(names: Iterable[str]) -> str:
    """Return names as one says them."""
    *first, last = [*names] or [""]
    return " and ".join(filter(None, [", ".join(first), last]))


def read_title(html: object) -> str:
    """Return a title, which may hold entities and markup, as plain text."""
    text = MARKUP.sub("&lt;", str(html))
    return read_inline(parse(text)) if re.search("[<&]", text) else text
