"""JSON-LD with schema.org's words."""

import json
from typing import Any

from .exports import list_pdf
from .model import CitationFile, Person, Picture, Record, Site
from .record import absolute, encode

TYPES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
# JSON stays JSON, but nothing in it can end the script element or begin a comment.
ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"}


def write_jsonld(described: dict[str, Any]) -> str:
    """Write the script element of what is described."""
    text = json.dumps({"@context": "https://schema.org", **described}, ensure_ascii=False)
    for sign, escaped in ESCAPES.items():
        text = text.replace(sign, escaped)
    return f'<script type="application/ld+json">{text}</script>'


def describe_posting(record: Record) -> dict[str, Any]:
    """Describe a post as a ``BlogPosting``; what is not known is left out."""
    authors = [describe_person(person) for person in record.authors]
    blog = {"@type": "Blog", "@id": f"{record.site_url}/", "name": record.site}
    posting = {
        "@type": "BlogPosting",
        "@id": record.url,
        "identifier": [record.doi, record.id] if record.doi else record.id,
        "sameAs": record.doi,
        "url": record.url,
        "mainEntityOfPage": record.url,
        "headline": record.title,
        "abstract": record.abstract,
        "description": record.abstract,
        "inLanguage": record.language,
        "datePublished": record.published.isoformat(),
        "dateModified": record.modified.isoformat(),
        "keywords": list(record.keywords),
        "author": authors,
        "copyrightHolder": authors,
        "copyrightYear": record.published.year,
        "license": record.licence_url,
        "publisher": {"@type": "Organization", "name": record.site, "url": f"{record.site_url}/"},
        "isPartOf": [blog, _describe_series(record)] if record.series else blog,
        "position": record.number,
        "image": [_describe_picture(picture) for picture in record.pictures],
        "citation": [describe_reference(reference) for reference in record.references],
        "isAccessibleForFree": True,
        **_describe_versions(record),
        "encoding": _describe_file(record.pdf, record.site_url),
    }
    return _known(posting)


def _describe_versions(record: Record) -> dict[str, Any]:
    """Describe the translations of an original, or the original of a translation."""
    own, *others = record.versions or (None,)
    described = [
        {
            "@type": "BlogPosting",
            "@id": version.url,
            "url": version.url,
            "headline": version.title,
            "inLanguage": version.language,
        }
        for version in others
        if own and (own.original or version.original)
    ]
    if own and not own.original:
        return {"translationOfWork": described[0]} if described else {}
    return {"workTranslation": described}


def describe_person(person: Person) -> dict[str, Any]:
    """Describe an author as a ``Person`` or ``Organization``."""
    return _known(
        {
            "@type": "Organization" if person.organisation else "Person",
            "@id": person.orcid or person.ror,
            "name": person.name,
            "givenName": person.given,
            "familyName": person.family,
            "honorificSuffix": person.suffix,
            "url": person.url,
            "description": person.about,
            "sameAs": list(person.links),
        }
    )


def describe_blog(site: Site) -> dict[str, Any]:
    """Describe the site as a ``Blog``."""
    return {
        "@type": "Blog",
        "@id": f"{site.url}/",
        "url": f"{site.url}/",
        "name": site.name,
        "inLanguage": site.language,
    }


def describe_series(series: Any, site: Site) -> dict[str, Any]:
    """Describe a series with its published parts as a ``CreativeWorkSeries``."""
    parts = [
        _known(
            {
                "@type": "BlogPosting",
                "@id": absolute(site, part.url),
                "name": str(part.title),
                "position": part.number,
            }
        )
        for part in series.parts
        if part.url and not part.planned
    ]
    address = absolute(site, series.url)
    return _known(
        {
            "@type": "CreativeWorkSeries",
            "@id": address,
            "url": address,
            "name": str(series.title),
            "description": str(series.abstract or ""),
            "inLanguage": series.lang,
            "isPartOf": {"@type": "Blog", "@id": f"{site.url}/", "name": site.name},
            "hasPart": parts,
            "encoding": _describe_file(list_pdf(series.save_as, series.slug), site.url) if site.pdf else None,
        }
    )


def describe_reference(reference: Any) -> dict[str, Any]:
    """Describe a cited work by its CSL-JSON, or by its text where there is none."""
    csl = getattr(reference, "csl", None) or {}
    doi = f"https://doi.org/{reference.doi}" if reference.doi else None
    parts = csl.get("issued", {}).get("date-parts") or [[]]
    return _known(
        {
            "@type": TYPES.get(csl.get("type", ""), "CreativeWork"),
            "@id": doi,
            "name": csl.get("title"),
            "author": [_describe_name(author) for author in csl.get("author", ())],
            "datePublished": "-".join(f"{int(part):02}" for part in parts[0]),
            "url": reference.url or doi,
            "archivedAt": getattr(reference, "archive", None),
            # Its text only where nothing better is known: a long list would double the page's weight.
            "description": None if csl.get("title") else reference.text,
        }
    )


def _describe_file(file: CitationFile | None, siteurl: str) -> dict[str, Any] | None:
    if file is None:
        return None
    address = encode(f"{siteurl}/{file.url}")
    return {"@type": "MediaObject", "encodingFormat": file.type, "contentUrl": address}


def _describe_name(name: dict[str, Any]) -> dict[str, Any]:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    full = " ".join(filter(None, (name.get("given"), name.get("family"))))
    person = {"givenName": name.get("given"), "familyName": name.get("family")}
    return _known({"@type": "Person", "name": full, **person})


def _describe_series(record: Record) -> dict[str, Any]:
    return {"@type": "CreativeWorkSeries", "@id": record.series_url, "name": record.series}


def _describe_picture(picture: Picture) -> dict[str, Any]:
    return _known(
        {
            "@type": "ImageObject",
            "contentUrl": picture.url,
            "name": picture.title,
            "description": picture.alt,
            "creditText": picture.author,
            "license": picture.licence_url,
            "isBasedOn": picture.source,
        }
    )


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [], ())}
