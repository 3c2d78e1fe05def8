"""Pictures with captions, and what showed something of another site → Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .escaping import escape_text
from .inline import name_played, on_one_line, write_inline, write_played
from .tables import write_table
from .text import Text
from .tree import PLAYED, classes_of, find, tag_of, text_of

_EMBEDS = {"wp-block-embed", "kg-embed-card", "twitter-tweet", "youtube-wrap", "tweet", "embedded-post-wrap"}


Write = Callable[[Any, Text, int], list[str]]
"""Returns what is in an element, one text for each thing that stands by itself."""

GALLERY = "the pictures of a gallery stand one below the other now"


def write_figure(node: Any, text: Text, depth: int, write: Write) -> list[str]:
    """Return a figure."""
    pictures = list(node.iter("img"))
    words = _take_caption(node, text, depth)
    table = find(node, "table")
    if table is not None:
        return write_table(table, text, depth, words)
    if not pictures and find(node, "pre") is None and find(node, "blockquote") is None:
        return _captioned(write(node, text, depth), words)
    if len(pictures) > 1:
        return _write_gallery(write(node, text, depth), words, text.lose(GALLERY, node))
    inner = write(node, text, depth)
    if pictures and words and len(inner) == 1:
        said = f'<figcaption markdown="span">{words}</figcaption>'
        return [f'<figure markdown="1">\n\n{inner[0]}\n\n{said}\n\n</figure>']
    return _captioned(inner, words)


def _write_gallery(blocks: list[str], words: str, lost: str) -> list[str]:
    """Return several pictures one below the other, each with its own caption."""
    return _captioned([lost + blocks[0], *blocks[1:]] if blocks else [], words)


def _captioned(blocks: list[str], words: str) -> list[str]:
    return [*blocks, f"*{words}*" if "*" not in words else words] if words else blocks


def _take_caption(node: Any, text: Text, depth: int) -> str:
    """Return the caption of a figure, which is taken out of it; "" if it has none of its own."""
    captions = (one for one in node.iter("figcaption") if next(one.iterancestors("figure"), None) is node)
    caption = next(captions, None)
    if caption is None:
        return ""
    caption.tail = None
    caption.getparent().remove(caption)
    return on_one_line(write_inline(caption, text, depth))


def write_embed(node: Any, text: Text, depth: int) -> list[str]:
    """Return a link in the place of what showed something of another site; nothing if this is none."""
    classes = classes_of(node)
    if classes & {"kg-bookmark-card", "kg-file-card", "wp-block-file"}:
        return _write_card(node, text)
    if classes & {"kg-audio-card", "kg-video-card"}:
        played = next((one for one in node.iter("audio", "video") if one.get("src")), None)
        if played is not None:
            titles = (text_of(one) for one in node.iter() if "kg-audio-title" in classes_of(one))
            played.set("title", next(titles, "") or played.get("title") or "")
            caption = _take_caption(node, text, depth)
            return _captioned([write_played(played, text)], caption)
    if not classes & _EMBEDS or any(tag_of(one) in PLAYED for one in node.iterdescendants()):
        return []
    words = _take_caption(node, text, depth)
    said = text_of(node)
    links = [one.get("href") for one in node.iter("a") if one.get("href")]
    address = said if re.fullmatch(r"https?://\S+", said) else links[-1] if links else ""
    target = text.link(address) if address else ""
    if not target:
        return []
    if tag_of(node) == "blockquote" or find(node, "blockquote") is not None or (said and said != address):
        # What somebody said elsewhere stays as words.
        return []
    mark = text.lose("what another site shows here is a link now", node)
    return [f"{mark}[{words or escape_text(name_played(target))}]({target})"]


def _write_card(node: Any, text: Text) -> list[str]:
    link = next((one for one in node.iter("a") if one.get("href")), None)
    if link is None:
        return []
    target = text.link(link.get("href"))
    if not target:
        return []
    parts = {
        found[1]: text_of(one)
        for one in node.iter()
        for name in classes_of(one)
        if (found := re.fullmatch(r"kg-(?:bookmark|file-card)-(title|description|caption)", name))
    }
    title = parts.get("title") or text_of(link) or name_played(target)
    mark = text.lose("a card that showed another page is a link now", node)
    more = parts.get("description") or parts.get("caption") or ""
    return [f"{mark}[{escape_text(title)}]({target}){': ' + escape_text(more) if more else ''}"]
