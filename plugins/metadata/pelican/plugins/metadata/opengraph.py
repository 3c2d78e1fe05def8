"""Open Graph (ogp.me) and the card that social networks show."""

from collections.abc import Iterator

from markupsafe import Markup

from .model import Record, Site

META = Markup('<meta property="{}" content="{}">')


def write_article(record: Record) -> Iterator[Markup]:
    """Yield the tags of a post."""
    yield META.format("og:type", "article")
    yield from _write_shared(record.title, record.url, record.abstract, record.site, record.language)
    yield META.format("article:published_time", record.published.isoformat())
    yield META.format("article:modified_time", record.modified.isoformat())
    for person in record.authors:
        if person.identifier:
            yield META.format("article:author", person.identifier)
    if record.series:
        yield META.format("article:section", record.series)
    for keyword in record.keywords:
        yield META.format("article:tag", keyword)
    if record.image:
        stem = record.image.rpartition(".")[0]
        alts = (picture.alt for picture in record.pictures if picture.url.rpartition(".")[0] == stem)
        yield META.format("og:image", record.image)
        yield META.format("og:image:alt", next(alts, ""))
    card = "summary_large_image" if record.image else "summary"
    yield Markup('<meta name="twitter:card" content="{}">').format(card)


def write_page(title: str, url: str, description: str, site: Site) -> Iterator[Markup]:
    """Yield the tags of a page that is no post."""
    yield META.format("og:type", "website")
    yield from _write_shared(title, url, description, site.name, site.language)
    yield Markup('<meta name="twitter:card" content="summary">')


def _write_shared(title: str, url: str, description: str, site: str, language: str) -> Iterator[Markup]:
    yield META.format("og:title", title)
    yield META.format("og:url", url)
    yield META.format("og:site_name", site)
    # Open Graph knows no language without its territory.
    if "-" in language:
        yield META.format("og:locale", language.replace("-", "_"))
    if description:
        yield META.format("og:description", description)
