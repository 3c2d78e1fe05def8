"""What changes in a copy between the outbox and a target: links to siblings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

from crosspost.files import hash_text
from crosspost.model import Delivery, Holding, Post, defer_post
from guards.anchors import part_words

from .mark import mark_copy, post_marker

# An anchor that is called the same in a copy.
SIMPLE = re.compile(r"[\w.]+(?:-[\w.]+)*")
ATTRIBUTE = re.compile(r'(?<= )(href|src)="([^"]*)"')


@lru_cache(1024)
def anchor_prefix(post_id: str) -> str:
    """Return what stands before every id in a copy, so that two copies on one page do not collide."""
    return part_words(re.sub(r"[^\w-]+", "-", post_id.replace("/", "--"))) + "--"


def copy_anchor(post_id: str, anchor: str) -> str:
    """Return what an anchor of a post is called in its copy.

    A colon, as in Python-Markdown's footnotes, would be taken by KSES for the end of a protocol. Two hyphens
    end the prefix and nothing else, so that no anchor of one post is called like one of another.
    """
    anchor = part_words(anchor)
    if SIMPLE.fullmatch(anchor):
        return anchor_prefix(post_id) + anchor
    name = re.sub(r"(^|-)(?=-)", r"\1.", re.sub(r"[^\w.-]", "-", anchor))
    return anchor_prefix(post_id) + name


def link_siblings(post: Post, target: str, held: Mapping[str, Holding]) -> Delivery:
    """Make the delivery of a post for one target.

    Args:
        post: As in the outbox.
        target: The target's name.
        held: What that target holds of other posts, by post id.
    """
    siblings = [sibling for sibling in post.series.siblings if sibling.id in held] if post.series else []
    visitable = [sibling for sibling in siblings if held[sibling.id].visitable]
    links = {sibling.url: (held[sibling.id].url, sibling.id) for sibling in visitable}
    version = (
        f"{post.hash[:16]}.{hash_text(*(f'{old} {new}' for old, (new, _) in sorted(links.items())))[:8]}"
    )
    marker = post_marker(post)
    number = post.series.number if post.series else 0
    thread = tuple(held[sibling.id] for sibling in siblings if sibling.number < number)
    if post.short:
        # Few words hold no links to siblings, and an edit of theirs would be shown to readers.
        return Delivery(post, target, marker, f"{post.hash[:16]}.", thread)

    def lead(url: str) -> str:
        address, _, anchor = url.partition("#")
        if address not in links:
            return url
        new, sibling = links[address]
        return f"{new}#{copy_anchor(sibling, unquote(anchor))}" if anchor else new

    def write() -> Post:
        html, text = post.html, post.text
        if links:
            html = replace_links(html, lead)
            text = re.sub(r"<(https?://[^<>\s]+)>", lambda match: f"<{lead(match[1])}>", text)
        return replace(post, html=mark_copy(html, post, marker, version), text=text)

    known = {name: value for name, value in vars(post).items() if name not in {"html", "text", "_rest"}}
    return Delivery(defer_post(known, write), target, marker, version, thread)


def replace_links(html: str, lead: Callable[[str], str]) -> str:
    """Return HTML that we wrote with every address in it replaced by what `lead` makes of it."""

    def change(match: re.Match[str]) -> str:
        url = unescape(match[2])
        new = lead(url)
        return match[0] if new == url else f'{match[1]}="{escape(new)}"'

    return ATTRIBUTE.sub(change, html)


def same_content(version: str, other: str) -> bool:
    """Say whether two versions differ at most in their links to siblings."""
    return version.partition(".")[0] == other.partition(".")[0]
