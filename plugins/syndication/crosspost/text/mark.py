"""The mark of a copy: whose copy it is, of which version, and whether anybody changed its words since."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from crosspost.files import hash_text, unfold
from crosspost.model import Post

# A mark has neither of these signs within, and what a partner never closes is not read to its end each time.
TAG = re.compile(r"<div\b[^<>]*>")
ATTRIBUTE = re.compile(r'(?<![\w-])([\w-]+)="([^"]*)"')
# What stands before an item of a list, and before the first item of a list within it.
ITEM = re.compile(r"(?:[-> ]|\d+\.\xa0)+")


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
    return f"{urlsplit(post.url).netloc}:{name_mark(post.id)}"


def name_mark(post_id: str) -> str:
    """Return what a marker calls a post."""
    plain = re.sub(r"[^A-Za-z0-9/.-]+", "-", post_id)
    return plain if plain == post_id else f"{plain}-{hash_text(post_id)[:8]}"


def mark_copy(html: str, post: Post, marker: str, version: str) -> str:
    """Wrap a copy in the element that is its mark."""
    language = f' lang="{escape(post.language)}"' if post.language else ""
    return (
        f'<div class="partwork-copy" data-partwork="{escape(marker)}" data-version="{version}" '
        f'data-words="{post.words}"{language}>\n{html}\n</div>'
    )


def read_mark(html: str, marker: str) -> Mark | None:
    """Return the mark of a copy, or None if this is no copy of the post with that marker."""
    return read_marks(html).get(marker)


def read_marks(html: str) -> dict[str, Mark]:
    """Return all marks in an article, by their markers."""
    marks: dict[str, Mark] = {}
    for tag in TAG.findall(html) if "data-partwork=" in html else ():
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        if marker := attributes.get("data-partwork"):
            mark = Mark(tidy_version(attributes.get("data-version", "")), attributes.get("data-words", ""))
            marks.setdefault(marker, mark)
    return marks


def tidy_version(version: str) -> str:
    """Return the version that a copy says it is of; what no version of ours can be is an odd one."""
    return version if re.fullmatch(r"[\w.]{0,80}", version, re.ASCII) else "odd"


def fold_title(title: str) -> str:
    """Return the words of a title, without case and punctuation, for comparison."""
    text = normalize("NFKC", title).casefold()
    return " ".join(re.sub(r"\W+", " ", text).split()) or text


def is_edited(html: str, mark: Mark) -> bool:
    """Say whether the words of a stored copy are others than those that its mark was made for.

    Links do not count: they lead to a partner's own copies.
    """
    from .parser import parse
    from .plaintext import write_text

    return hash_words(write_text(parse(html))) != mark.words


def hash_wording(post: Post) -> str:
    """Return a hash of the words of a post, which stays the same when it is moved, renamed or retitled.

    The title stands among them where the licence is told, and many a file is renamed for a new title.
    """
    return hash_words(post.text.replace(post.title, " "))


def hash_words(text: str) -> str:
    """Return a hash of the words of a plain text (as `write_text` makes it).

    Addresses of links do not count, nor numbers of lists, which a partner's filter may begin anew.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if match := ITEM.match(line):
            lines[number] = re.sub(r"\d+\.", "-", match[0]) + line[match.end() :]
    words = re.sub(r"<https?://[^<>]*>", " ", "\n".join(lines))
    return hash_text(" ".join(words.split()))[:16]


def hash_stored(html: str, *texts: str) -> str:
    """Return a hash of what a partner's readers get, by which its edits are noticed.

    An editor there writes the same anew: other line ends, another order of attributes, letters where there
    were references, no span that says nothing. What counts is words, addresses of links, and images.

    Args:
        html: As it is stored.
        texts: What else is: title, summary.
    """
    from .parser import parse
    from .plaintext import write_text

    root = parse(html)
    images = [image.attrs.get("src", "") for image in root.find_all("img")]
    return hash_text(*(" ".join(text.split()) for text in (write_text(root), *map(unescape, texts))), *images)


def seal_post(post: Post) -> Post:
    """Return the post with its hashes."""
    post = replace(post, words=hash_words(post.text))
    return replace(post, hash=hash_fields(unfold(post)))


def hash_fields(fields: Mapping[str, Any]) -> str:
    """Return the hash of everything in a post; few are told of the site, and only those differ by it."""
    told = {name: value for name, value in fields.items() if value or name != "publication"}
    return hash_text(json.dumps({**told, "hash": ""}, sort_keys=True))
