"""What machines may follow from a page: FAIR Signposting, level 1 (signposting.org/FAIR; RFC 8288)."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .exports import list_pdf
from .model import Record, Site
from .record import absolute, encode
from .tags import write_link

SCHEMA = "https://schema.org/"


class Signpost(NamedTuple):
    """A typed link of a page.

    Attributes:
        relation: What is found there.
        address: Where, absolute.
        type: Its media type, or "".
        title: What readers would call it, or "".
    """

    relation: str
    address: str
    type: str = ""
    title: str = ""


def list_signposts(record: Record) -> Iterator[Signpost]:
    """Yield the links of a post: DOI (RFC 8574), kind, authors, licence, citation files, series."""
    if record.doi:
        yield Signpost("cite-as", record.doi)
    yield Signpost("type", f"{SCHEMA}BlogPosting")
    for person in record.authors:
        if person.identifier:
            yield Signpost("author", person.identifier)
    if record.licence_url:
        yield Signpost("license", record.licence_url)
    for file in record.exports:
        yield Signpost("describedby", encode(f"{record.site_url}/{file.url}"), file.type, file.label)
    if record.pdf:
        yield Signpost(
            "item", encode(f"{record.site_url}/{record.pdf.url}"), record.pdf.type, record.pdf.label
        )
    if record.series_url:
        yield Signpost("collection", record.series_url, "text/html")


def list_series(series: Any, site: Site) -> Iterator[Signpost]:
    """Yield the links of a series: its kind, the licence that all parts have, the parts to read."""
    yield Signpost("type", f"{SCHEMA}CreativeWorkSeries")
    parts = [part for part in series.parts if part.url and not part.planned]
    articles = [getattr(part, "article", None) for part in parts]
    licences = {getattr(getattr(article, "licence", None), "url", None) for article in articles}
    if len(licences) == 1 and (licence := licences.pop()):
        yield Signpost("license", licence)
    if site.pdf and parts:
        file = list_pdf(series.save_as, series.slug)
        yield Signpost("item", absolute(site, file.url), file.type, file.label)
    for part in parts:
        yield Signpost("item", absolute(site, part.url), "text/html")


def write_links(signposts: Iterable[Signpost]) -> Iterator[str]:
    """Yield the links as elements of ``<head>``."""
    for relation, address, type_, title in signposts:
        said = {name: text for name, text in (("type", type_), ("title", title)) if text}
        yield write_link(relation, address, **said)


def write_headers(record: Record) -> list[str]:
    """Return the links of a post as values of the header ``Link``, which machines read without the page."""
    return [
        f'<{address}>; rel="{relation}"' + (f'; type="{type_}"' if type_ else "")
        for relation, address, type_, _ in list_signposts(record)
    ]
