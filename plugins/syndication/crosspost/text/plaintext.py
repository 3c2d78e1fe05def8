"""A copy as plain text: to be pasted into a newsletter, and to show what an edit changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import indent
from typing import TYPE_CHECKING

from .tags import tame

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

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


def parse(html: str) -> BeautifulSoup:
    """Parse HTML, whoever wrote it; declarations in it say nothing."""
    from bs4 import BeautifulSoup

    # A text without any tag may look like the name of a file, against which the parser warns.
    return BeautifulSoup(tame(html) if "<" in html else f"{html}\n", "html.parser")


def write_text(root: Tag) -> str:
    """Return the text of HTML: paragraphs apart, quotations marked, addresses of links in angle brackets."""
    text = "\n\n".join(filter(str.strip, read_blocks(root)))
    return text + "\n" if text else ""


def read_blocks(element: Tag, number: int | None = None) -> list[str]:
    """Return the blocks of text within an element; a number is what an item has in its list.

    A no-break space after it tells it from a number with which a paragraph begins.
    """
    from bs4.element import Tag

    if element.name == "table":
        caption = element.find("caption")
        lines = [read_inline(caption)] if isinstance(caption, Tag) else []
        for row in element.find_all("tr"):
            # What stands in a table within a cell is read with that cell.
            if row.find_parent("table") is element:
                cells = [cell for cell in row.find_all(["th", "td"]) if cell.find_parent("tr") is row]
                lines.append(" | ".join(map(read_inline, cells)))
        return ["\n".join(filter(None, lines))]
    if element.name == "pre":
        return [element.get_text().strip("\n")]
    blocks: list[str] = []
    run: list[PageElement] = []
    next_number = read_start(element)
    for child in element.children:
        if isinstance(child, Tag) and (child.name in BLOCKS or has_blocks(child)):
            blocks += [read_inline(*run), *read_blocks(child, next_number)]
            run = []
            if next_number is not None and child.name == "li":
                next_number += 1
        else:
            run.append(child)
    blocks.append(read_inline(*run))
    blocks = list(filter(None, blocks))
    if element.name == "blockquote":
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).splitlines())]
    if element.name == "li" and blocks:
        mark = "- " if number is None else f"{number}.\xa0"
        return [mark + indent("\n".join(blocks), " " * len(mark)).lstrip()]
    if element.name in {"ul", "ol"}:
        return ["\n".join(blocks)]
    return blocks


def read_start(element: Tag) -> int | None:
    """Return the number of the first item of a list, by which a text may refer to it; None if it has none."""
    if element.name != "ol":
        return None
    start = str(element.get("start", ""))
    return int(start) if re.fullmatch(r"\d{1,9}", start) else 1


def has_blocks(element: Tag) -> bool:
    """Say whether there are blocks of text within an element."""
    return any(getattr(inner, "name", None) in BLOCKS for inner in element.descendants)


def read_inline(*elements: PageElement) -> str:
    """Return a run of text on one line."""
    from bs4.element import NavigableString, PreformattedString, Tag

    def read(element: PageElement) -> str:
        if isinstance(element, PreformattedString):
            return ""
        if isinstance(element, NavigableString):
            return re.sub(r"[^\S\xa0]+", " ", str(element))
        if not isinstance(element, Tag):
            return ""
        if element.name == "br":
            return "\n"
        if element.name == "img":
            return f"[Image: {element['alt']}]" if element.get("alt") else ""
        if BACKLINKS & {*(element.get("class") or ())}:
            return ""
        text = "".join(map(read, element.children))
        if element.name == "sup" and element.find(class_="footnote-ref"):
            return f"[{text}]"
        href = str(element.get("href", ""))
        if element.name == "a" and not href.startswith("#") and text.strip():
            return f"<{href}>" if text.strip() == href else f"{text} <{href}>"
        return f"“{text}”" if element.name == "q" else text

    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(map(read, elements)))).strip()


def join_names(names: Iterable[str]) -> str:
    """Return names as one says them."""
    *first, last = [*names] or [""]
    return " and ".join(filter(None, [", ".join(first), last]))


def read_title(html: object) -> str:
    """Return a title, which may hold entities and markup, as plain text."""
    text = MARKUP.sub("&lt;", str(html))
    return read_inline(parse(text)) if re.search("[<&]", text) else text
