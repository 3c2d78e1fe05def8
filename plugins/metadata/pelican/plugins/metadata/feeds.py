"""Atom and RSS with all authors and stable ids: each class adds to a feed class of feedgenerator.

The items of the feed hold their ``record``; what a post has no record for stays as it was.
"""

import uuid
from collections.abc import Collection
from html import escape
from typing import Any, ClassVar

from .links import make_absolute
from .model import Record, Site

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


class ScholarlyAtom:
    """Atom (RFC 4287) with an element for each author, each entry's language, its DOI (RFC 8574)."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Give the entry its language."""
        attributes: dict[str, str] = super().item_attributes(item)  # type: ignore[misc]
        record = item.get("record")
        return {**attributes, "xml:lang": record.language} if record else attributes

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the authors and the DOI."""
        super().add_item_elements(handler, item)  # type: ignore[misc]
        if item.get("record") and item["record"].doi:
            handler.addQuickElement("link", None, {"rel": "cite-as", "href": item["record"].doi})
        for person in item["record"].authors if item.get("record") else ():
            handler.startElement("author", {})
            handler.addQuickElement("name", person.name)
            if person.identifier:
                handler.addQuickElement("uri", person.identifier)
            handler.endElement("author")


class ScholarlyRss:
    """RSS 2.0 with the full text, each author, the language and the date of the last change."""

    feed: ClassVar[dict[str, Any]]

    def rss_attributes(self) -> dict[str, str]:
        """Declare the modules."""
        attributes: dict[str, str] = super().rss_attributes()  # type: ignore[misc]
        return {**attributes, "xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add authors, language, date of change and full text."""
        super().add_item_elements(handler, item)  # type: ignore[misc]
        record = item.get("record")
        if record is None:
            return
        for person in record.authors:
            handler.addQuickElement("dc:creator", person.name, {"xmlns:dc": DUBLIN_CORE})
        handler.addQuickElement("dc:language", record.language, {"xmlns:dc": DUBLIN_CORE})
        handler.addQuickElement("atom:updated", record.modified.isoformat())
        handler.addQuickElement("content:encoded", item["full_text"])


def enrich_feed(feed: Any, site: Site, path: str) -> None:
    """Make a feed write the records that its items hold, and give it an id and a language of its own.

    The feed gets a class of its own that extends the one it has, so that other plugins can do the same.

    Args:
        feed: A feed of feedgenerator.
        site: The site.
        path: The feed's address, from which its id is made.
    """
    feed.feed["id"] = uuid.uuid5(uuid.NAMESPACE_URL, path).urn
    feed.feed["language"] = feed.feed["language"] or site.language
    if not all(item["record"].authors for item in feed.items if item.get("record")):
        # A feed names an author where an entry does not (RFC 4287, § 4.1.1).
        feed.feed["author_name"] = site.name
    own = ScholarlyRss if hasattr(feed, "rss_attributes") else ScholarlyAtom
    feed.__class__ = type(own.__name__, (own, feed.__class__), {})


def enrich_item(
    item: dict[str, Any], record: Record, full_text: str, summary: str, unshown: Collection[str]
) -> None:
    """Give a feed's item its record, its stable id and absolute links.

    Args:
        item: An item of feedgenerator's.
        record: The post.
        full_text: The post's content, its links absolute.
        summary: What the author wrote as its summary, as HTML; without it the abstract stands there, since
            what Pelican cuts from the text has links and marks that lead nowhere.
        unshown: Names of categories that no reader knows, such as that of a folder.
    """
    item.update(
        record=record,
        title=record.title,
        unique_id=record.id,
        unique_id_is_permalink=False,
        updateddate=record.modified,
        # The classes above write every author.
        author_name=None,
        full_text=full_text,
        categories=[name for name in item["categories"] or () if str(name) not in unshown],
        description=make_absolute(summary, record.url) or escape(record.abstract, quote=False) or None,
    )
    if item["content"] is not None:
        item["content"] = full_text
