"""Open Graph (ogp.me) and the card that social networks show."""

from collections.abc import Iterator

from .model import Record, Site
from .tags import write_meta, write_property

# Languages that are at home in one territory.
TERRITORIES = {"mi": "mi-NZ"}


def write_article(record: Record) -> Iterator[str]:
    """Yield the tags of a post."""
    yield write_property("og:type", "article")
    yield from _write_shared(record.title, record.url, record.abstract, record.site, record.language)
    for version in record.versions[1:]:
        if locale := name_locale(version.language):
            yield write_property("og:locale:alternate", locale)
    yield write_property("article:published_time", record.published.isoformat())
    yield write_property("article:modified_time", record.modified.isoformat())
    for person in record.authors:
        if person.identifier:
            yield write_property("article:author", person.identifier)
        if person.account:
            yield write_meta("fediverse:creator", person.account)
    if record.series:
        yield write_property("article:section", record.series)
    for keyword in record.keywords:
        yield write_property("article:tag", keyword)
    if record.image:
        stem = record.image.rpartition(".")[0]
        alts = (picture.alt for picture in record.pictures if picture.url.rpartition(".")[0] == stem)
        yield write_property("og:image", record.image)
        yield write_property("og:image:alt", next(alts, ""))
    card = "summary_large_image" if record.image else "summary"
    yield write_meta("twitter:card", card)


def write_page(title: str, url: str, description: str, site: Site) -> Iterator[str]:
    """Yield the tags of a page that is no post."""
    yield write_property("og:type", "website")
    yield from _write_shared(title, url, description, site.name, site.language)
    yield write_meta("twitter:card", "summary")


def name_locale(language: str) -> str:
    """Return a language as Open Graph has it, with its territory; "" where nobody can tell that."""
    parts = TERRITORIES.get(language, language).split("-")
    territory = next((part for part in parts[1:] if len(part) == 2), "")
    return f"{parts[0]}_{territory}" if territory else ""


def _write_shared(title: str, url: str, description: str, site: str, language: str) -> Iterator[str]:
    yield write_property("og:title", title)
    yield write_property("og:url", url)
    yield write_property("og:site_name", site)
    if locale := name_locale(language):
        yield write_property("og:locale", locale)
    if description:
        yield write_property("og:description", description)
