"""The article as a document (site.standard.document), beside the post that tells of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from crosspost.model import Post
from crosspost.text.graphemes import cut
from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text

from .pins import DOCUMENTS

# The only form of content in HTML that its readers know.
HTML = "org.wordpress.html"
# The server takes a million bytes at once.
LARGEST = 900_000
# What a copy says besides what its author wrote to be read.
AROUND = (
    *(f"partwork-{part}" for part in ("notice", "series", "origin", "acknowledgments", "cover", "licence")),
    "references",
    "attribution",
)
ADDRESS = re.compile(r"[ \xa0]?<https?://[^<>\s]*>")
# What stands before an item of a list or a quotation, and between the cells of a table.
SIGNS = re.compile(r"^(?: *(?:[->]|\d+\.\xa0) ?)+| \|(?= )", re.MULTILINE)


def write_document(
    post: Post,
    thumb: Mapping[str, Any] | None,
    reference: Mapping[str, str],
    publication: str,
) -> dict[str, Any]:
    """Return the record of an article; without its HTML if that is too large.

    The lexicon has no place for a licence; the text names it, and a field of our own.

    Args:
        post: With the HTML.
        thumb: Its image.
        reference: Of the post about it on Bluesky.
        publication: The address of the record of the site; "" for an article that stands alone.
    """
    site, path = part_address(post)
    record: dict[str, Any] = {
        "$type": DOCUMENTS,
        "site": publication or site,
        "path": path,
        "title": cut(post.title, 500),
        "publishedAt": post.published,
        "tags": [cut(tag, 128) for tag in dict.fromkeys(filter(None, (post.category, *post.tags)))],
        "textContent": read_words(post),
        "bskyPostRef": dict(reference),
    }
    if post.summary:
        record["description"] = cut(post.summary, 3000)
    if post.modified:
        record["updatedAt"] = post.modified
    if post.licence:
        record["license"] = post.licence.url or post.licence.spdx
    if thumb:
        record["coverImage"] = thumb
    whole = {**record, "content": {"$type": HTML, "html": post.html}}
    return whole if len(json.dumps(whole).encode()) <= LARGEST else record


def part_address(post: Post) -> tuple[str, str]:
    """Return the address of the site and the path from there: together they are the address of the post."""
    home = post.publication.url if post.publication else ""
    if home and post.url.startswith(f"{home}/"):
        return home, post.url.removeprefix(home)
    parts = urlsplit(post.url)
    return f"{parts.scheme}://{parts.netloc}", parts._replace(scheme="", netloc="").geturl() or "/"


def read_words(post: Post) -> str:
    """Return the words of an article as plain text, by which apps tell how long it takes to read.

    Notice, list of references, addresses and signs of layout would count as words to be read. The licence
    is named all the same, because the text alone may be what somebody has.
    """
    root = parse(post.html)
    for element in root.find_classes(*AROUND):
        element.remove()
    text = SIGNS.sub("", ADDRESS.sub("", write_text(root))).strip()
    return "\n\n".join(filter(None, [text, post.attribution_text]))
