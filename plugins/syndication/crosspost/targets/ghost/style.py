"""Room between the blocks of a copy: themes of Ghost make it only between those directly in a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosspost.text.plaintext import parse

if TYPE_CHECKING:
    from bs4.element import Tag

HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# fmt: off
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figure", "footer",
    "header", "hr", "nav", "ol", "p", "pre", "section", "table", "ul",
}
# fmt: on
# Ghost's themes set every margin to nothing and put this between the blocks of a post.
SPACE, ABOVE_HEADING, BELOW_HEADING, BETWEEN_ENTRIES = "1.5em", "2em", "0.75em", "0.5em"
# What browsers set off and those themes do not.
SET_OFF = {
    "blockquote": "padding-left: 1.5em; border-left: 3px solid",
    "dd": "padding-left: 1.5em",
}


def space_blocks(html: str) -> str:
    """Return a copy with room between its blocks, and quotations and definitions set off."""
    soup = parse(html)
    for element in soup.find_all(BLOCKS):
        styles = [str(element.get("style") or "")]
        if element.name in SET_OFF:
            styles.append(SET_OFF[element.name])
        before = element.find_previous_sibling(True)
        if before and "margin" not in styles[0]:
            styles.append(f"margin: {choose_space(before, element)} 0 0")
        if any(styles):
            element["style"] = "; ".join(filter(None, styles))
    return str(soup)


def choose_space(before: Tag, element: Tag) -> str:
    """Return how far an element stands below the one before it, as CSS has it."""
    if element.name in HEADINGS:
        return ABOVE_HEADING
    if before.name in HEADINGS:
        return BELOW_HEADING
    is_entry = element.name in {"dd", "dt"} or "csl-entry" in (element.get("class") or ())
    return BETWEEN_ENTRIES if is_entry else SPACE
