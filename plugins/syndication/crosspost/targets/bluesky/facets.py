"""What is a link, a hashtag or a mention in a text for Bluesky: facets, which count its bytes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crosspost.text.graphemes import measure

LINK = re.compile(r"(?<![^\W_])https?://[^\s<>\"]+")
HASHTAG = re.compile(r"(?<!\S)[#\uff03]([^\s\u00ad\u200b\u2060]+)")
# A handle is a domain name (atproto.com, specification of handles).
LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
MENTION = re.compile(
    rf"(?<![^\s(\[{{“‘\"'–—])@((?:{LABEL}\.)+[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?![\w@])"
)
# In characters, app.bsky.richtext.facet#tag.
LONGEST_TAG = 64


@dataclass(frozen=True)
class Span:
    """A part of a text, in characters, and what it is."""

    start: int
    end: int
    feature: Mapping[str, str]


def write_facets(
    text: str, url: str, mentions: Mapping[str, str], resolve: Callable[[str], str | None]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the facets of a text, and the accounts in it that nobody has.

    Args:
        text: As it is sent.
        url: The address in it that is a link whatever it is made of.
        mentions: Who is mentioned: what stands in the text → the account.
        resolve: Returns the identifier (DID) of an account, if there is one.
    """
    unknown: dict[str, None] = {}

    def mention(start: int, end: int, account: str) -> Span:
        did = resolve(account)
        if did is None:
            unknown[account] = None
        return Span(start, end, {"$type": "app.bsky.richtext.facet#mention", "did": did} if did else {})

    def find() -> Iterator[Span]:
        yield from find_links(text, url)
        for words, account in sorted(mentions.items(), key=lambda pair: -len(pair[0])):
            for match in re.finditer(rf"(?<![\w@]){re.escape(words)}(?![\w@]|[.-]\w)", text) if words else ():
                yield mention(*match.span(), account)
        for match in MENTION.finditer(text):
            yield mention(*match.span(), match[1])
        yield from find_hashtags(text)

    taken: list[Span] = []
    for span in find():
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    facets = [
        {
            "index": {
                "byteStart": len(text[: span.start].encode()),
                "byteEnd": len(text[: span.end].encode()),
            },
            "features": [dict(span.feature)],
        }
        for span in sorted(taken, key=lambda span: span.start)
        if span.feature
    ]
    return facets, list(unknown)


def find_links(text: str, url: str) -> Iterator[Span]:
    """Return the addresses in a text, without the punctuation of the sentences that they stand in."""
    kind = "app.bsky.richtext.facet#link"
    if url:
        for match in re.finditer(rf"{re.escape(url)}(?![\w/])", text):
            yield Span(*match.span(), {"$type": kind, "uri": url})
    for match in LINK.finditer(text):
        found = trim_link(match[0])
        if found.partition("//")[2]:
            yield Span(match.start(), match.start() + len(found), {"$type": kind, "uri": found})


def trim_link(text: str) -> str:
    """Return an address without the punctuation that ends its sentence, and brackets not opened in it."""
    counts, end = Counter(text), len(text)
    while end:
        last = text[end - 1]
        unmatched = last in ")]}" and counts[last] > counts["([{"[")]}".index(last)]]
        if last not in ".,;:!?…'’”*_" and not unmatched:
            break
        counts[last] -= 1
        end -= 1
    return text[:end]


def find_hashtags(text: str) -> Iterator[Span]:
    """Return the hashtags in a text: not digits alone, without punctuation at their end, not too long."""
    for match in HASHTAG.finditer(text):
        tag = match[1]
        while tag and unicodedata.category(tag[-1])[0] == "P":
            tag = tag[:-1]
        worded = any(unicodedata.category(letter)[0] not in "NPM" for letter in tag)
        if worded and measure(tag) <= LONGEST_TAG:
            end = match.start() + 1 + len(tag)
            yield Span(match.start(), end, {"$type": "app.bsky.richtext.facet#tag", "tag": tag})
