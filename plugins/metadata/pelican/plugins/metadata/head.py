"""The HTML for ``<head>``."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from markupsafe import Markup

from . import dublin_core, highwire, jsonld, opengraph
from .model import Person, Record, Site
from .prose import write_prose
from .record import absolute, find_preview
from .signposting import list_series, list_signposts, write_links
from .tags import write_link, write_meta


def write_head(record: Record, feed: str) -> Markup:
    """Write all tags of a post.

    Args:
        record: The post.
        feed: The link to the JSON Feed, or nothing.
    """
    lines = [write_link("canonical", record.url)]
    if record.abstract:
        lines.append(write_meta("description", record.abstract))
    if record.authors:
        lines.append(write_meta("author", ", ".join(person.name for person in record.authors)))
    lines += write_links(list_signposts(record))
    lines += write_versions(record)
    return _join(
        [
            *lines,
            feed,
            *highwire.write_highwire(record),
            *dublin_core.write_dublin_core(record),
            *opengraph.write_article(record),
            jsonld.write_jsonld(jsonld.describe_posting(record)),
        ]
    )


def write_versions(record: Record) -> Iterator[str]:
    """Yield a link to each language that a post is there in, its own, too, and to the one for all others.

    As Google asks for it (https://developers.google.com/search/docs/specialty/international/localized-versions).
    """
    for version in sorted(record.versions, key=lambda version: version.language):
        yield write_link("alternate", version.url, hreflang=version.language)
    for version in record.versions:
        if version.original:
            yield write_link("alternate", version.url, hreflang="x-default")


def write_page_head(
    site: Site,
    feed: str,
    find_person: Callable[[str], Person],
    find_card: Callable[[str], Any],
    title: str = "",
    url: str = "",
    description: str = "",
    series: Any = None,
    author: str = "",
) -> Markup:
    """Write the tags of a page that is no post: canonical link, description, Open Graph, JSON-LD.

    Args:
        site: The site.
        feed: The link to the JSON Feed, or nothing.
        find_person: Returns who is called by a name.
        find_card: Returns the card of the page at an address, or else the site's; None without any.
        title: The page's title, as HTML; the site's name without one.
        url: The page's URL relative to the site; the front page without one.
        description: What the page says, as HTML.
        series: The series that it lists, if any.
        author: Whose posts it lists, if anybody's.
    """
    plain = write_prose(description)
    address = absolute(site, url)
    lines = [write_link("canonical", address)]
    if plain:
        lines.append(write_meta("description", plain))
    shown = write_prose(title) or site.name
    card = find_preview(site, find_card(url))
    described = {}
    if series:
        lines += write_links(list_series(series, site))
        described = jsonld.describe_series(series, site)
    elif author:
        described = {
            "@type": "ProfilePage",
            "url": address,
            "mainEntity": jsonld.describe_person(find_person(author)),
        }
    elif not url:
        described = jsonld.describe_blog(site)
    shown_to_machines = jsonld.write_jsonld(described) if described else ""
    return _join([*lines, feed, *opengraph.write_page(shown, address, plain, site, card), shown_to_machines])


def link_feed(site: Site, json_feed: str | None) -> str:
    """Write the link to the JSON Feed, or nothing."""
    if not json_feed:
        return ""
    return write_link("alternate", absolute(site, json_feed), type="application/feed+json", title=site.name)


def _join(lines: Iterable[str]) -> Markup:
    return Markup("\n".join(filter(None, lines)))
