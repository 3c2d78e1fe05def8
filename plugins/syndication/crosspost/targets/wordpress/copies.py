"""What a WordPress site holds of ours: our copies, known by their marks, and others', by their links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from crosspost.errors import BlockedError
from crosspost.model import Delivery, Holding
from crosspost.text.mark import fold_title, hash_stored, is_edited, is_namesake, read_mark, read_marks

from .api import Api

LINK = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""")
TAG = re.compile(r"<(?:a|link)\b[^<>]*>")
CANONICAL = re.compile(r"""\brel=["'][^"']*\bcanonical\b""")
# What is asked of a post that we may edit, and of one that we can only read.
STORED = "id,link,status,slug,title.raw,content.raw,excerpt.raw"
SHOWN = "id,link,status,slug,title.rendered,content.rendered"


class Survey:
    """All posts of a site that mention ours, as they were at one moment."""

    def __init__(self, api: Api, url: str) -> None:
        """Ask for them, whatever their state and whoever owns them now.

        Args:
            api: The partner's.
            url: An address on our site.
        """
        search = {"search": urlsplit(url).netloc, "status": "any,trash", "orderby": "id", "order": "asc"}
        # Only what readers can see of a post is told to those who may not edit it.
        posts = {post["id"]: post for post in api.list("posts", **search, _fields=SHOWN)}
        posts |= {post["id"]: post for post in api.list("posts", **search, context="edit", _fields=STORED)}
        self.marked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self.linked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for _, post in sorted(posts.items()):
            markers = read_marks(content(post))
            for marker in markers:
                self.marked[marker].append(post)
            if not markers and post["status"] != "trash":
                for link in links_of(content(post)):
                    self.linked[link].append(post)

    def find_ours(self, delivery: Delivery) -> list[Mapping[str, Any]]:
        """Return the copies that carry the mark of a post, those in the trash last, the oldest first."""
        found = self.marked.get(delivery.marker, [])
        return sorted(found, key=lambda post: post["status"] == "trash")

    def find_theirs(self, delivery: Delivery) -> Mapping[str, Any] | None:
        """Return a copy of a post that was made by hand: best what names it as its original.

        What only links to the post, such as an article about it, is no copy of it.
        """
        ours, url = delivery.post, trim(delivery.post.url)
        linked = self.linked.get(url, [])
        declared = [post for post in linked if url in originals_of(content(post))]
        namesakes = [post for post in linked if is_namesake(name(post), str(post.get("slug") or ""), ours)]
        return max(
            declared or namesakes,
            key=lambda post: (
                fold_title(name(post)) == fold_title(ours.title),
                post.get("slug") == ours.slug,
            ),
            default=None,
        )


def links_of(html: str) -> set[str]:
    """Return where links lead."""
    return {trim(unescape(one or other)) for one, other in LINK.findall(html)}


def originals_of(html: str) -> set[str]:
    """Return what an article names as its original."""
    return links_of(" ".join(tag for tag in TAG.findall(html) if CANONICAL.search(tag)))


def trim(url: str) -> str:
    """Return an address without what makes no difference to where it leads."""
    return url.strip().rstrip("/")


def field(post: Mapping[str, Any], key: str) -> str:
    """Return a field of a post as the site stores it, or else as it shows it."""
    value = post.get(key)
    if not isinstance(value, Mapping):
        return ""
    return str(value.get("raw") or value.get("rendered") or "")


def name(post: Mapping[str, Any]) -> str:
    """Return the title of a post as plain text."""
    return unescape(field(post, "title"))


def content(post: Mapping[str, Any]) -> str:
    """Return the content of a post as HTML."""
    return field(post, "content")


def find_marker(html: str) -> str:
    """Return the first of our marks in a post; "" if there is none."""
    return next(iter(read_marks(html)), "")


def describe(post: Mapping[str, Any], marker: str = "") -> Holding:
    """Return what the site holds.

    Args:
        post: As the site answers.
        marker: Whose copy it should be; any of ours if that does not matter.
    """
    html = content(post)
    mark = read_mark(html, marker or find_marker(html))
    raw = [str((post.get(key) or {}).get("raw") or "") for key in ("content", "title", "excerpt")]
    return Holding(
        str(post["id"]),
        str(post["link"]),
        post["status"] == "publish",
        mark.version if mark else "",
        hash_stored(*raw),
    )


def is_changed(post: Mapping[str, Any], marker: str = "") -> bool:
    """Say whether the words of our copy are others than we sent; not known of one that we may not edit."""
    html = str((post.get("content") or {}).get("raw") or "")
    mark = read_mark(html, marker or find_marker(html))
    return mark is not None and is_edited(html, mark)


def show(post: Mapping[str, Any]) -> str:
    """Return title and content of a post as plain text."""
    from crosspost.text.parser import parse
    from crosspost.text.plaintext import write_text

    return f"{name(post)}\n\n{write_text(parse(content(post)))}"


def find_double(api: Api, delivery: Delivery, holding: Holding) -> Mapping[str, Any] | None:
    """Return the oldest copy of a post, if it is older than the one that was made just now.

    It is looked for by its address, because a site's search may be a plugin that knows no marks; a
    contributor's has none.
    """
    slug = delivery.post.slug
    where = {"slug": f"{slug},{slug}-2,{slug}-3"} if api.may("publish_posts") else {"search": delivery.marker}
    found = api.list("posts", **where, status="any", context="edit", _fields=STORED)
    ours = [post for post in found if read_mark(content(post), delivery.marker)]
    first = min(ours, key=lambda post: int(post["id"]), default=None)
    return first if first and int(first["id"]) < int(holding.id) else None


def edited_there(url: str, theirs: str = "") -> BlockedError:
    """Return what stops us from replacing a copy that the partner has worked on."""
    return BlockedError(
        f"{url} is our copy, but was changed there. Look at it, then publish with --overwrite", theirs
    )


def in_trash(url: str) -> BlockedError:
    """Return what stops us from making a copy that the partner has thrown away, and no receipt tells of."""
    return BlockedError(
        f"{url} is in the partner's trash. Ask the partner to take it out, or leave this target out with a "
        "line Syndicate"
    )
