"""Whether a post is meant to go out: what looks like a draft, or has its header in its text, is not sent.

A site may have no other guard. What was sent earlier stays as it is.
"""

from __future__ import annotations

import logging
import re

from .lines import read_line, show_place
from .source import Source

logger = logging.getLogger(__name__)

# Lines by which authors of other tools say that a post waits, and by which they say that it does not.
HELD = ("draft", "wip", "private", "unpublished", "unlisted", "embargo")
FREE = ("published", "publish")
YES = {"true", "yes", "on", "1", ""}
NO = {"false", "no", "off", "0"}
# Of a text the first block is looked at, and no more of that than so many characters.
LOOKED_AT = 2000
BLOCK = re.compile(r"</(?:p|li|h[1-6]|pre|td|dd|blockquote)>")
FENCE = re.compile(r"(?:\+\+\+|---)\s.*")
HEADER = re.compile(
    r"(?:title|date|status|draft|published?|tags|slug|authors?|category|summary|syndicate)\s*[:=]\s*\S.*"
    r"|(?:status|draft|published?)\s+(?:draft|hidden|true|false|yes|no)\W*",
    re.IGNORECASE,
)


def check_ready(source: Source, html: str) -> bool:
    """Say whether nothing in a published post says that it should not be one, and tell what does.

    Args:
        source: The post.
        html: Its content.
    """
    word = find_word(source)
    if word:
        logger.error(
            '%s: "%s: %s" may mean that this is not for readers yet, so no copy is sent. '
            'Write "Status: draft", or remove the line.',
            show_place(source.source, source.file, word),
            word.title(),
            read_line(source.lines[word]),
        )
        return False
    line = find_header(html)
    if line:
        logger.error(
            '%s: the text begins like a header ("%s"), so no copy is sent. A header has a line "Name: value" '
            "for each thing, with nothing between them; an empty line ends it.",
            source.source,
            line[:60],
        )
        return False
    return True


def find_word(source: Source) -> str:
    """Return the line of a post's metadata that says, or may say, that it waits; "" if there is none."""
    for words, held in ((HELD, YES), (FREE, NO)):
        for word in words:
            value = read_line(source.lines.get(word, "-")).lower() if word in source.lines else None
            if value is not None and (value in held or value not in YES | NO):
                return word
    return ""


def find_header(html: str) -> str:
    """Return the line at the beginning of a text that belongs into a header; "" if there is none."""
    first = BLOCK.split(html[:LOOKED_AT], maxsplit=1)[0]
    lines = [line.strip() for line in re.sub(r"<[^<>]*>", "\n", first).splitlines() if line.strip()]
    if lines and FENCE.fullmatch(lines[0]):
        return lines[0]
    return next((line for line in lines if HEADER.fullmatch(line)), "")
