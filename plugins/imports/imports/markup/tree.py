"""HTML as a tree, and what its elements are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree

from ..places import clean

DEEPEST = 80
"""Elements in elements: what is deeper is text alone."""

BLOCKS = frozenset(
    re.split(
        " ",
        "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure"
        " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table"
        " tbody td tfoot th thead tr ul",
    )
)
DROPPED = frozenset(
    re.split(
        " ",
        "script style noscript template head title meta link base input button select textarea option canvas"
        " map datalist progress meter",
    )
)
"""What is no text. Of these, those in `TOLD` were something to readers."""

TOLD = {
    "script": "a script",
    "input": "a field of a form",
    "select": "a field of a form",
    "textarea": "a field of a form",
    "button": "a button",
    "canvas": "a drawing by a script",
}
PLAYED = frozenset({"iframe", "embed", "object", "video", "audio"})
"""What plays or shows something of its own."""

CUT = "data-cut"
"""The attribute of a text of which only words are left."""

_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"[ \t\n\r\f]+")


def parse(html: str) -> Any:
    """Return the body of a text as an element of lxml; no entities of its own, nothing is loaded."""
    # A newline right behind the tag would be dropped.
    parser = etree.HTMLParser(no_network=True, huge_tree=True, encoding="utf-8")
    text = f"<div>{clean(html)}</div>".replace("\0", "")
    root = etree.fromstring(text.encode(errors="replace"), parser)
    if root is None:
        return etree.Element("div")
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        # libxml2 reads no further. What is left are the words.
        root = etree.Element("div", {CUT: ""})
        root.text = unescape(_TAG.sub(" ", text))
    return root


def tag_of(node: Any) -> str:
    """Return the name of an element in lower case; "" for comments and the like."""
    return node.tag.lower() if isinstance(node.tag, str) else ""


def classes_of(node: Any) -> set[str]:
    """Return the classes of an element."""
    return set((node.get("class") or "").split())


def text_of(node: Any) -> str:
    """Return the text of an element on one line."""
    return squeeze("".join(walk_texts(node))).strip()


def walk_texts(node: Any) -> Iterator[str]:
    """Give the texts of an element that somebody reads."""
    for event, one in etree.iterwalk(node, events=("start", "end")):
        name = tag_of(one)
        if event == "start" and name and name not in DROPPED:
            yield one.text or ""
            if name == "br":
                yield "\n"
        elif event == "end" and one is not node:
            yield one.tail or ""


def squeeze(text: str) -> str:
    """Return a text with one blank where there are several."""
    return _BLANKS.sub(" ", text)


def is_block(node: Any) -> bool:
    """Say whether an element is one that stands by itself, or has one in it."""
    name = tag_of(node)
    if name in BLOCKS:
        return True
    return bool(name) and any(tag_of(inner) in BLOCKS for inner in node.iterdescendants())


def find(node: Any, name: str) -> Any:
    """Return the first element of a name in another; None if there is none."""
    return next(node.iter(name), None)
