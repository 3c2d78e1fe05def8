"""Room between the blocks of a copy: themes of Ghost make it only between those directly in a post."""

from __future__ import annotations

from crosspost.text.parser import parse
from crosspost.text.tree import Element

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
    root = parse(html)
    for holder in (root, *root.walk()):
        before = None
        for element in holder.elements:
            if element.name in BLOCKS or "csl-entry" in element.classes:
                set_style(element, before)
            before = element
    return str(root)


def set_style(element: Element, before: Element | None) -> None:
    """Give a block what keeps it apart from the one before it."""
    styles = [element.attrs.get("style", "")]
    if element.name in SET_OFF:
        styles.append(SET_OFF[element.name])
    if before and "margin" not in styles[0]:
        styles.append(f"margin: {choose_space(before, element)} 0 0")
    if any(styles):
        element.attrs["style"] = "; ".join(filter(None, styles))


def choose_space(before: Element, element: Element) -> str:
    """Return how far an element stands below the one before it, as CSS has it."""
    if element.name in HEADINGS:
        return ABOVE_HEADING
    if before.name in HEADINGS:
        return BELOW_HEADING
    is_entry = element.name in {"dd", "dt"} or "csl-entry" in element.classes
    return BETWEEN_ENTRIES if is_entry else SPACE
