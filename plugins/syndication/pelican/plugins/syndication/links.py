"""What changes in a copy between the outbox and a target: links to siblings, and the marks of the copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from .files import hash_text
from .model import Delivery, Post

ATTRIBUTE = re.compile(r'(?<= )(href|src)="([^"]*)"')


def anchor_prefix(post_id: str) -> str:
    """Return what stands before every id in a copy, so that two copies on one page do not collide."""
    return re.sub(r"[^\w-]+", "-", post_id.replace("/", "--")) + "--"


def copy_anchor(post_id: str, anchor: str) -> str:
    """Return what an anchor of a post is called in its copy.

    A colon, as in Python-Markdown's footnotes, would be taken by KSES for the end of a protocol.
    """
    return anchor_prefix(post_id) + re.sub(r"[^\w.-]", "-", anchor)


def post_marker(post: Post) -> str:
    """Return the text by which a copy of this post is known on any partner's site.

    It has only letters that a site's search takes as they are and that are written the same in HTML.
    """
    plain = re.sub(r"[^A-Za-z0-9/.-]+", "-", post.id)
    name = plain if plain == post.id else f"{plain}-{hash_text(post.id)[:8]}"
    return f"{urlsplit(post.url).netloc}:{name}"


def link_siblings(post: Post, target: str, urls: Mapping[str, str]) -> Delivery:
    """Make the delivery of a post for one target.

    Args:
        post: As in the outbox.
        target: The target's name.
        urls: Where that target shows its copies, by post id.
    """
    siblings = post.series.siblings if post.series else ()
    links = {sibling.url: (urls[sibling.id], sibling.id) for sibling in siblings if sibling.id in urls}
    version = (
        f"{post.hash[:16]}.{hash_text(*(f'{old} {new}' for old, (new, _) in sorted(links.items())))[:8]}"
    )
    marker = post_marker(post)

    def lead(url: str) -> str:
        address, _, anchor = url.partition("#")
        if address not in links:
            return url
        new, sibling = links[address]
        return f"{new}#{copy_anchor(sibling, unquote(anchor))}" if anchor else new

    html = mark_copy(replace_links(post.html, lead), post, marker, version)
    text = re.sub(r"<(https?://[^>\s]+)>", lambda match: f"<{lead(match[1])}>", post.text)
    return Delivery(replace(post, html=html, text=text), target, marker, version)


def replace_links(html: str, lead: Callable[[str], str]) -> str:
    """Return HTML that we wrote with every address in it replaced by what `lead` makes of it."""

    def change(match: re.Match[str]) -> str:
        url = unescape(match[2])
        new = lead(url)
        return match[0] if new == url else f'{match[1]}="{escape(new)}"'

    return ATTRIBUTE.sub(change, html)


def mark_copy(html: str, post: Post, marker: str, version: str) -> str:
    """Wrap a copy in the element that says whose copy and which version it is."""
    language = f' lang="{escape(post.language)}"' if post.language else ""
    return (
        f'<div class="partwork-copy" data-partwork="{escape(marker)}" data-version="{version}"{language}>'
        f"\n{html}\n</div>"
    )


def read_version(html: str, marker: str) -> str | None:
    """Return the version of a copy, or None if this is no copy of the post with that marker."""
    for tag in re.findall(r"<div\b[^>]*>", html):
        attributes = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if attributes.get("data-partwork") == marker:
            return attributes.get("data-version", "")
    return None


def same_content(version: str, other: str) -> bool:
    """Say whether two versions differ at most in their links to siblings."""
    return version.partition(".")[0] == other.partition(".")[0]
