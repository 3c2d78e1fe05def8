"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterable
from typing import Any

from .model import Person, Record, Site
from .record import absolute


def write_json_feed(site: Site, path: str, description: str, posts: Iterable[tuple[Record, str]]) -> str:
    """Write the feed.

    Args:
        site: The site.
        path: The feed's URL relative to the site.
        description: The site's subtitle, possibly empty.
        posts: Each record with its content as HTML with absolute links, newest first.
    """
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": absolute(site, ""),
        "feed_url": absolute(site, path),
        "description": description,
        "language": site.language,
        "items": [_describe_item(record, html) for record, html in posts],
    }
    return json.dumps(_known(feed), ensure_ascii=False, indent=1) + "\n"


def _describe_item(record: Record, html: str) -> dict[str, Any]:
    item = {
        "id": record.id,
        "url": record.url,
        "title": record.title,
        "content_html": html,
        "summary": record.abstract,
        "image": record.image,
        "date_published": record.published.isoformat(),
        "date_modified": record.modified.isoformat(),
        "authors": [_describe_author(person) for person in record.authors],
        "tags": list(record.keywords),
        "language": record.language,
        "_references": [_describe_reference(reference) for reference in record.references],
        "_doi": record.doi_name,
        "_licence": _known({"name": record.licence, "url": record.licence_url}),
    }
    return _known(item)


def _describe_author(person: Person) -> dict[str, Any]:
    return _known({"name": person.name, "url": person.identifier})


def _describe_reference(reference: Any) -> dict[str, Any]:
    # Rogue Scholar reads the text as "reference", commonmeta as "unstructured".
    address = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    text = reference.text
    return _known({"key": reference.key, "id": address, "reference": text, "unstructured": text})


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    required = {"items", "title", "content_html"}
    return {name: value for name, value in properties.items() if value or name in required}
