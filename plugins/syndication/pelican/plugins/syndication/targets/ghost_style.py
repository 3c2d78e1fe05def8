"""Room between the blocks of a copy: themes of Ghost make it only between those directly in a post."""

from __future__ import annotations

from ..plaintext import parse

HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# fmt: off
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "header", "hr",
    "nav", "ol", "p", "pre", "section", "table", "ul",
}
# fmt: on
# Ghost's themes set every margin to nothing and put this between the blocks of a post.
SPACE, ABOVE_HEADING, BETWEEN_ENTRIES = "1.5em", "2em", "0.5em"
QUOTATION = "padding-left: 1.5em; border-left: 3px solid"


def space_blocks(html: str) -> str:
    """Return a copy with room between its blocks, and quotations set off."""
    soup = parse(html)
    for element in soup.find_all(BLOCKS):
        styles = [str(element.get("style") or "")]
        if element.name == "blockquote":
            styles.append(QUOTATION)
        if "margin" not in styles[0] and element.find_previous_sibling(True):
            entry = "csl-entry" in (element.get("class") or ())
            space = ABOVE_HEADING if element.name in HEADINGS else BETWEEN_ENTRIES if entry else SPACE
            styles.append(f"margin: {space} 0 0")
        if any(styles):
            element["style"] = "; ".join(filter(None, styles))
    return str(soup)
