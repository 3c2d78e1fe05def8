"""The mark of a copy: whose copy it is, of which version, and whether anybody changed its words since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

from .files import hash_text
from .model import Post
from .plaintext import parse, write_text


@dataclass(frozen=True)
class Mark:
    """What a copy says of itself.

    Attributes:
        version: Of the delivery that it was made from.
        words: Hash of the words of that delivery.
    """

    version: str
    words: str


def post_marker(post: Post) -> str:
    """Return the text by which a copy of this post is known on any partner's site.

    It has only letters that a site's search takes as they are and that are written the same in HTML.
    """
    plain = re.sub(r"[^A-Za-z0-9/.-]+", "-", post.id)
    name = plain if plain == post.id else f"{plain}-{hash_text(post.id)[:8]}"
    return f"{urlsplit(post.url).netloc}:{name}"


def mark_copy(html: str, post: Post, marker: str, version: str) -> str:
    """Wrap a copy in the element that is its mark."""
    language = f' lang="{escape(post.language)}"' if post.language else ""
    return (
        f'<div class="partwork-copy" data-partwork="{escape(marker)}" data-version="{version}" '
        f'data-words="{post.words}"{language}>\n{html}\n</div>'
    )


def read_mark(html: str, marker: str) -> Mark | None:
    """Return the mark of a copy, or None if this is no copy of the post with that marker."""
    for tag in re.findall(r"<div\b[^>]*>", html):
        attributes = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if attributes.get("data-partwork") == marker:
            return Mark(attributes.get("data-version", ""), attributes.get("data-words", ""))
    return None


def is_edited(html: str, mark: Mark) -> bool:
    """Say whether the words of a stored copy are others than those that its mark was made for.

    Links do not count: they lead to a partner's own copies.
    """
    return hash_words(write_text(parse(html))) != mark.words


def hash_words(text: str) -> str:
    """Return a hash of the words of a plain text (as `write_text` makes it), without addresses of links."""
    return hash_text(" ".join(re.sub(r"\s*<https?://[^>]*>", " ", text).split()))[:16]
