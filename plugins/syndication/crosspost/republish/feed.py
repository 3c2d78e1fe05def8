"""A feed for one partner: the full copies of what it may take, as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import json
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crosspost.model import Post
from crosspost.settings import feed_path
from crosspost.text.links import link_siblings
from crosspost.text.mark import post_marker
from crosspost.text.parser import parse
from crosspost.text.plaintext import BACKLINKS
from crosspost.text.verbatim import keep_html
from guards.characters import drop_controls

from .origin import Origin

ATOM = "http://www.w3.org/2005/Atom"
# Of a feed in which nothing has been published yet.
NEVER = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself.

    Attributes:
        name: The partner's name in SYNDICATION_TARGETS.
        title: The site's name.
        home: The site's absolute address, without a final slash.
        language: The site's.
        posts: Newest first.
        hubs: The addresses of the WebSub hubs that announce it.
        origins: What else is known of posts, by their ids.
    """

    name: str
    title: str
    home: str
    language: str
    posts: tuple[Post, ...]
    hubs: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def describe(self, post: Post) -> Origin:
        """Return what else is known of a post: its authors' names at least."""
        known = self.origins.get(post.id, Origin())
        return known if known.people else replace(known, people=tuple((name, "") for name in post.authors))


def sort_posts(posts: Iterable[Post], count: int | None) -> tuple[Post, ...]:
    """Return the newest posts, at most `count`, the newest first."""
    return tuple(sorted(posts, key=lambda post: (read_time(post.published), post.id), reverse=True)[:count])


def read_time(text: str) -> datetime:
    """Return a moment; two of them may be written in different time zones."""
    return datetime.fromisoformat(text)


def post_urn(post: Post) -> str:
    """Return a post's id in feeds; neither date, title nor address change it (RFC 9562, § 5.5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, post_marker(post)).urn


def read_html(post: Post, name: str) -> str:
    """Return the copy with its mark, by which it is known when a partner has made a post of it.

    Links back to citations are left out: readers of feeds show an arrow that leads nowhere.
    """
    html = link_siblings(post, name, {}).post.html
    if any(name in html for name in BACKLINKS):
        root = parse(html)
        for link in [link for name in BACKLINKS for link in root.find_classes(name)]:
            link.remove()
        html = str(root)
    return keep_html(html)


def write_atom(feed: Feed) -> str:
    """Return the feed as Atom."""
    own = f"{feed.home}/{feed_path(feed.name, 'atom.xml')}"
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    add(root, "id", uuid.uuid5(uuid.NAMESPACE_URL, own).urn)
    add(root, "title", feed.title)
    changes = [post.modified or post.published for post in feed.posts]
    add(root, "updated", max(changes, key=read_time, default=NEVER))
    add(root, "link", rel="self", href=own, type="application/atom+xml")
    add(root, "link", rel="alternate", href=f"{feed.home}/", type="text/html")
    for hub in feed.hubs:
        add(root, "link", rel="hub", href=hub)
    if not all(post.authors for post in feed.posts):
        add(add(root, "author"), "name", feed.title)
    for post in feed.posts:
        write_entry(root, post, feed)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def write_entry(root: ET.Element, post: Post, feed: Feed) -> None:
    """Add a post to an Atom feed."""
    entry = add(root, "entry")
    if post.language:
        entry.set("xml:lang", post.language)
    add(entry, "id", post_urn(post))
    add(entry, "title", post.title)
    add(entry, "link", rel="alternate", href=post.url, type="text/html")
    add(entry, "published", post.published)
    add(entry, "updated", post.modified or post.published)
    origin = feed.describe(post)
    if origin.doi:
        add(entry, "link", rel="cite-as", href=origin.doi)
    for name, address in origin.people:
        author = add(entry, "author")
        add(author, "name", name)
        if address:
            add(author, "uri", address)
    for tag in post.tags:
        add(entry, "category", term=tag)
    if post.licence:
        if post.licence.url:
            add(entry, "link", rel="license", href=post.licence.url)
        add(entry, "rights", post.attribution_text or post.licence.name)
    if post.summary:
        add(entry, "summary", post.summary)
    add(entry, "content", read_html(post, feed.name), type="html")


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element."""
    element = ET.SubElement(parent, name, {key: drop_controls(value) for key, value in attributes.items()})
    element.text = drop_controls(text) or None
    return element


def write_json(feed: Feed) -> str:
    """Return the feed as JSON Feed 1.1; the licence is an extension of ours."""
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{feed.home}/",
        "feed_url": f"{feed.home}/{feed_path(feed.name, 'json')}",
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
        "items": [describe_item(post, feed) for post in feed.posts],
    }
    return json.dumps(known(data), ensure_ascii=False, indent=1) + "\n"


def describe_item(post: Post, feed: Feed) -> dict[str, Any]:
    """Return a post as an item of a JSON Feed."""
    licence, origin = post.licence, feed.describe(post)
    item = {
        "id": post_urn(post),
        "url": post.url,
        "title": post.title,
        "content_html": read_html(post, feed.name),
        "summary": post.summary,
        "image": post.card.url if post.card else "",
        "date_published": post.published,
        "date_modified": post.modified or post.published,
        "authors": [known({"name": name, "url": address}) for name, address in origin.people],
        "tags": list(post.tags),
        "language": post.language,
        "_references": list(origin.references),
        "_doi": origin.doi.removeprefix("https://doi.org/"),
        "_licence": {"spdx": licence.spdx, "name": licence.name, "url": licence.url} if licence else {},
    }
    return known(item)


def known(data: dict[str, Any]) -> dict[str, Any]:
    """Return what is known, and the items even if there are none."""
    return {name: value for name, value in data.items() if value or name == "items"}
