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
HELD = ("draft", "is_draft", "wip", "private", "unpublished", "hidden", "unlisted", "embargo")
FREE = ("published", "publish", "public")
YES = {"true", "yes", "on", "1"}
NO = {"false", "no", "off", "0"}
WORDS = {"draft", "wip", "unpublished"}
TITLE = re.compile(r"\W*(?i:draft|wip)\s*(?:[\])}:.–—].*|\W*)|\W*(?:DRAFT|WIP)\b.*")
# Of a text the first block is looked at, and no more of that than so many characters.
LOOKED_AT = 2000
BLOCK = re.compile(r"</(?:p|ul|ol|h[1-6]|pre|dl|table|blockquote)>")
INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>")
FENCE = re.compile(r"(?:\+\+\+|---)\s.*")
HEADER = re.compile(
    r"(?:title|date|status|draft|published?|private|tags|slug|authors?|category|syndicate)\s*[:=]\s*\S.*"
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
    tags = source.lines.get("tags")
    marked = any(str(tag).lower() in WORDS for tag in tags) if isinstance(tags, list) else False
    stated = read_line(source.lines.get("status", "")).lower() == "published"
    if not stated and (TITLE.fullmatch(source.title) or marked):
        logger.error(
            "%s: its title or a tag says that it is a draft, so no copy is sent. "
            'Write "Status: draft", or change that.',
            source.source,
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
    text = re.sub(r"<[^<>]*>", "\n", INLINE.sub("", first))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and FENCE.fullmatch(lines[0]):
        return lines[0]
    return next((line for line in lines if HEADER.fullmatch(line)), "")
