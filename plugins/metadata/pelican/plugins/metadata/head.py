"""The HTML for ``<head>``."""

from collections.abc import Iterable

from markupsafe import Markup

from . import dublin_core, highwire, jsonld, opengraph
from .model import Record, Site
from .prose import write_prose
from .record import absolute, encode

META = Markup('<meta name="{}" content="{}">')
CANONICAL = Markup('<link rel="canonical" href="{}">')


def write_head(record: Record, feed: Markup) -> Markup:
    """Write all tags of a post.

    Args:
        record: The post.
        feed: The link to the JSON Feed, or nothing.
    """
    lines = [CANONICAL.format(record.url)]
    if record.abstract:
        lines.append(META.format("description", record.abstract))
    if record.authors:
        lines.append(META.format("author", ", ".join(person.name for person in record.authors)))
    if record.licence_url:
        lines.append(Markup('<link rel="license" href="{}">').format(record.licence_url))
    for file in record.exports:
        link = Markup('<link rel="describedby" type="{}" href="{}" title="{}">')
        lines.append(link.format(file.type, encode(f"{record.site_url}/{file.url}"), file.label))
    return _join(
        [
            *lines,
            feed,
            *highwire.write_highwire(record),
            *dublin_core.write_dublin_core(record),
            *opengraph.write_article(record),
            jsonld.write_jsonld(record),
        ]
    )


def write_page_head(
    site: Site, feed: Markup, title: str = "", url: str = "", description: str = ""
) -> Markup:
    """Write the tags of a page that is no post: canonical link, description, Open Graph.

    Args:
        site: The site.
        feed: The link to the JSON Feed, or nothing.
        title: The page's title, as HTML; the site's name without one.
        url: The page's URL relative to the site; the front page without one.
        description: What the page says, as HTML.
    """
    plain = write_prose(description)
    lines = [CANONICAL.format(absolute(site, url))]
    if plain:
        lines.append(META.format("description", plain))
    shown = write_prose(title) or site.name
    return _join([*lines, feed, *opengraph.write_page(shown, absolute(site, url), plain, site)])


def link_feed(site: Site, json_feed: str | None) -> Markup:
    """Write the link to the JSON Feed, or nothing."""
    if not json_feed:
        return Markup("")
    link = Markup('<link rel="alternate" type="application/feed+json" href="{}" title="{}">')
    return link.format(absolute(site, json_feed), site.name)


def _join(lines: Iterable[Markup]) -> Markup:
    return Markup("\n").join(line for line in lines if line)
