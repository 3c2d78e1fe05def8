"""What a WebSub hub is told of: the site's feeds. They name the hub, and the outbox says what they hold.

A hub takes no posts: what is due at it is a file for each feed, which changes when the feed does.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, ClassVar

from crosspost.files import hash_text
from crosspost.model import Post
from crosspost.text.mark import seal_post

# So many entries are listed, for people who read a plan.
LISTED = 10
JSON_FEED = "https://jsonfeed.org/version/"
TYPE = "WebSub"


class HubAtom:
    """Atom with `<link rel="hub">` (W3C WebSub, § 4)."""

    feed: ClassVar[dict[str, Any]]

    def add_root_elements(self, handler: Any) -> None:
        """Add the hubs; feedgenerator adds the link `self`."""
        super().add_root_elements(handler)  # type: ignore[misc]
        for hub in self.feed["hubs"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": hub})


class HubRss:
    """RSS with `<atom:link rel="hub">`."""

    feed: ClassVar[dict[str, Any]]

    def add_root_elements(self, handler: Any) -> None:
        """Add the hubs; feedgenerator adds the link `self`."""
        super().add_root_elements(handler)  # type: ignore[misc]
        for hub in self.feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})


def name_hubs(feed: Any, hubs: Sequence[str]) -> None:
    """Make a feed of feedgenerator's name its hubs.

    The feed gets a class of its own that extends the one it has, so that other plugins can do the same.
    """
    if hubs:
        feed.feed["hubs"] = hubs
        own = HubRss if hasattr(feed, "rss_attributes") else HubAtom
        feed.__class__ = type(own.__name__, (own, feed.__class__), {})


def name_hubs_in_json(path: Path, hubs: Sequence[str]) -> bool:
    """Make a JSON Feed name its hubs (JSON Feed 1.1), and say whether the file is one at all."""
    feed = read_json(path)
    if not feed:
        return False
    named = [{"type": TYPE, "url": hub} for hub in hubs]
    if hubs and feed.get("hubs") != named:
        items = feed.pop("items", [])
        text = json.dumps({**feed, "hubs": named, "items": items}, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")
    return True


def read_json(path: Path) -> dict[str, Any]:
    """Return a JSON Feed; empty if the file is none."""
    try:
        feed = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return feed if isinstance(feed, dict) and str(feed.get("version", "")).startswith(JSON_FEED) else {}


def collect_topics(output: Path, siteurl: str, feeds: Iterable[Path]) -> list[Post]:
    """Return a post for each feed that has entries; one without has nothing to tell.

    Args:
        output: The folder with the site's files.
        siteurl: The site's address, without a final slash.
        feeds: Their files.
    """
    topics = []
    for path in sorted(set(feeds)):
        data = path.read_text(encoding="utf-8")
        name = path.relative_to(output).as_posix()
        title, address, entries = read_json_feed(data) if name.endswith(".json") else read_xml_feed(data)
        if not entries:
            continue
        lines = [f"{when} {what}".strip() for when, what in sorted(entries, reverse=True)[:LISTED]]
        topics.append(
            seal_post(
                Post(
                    id=name,
                    slug=re.sub(r"\W+", "-", name),
                    title=f"Feed {title}",
                    html="",
                    text="\n".join([*lines, f"Content: {hash_text(data)}", ""]),
                    summary="",
                    # As the feed calls itself: a hub knows it by that name alone.
                    url=address if address.startswith("http") else f"{siteurl}/{name}",
                    published=lines[0].partition(" ")[0],
                    modified="",
                    language="",
                    authors=(),
                    category="",
                    tags=(),
                    licence=None,
                    attribution_html="",
                    attribution_text="",
                    series=None,
                    images=(),
                )
            )
        )
    return topics


def read_json_feed(data: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return title, own address, and date and title of the entries of a JSON Feed."""
    feed = json.loads(data)
    entries = [
        (str(item.get("date_modified") or item.get("date_published") or ""), str(item.get("title", "")))
        for item in feed.get("items", [])
    ]
    return str(feed.get("title", "")), str(feed.get("feed_url", "")), entries


def read_xml_feed(data: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return title, own address, and date and title of the entries of an Atom or RSS feed."""
    root = ET.fromstring(data)
    for element in root.iter():
        # RSS has no namespace, and those of its modules do not matter here.
        element.tag = element.tag.rpartition("}")[2]
    channel = root.find("channel") if root.tag == "rss" else root
    if channel is None:
        return "", "", []
    links = [link.get("href", "") for link in channel.findall("link") if link.get("rel") == "self"]
    entries = [
        (read_date(entry), entry.findtext("title", ""))
        for entry in (*channel.findall("entry"), *channel.findall("item"))
    ]
    return channel.findtext("title", ""), next(iter(links), ""), entries


def read_date(entry: ET.Element) -> str:
    """Return when an entry changed, ISO 8601; "" if it does not say."""
    for name in ("updated", "published"):
        if found := entry.findtext(name):
            return found
    try:
        return parsedate_to_datetime(entry.findtext("pubDate", "")).isoformat()
    except ValueError:
        return ""
