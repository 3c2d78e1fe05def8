"""What a Ghost site holds of ours: our copies, known by their marks, and others', by their links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from typing import Any
from urllib.parse import quote as encode_url

from ..mark import read_mark
from ..model import Delivery, Image
from ..plaintext import parse, write_text

MARK = re.compile(r'<div\b[^>]*\bdata-partwork="([^"]*)"')
LINK = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""")
# In plain text: what an address stands behind, and the address.
NAMED = re.compile(r"((?:[^\s,;<>()][^,;<>()]*?)?) ?<(https?://[^\s<>]+)>")
# The most characters that Ghost takes of a tag.
TAG = 191
# What may stand in an address as it is (RFC 3986, § 2).
SIGNS = "%/:?#[]@!$&'()*+,;=-._~"


def find_ours(posts: Iterable[Mapping[str, Any]], marker: str) -> list[Mapping[str, Any]]:
    """Return the copies with our mark of a post."""
    return [post for post in posts if read_mark(html_of(post), marker)]


def find_theirs(posts: Iterable[Mapping[str, Any]], delivery: Delivery) -> Mapping[str, Any] | None:
    """Return what links to a post and is no copy of ours: best what names it as its original."""
    url, title = trim(delivery.post.url), delivery.post.title.casefold()

    def name_original(post: Mapping[str, Any]) -> bool:
        return trim(str(post["canonical_url"] or "")) == url

    found = [
        post
        for post in posts
        if "data-partwork=" not in html_of(post) and (name_original(post) or url in links_of(post))
    ]
    return max(
        found,
        key=lambda post: (
            name_original(post),
            post["title"].casefold() == title,
            post["slug"] == delivery.post.slug,
        ),
        default=None,
    )


def find_marker(post: Mapping[str, Any]) -> str:
    """Return the first of our marks in a post; "" if there is none."""
    found = MARK.search(html_of(post))
    return unescape(found[1]) if found else ""


def html_of(post: Mapping[str, Any]) -> str:
    """Return the HTML of a post, as the site shows it."""
    return str(post.get("html") or "")


def links_of(post: Mapping[str, Any]) -> set[str]:
    """Return where the links of a post lead."""
    return {trim(unescape(one or other)) for one, other in LINK.findall(html_of(post))}


def trim(url: str) -> str:
    """Return an address without what makes no difference to where it leads."""
    return plain_address(url.strip()).rstrip("/")


def plain_address(url: str) -> str:
    """Return an address without letters that Ghost refuses in one."""
    return encode_url(url, safe=SIGNS)


def show(post: Mapping[str, Any]) -> str:
    """Return title and content of a post as plain text."""
    return f"{post['title']}\n\n{write_text(parse(html_of(post)))}"


def wrap_card(html: str) -> str:
    """Return the HTML that Ghost makes of an HTML card."""
    return f"<!--kg-card-begin: html-->\n{html}\n<!--kg-card-end: html-->"


def write_card(html: str) -> str:
    """Return the content of a post that is one HTML card, in Ghost's own format (Lexical).

    Only so the HTML stays as it is: given as HTML, it is read and written anew, or made into Ghost's own.
    """
    card = {"type": "html", "version": 1, "html": html}
    common = {"direction": None, "format": "", "indent": 0, "version": 1}
    return json.dumps({"root": {"type": "root", "children": [card], **common}})


def write_caption(image: Image) -> str:
    """Return caption and credit of an image as HTML, with the links that they have."""
    html, rest = "", " ".join(filter(None, [image.caption, image.credit]))
    while match := NAMED.search(rest):
        html += escape(rest[: match.start()], quote=False)
        html += f'<a href="{escape(match[2])}">{escape(match[1] or match[2], quote=False)}</a>'
        rest = rest[match.end() :]
    return html + escape(rest, quote=False)


def join_tags(theirs: Sequence[Mapping[str, Any]], ours: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return the tags of a post: those that it has, and ours; the first one is its primary tag."""
    tags = list(theirs)
    names = {str(tag["name"]).casefold() for tag in theirs}
    for name in ours:
        name = cut(name.strip().lstrip(","), TAG)
        if name and name.casefold() not in names:
            names.add(name.casefold())
            tags.append({"name": name})
    return tags


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.–—-") + "…"
