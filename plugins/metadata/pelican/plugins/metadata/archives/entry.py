"""A post in a site's feeds, as archives read it."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Entry:
    """What a feed says of a post.

    Attributes:
        feed: The feed's path.
        url: The post's address.
        title: Plain text.
        authors: Name, and address or "".
        published, updated: ISO 8601.
        abstract: Plain text or HTML.
        language: Its language tag.
        licence: The address of the licence.
        html: The full text.
        works: The text of each work cited, and its id or "".
        doi: The post's own.
    """

    feed: str
    url: str
    title: str
    authors: tuple[tuple[str, str], ...]
    published: str
    updated: str
    abstract: str
    language: str
    licence: str
    html: str
    works: tuple[tuple[str, str], ...]
    doi: str

    @property
    def words(self) -> int:
        """How many words the full text has."""
        return len(unescape(re.sub(r"<[^<>]*>", " ", self.html)).split())


def read_feeds(site: Path) -> Iterator[Entry]:
    """Yield the posts of a site's feeds: those of JSON Feed first, which says most."""
    for path in sorted(site.rglob("*.json")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if "jsonfeed.org/version/" in text[:300]:
            yield from _read_json(text, path.relative_to(site).as_posix())
    for path in sorted(site.rglob("*.xml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if "<feed" in text[:300]:
            yield from _read_atom(text, path.relative_to(site).as_posix())


def _read_json(text: str, feed: str) -> Iterator[Entry]:
    try:
        items: list[dict[str, Any]] = json.loads(text).get("items", [])
    except (ValueError, AttributeError):
        return
    for item in items:
        authors = [(one.get("name", ""), one.get("url", "")) for one in item.get("authors", ())]
        works = [(one.get("reference", ""), one.get("id", "")) for one in item.get("_references", ())]
        yield Entry(
            feed,
            item.get("url", ""),
            item.get("title", ""),
            tuple(authors),
            item.get("date_published", ""),
            item.get("date_modified", ""),
            item.get("summary", ""),
            item.get("language", ""),
            (item.get("_licence") or {}).get("url", ""),
            item.get("content_html", ""),
            tuple(works),
            item.get("_doi", ""),
        )


def _read_atom(text: str, feed: str) -> Iterator[Entry]:
    try:
        root = ET.fromstring(text.encode())
    except ET.ParseError:
        return
    for entry in root.iter(f"{ATOM}entry"):
        links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.iter(f"{ATOM}link")}
        people = [
            (author.findtext(f"{ATOM}name", ""), author.findtext(f"{ATOM}uri", ""))
            for author in entry.iter(f"{ATOM}author")
        ]
        yield Entry(
            feed,
            links.get("alternate", ""),
            entry.findtext(f"{ATOM}title", ""),
            tuple(people),
            entry.findtext(f"{ATOM}published", ""),
            entry.findtext(f"{ATOM}updated", ""),
            entry.findtext(f"{ATOM}summary", ""),
            entry.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
            links.get("license", ""),
            entry.findtext(f"{ATOM}content", ""),
            (),
            links.get("cite-as", "").removeprefix("https://doi.org/"),
        )
