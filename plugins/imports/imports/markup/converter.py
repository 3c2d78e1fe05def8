"""HTML → Markdown."""

from __future__ import annotations

import re
from typing import Any

from ..errors import ImportingError
from ..model import Image
from .addresses import name_of
from .blocks import write_blocks
from .footnotes import find_footnotes
from .text import Text
from .tree import CUT, classes_of, parse, tag_of

_CAPTIONS = {"wp-caption": "figure", "wp-caption-text": "figcaption", "wp-caption-dd": "figcaption"}


def convert(html: str, text: Text) -> str:
    """Return a text as Markdown, its footnotes below it."""
    return convert_tree(parse(html), text)


def convert_tree(root: Any, text: Text) -> str:
    """Return what is in an element as Markdown, its footnotes below it."""
    for node in root.iter("div", "p", "dl", "dd"):
        # Captions as WordPress wrote them before HTML had some.
        if name := _CAPTIONS.get(next(iter(classes_of(node) & _CAPTIONS.keys()), "")):
            node.tag = name
    lost = text.lose("this is nested too deep, so it is plain text", root) if CUT in root.attrib else ""
    find_footnotes(root, text)
    text.own_ids = {
        link.get("href")[1:] for link in root.iter("a") if (link.get("href") or "").startswith("#")
    }
    levels = {tag_of(node) for node in root.iter() if re.fullmatch(r"h[1-6]", tag_of(node))}
    text.shift = 1 if "h1" in levels else 0
    blocks = [block + lost for block in write_blocks(root, text)]
    written: set[str] = set()
    # A footnote may have one of its own.
    while waiting := [id for id in text.marks if id not in written]:
        for id in waiting:
            written.add(id)
            blocks.append(_write_note(id, text))
    return "\n\n".join(blocks)


def _write_note(id: str, text: Text) -> str:
    node = parse(text.notes[id]) if id in text.notes else text.bodies[id]
    first, *others = write_blocks(node, text) or [""]
    body = "\n\n".join([first, *others]).replace("\n", "\n    ")
    return f"[^{text.marks[id]}]: {re.sub(r'(?m)^ +$', '', body)}"


def make_plain_image(address: str) -> Image:
    """Return a picture of which nothing but its address is known, and that cannot be had."""

    def load() -> bytes:
        raise ImportingError("is not beside the export")

    return Image(address, name_of(address), load)
