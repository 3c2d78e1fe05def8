"""Highwire Press tags, which Google Scholar and Zotero read.

There is no ``citation_journal_title``: it makes Zotero file the post as a journal article. Instead
``z:itemType`` says what a post is, and Zotero takes the blog's title from ``og:site_name``.
"""

from collections.abc import Iterator
from typing import Any

from .model import Person, Record
from .record import encode
from .tags import write_day, write_meta


def write_highwire(record: Record) -> Iterator[str]:
    """Yield the ``citation_*`` tags of a post."""
    yield write_meta("citation_title", record.title)
    for person in record.authors:
        yield write_meta("citation_author", _name_author(person, alone=len(record.authors) == 1))
        if person.orcid:
            yield write_meta("citation_author_orcid", person.orcid)
    date = write_day(record.published)
    yield write_meta("citation_publication_date", date)
    yield write_meta("citation_online_date", date)
    if record.doi:
        yield write_meta("citation_doi", record.doi_name)
    if record.series:
        yield write_meta("citation_series_title", record.series)
    yield write_meta("citation_publisher", record.site)
    yield write_meta("citation_abstract_html_url", record.url)
    yield write_meta("citation_fulltext_html_url", record.url)
    if record.pdf:
        yield write_meta("citation_pdf_url", encode(f"{record.site_url}/{record.pdf.url}"))
    yield write_meta("citation_language", record.language)
    for keyword in record.keywords:
        yield write_meta("citation_keywords", keyword)
    for reference in record.references:
        yield write_meta("citation_reference", write_reference(reference))
    yield write_meta("z:itemType", "blogPost")


def write_reference(reference: Any) -> str:
    """Write one cited work as fields, or as text where its fields are not known."""
    csl = getattr(reference, "csl", None) or {}
    if not csl.get("title"):
        return str(reference.text)
    fields = [("citation_title", csl["title"])]
    for author in csl.get("author", ()):
        name = author.get("literal") or ", ".join(filter(None, (author.get("family"), author.get("given"))))
        fields.append(("citation_author", name))
    parts = csl.get("issued", {}).get("date-parts") or [[]]
    fields.append(("citation_publication_date", "/".join(f"{int(part):02}" for part in parts[0])))
    fields.append(("citation_journal_title", csl.get("container-title")))
    fields.append(("citation_volume", csl.get("volume")))
    fields.append(("citation_issue", csl.get("issue")))
    fields.append(("citation_doi", csl.get("DOI")))
    return "; ".join(f"{name}={str(value).replace(';', ',')}" for name, value in fields if value)


def _name_author(person: Person, alone: bool) -> str:
    # Zotero takes "Family Name, Two Givens" for two people if it is the only author.
    if alone and " " in (person.given or "") and " " in (person.family or ""):
        return person.name
    return person.inverted
