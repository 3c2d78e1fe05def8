"""Dublin Core in HTML (DCMI, Expressing Dublin Core in HTML/XHTML meta and link elements).

There is no ``DC.description``: beside ``z:itemType`` Zotero files it under "Extra", and it has the abstract
from ``og:description``.
"""

from collections.abc import Iterator

from markupsafe import Markup

from .model import Record

META = Markup('<meta name="{}" content="{}">')


def write_dublin_core(record: Record) -> Iterator[Markup]:
    """Yield the ``DC.*`` tags of a post."""
    yield Markup('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    yield META.format("DC.title", record.title)
    for person in record.authors:
        yield META.format("DC.creator", person.inverted)
    yield META.format("DC.date", record.published.date().isoformat())
    yield META.format("DC.language", record.language)
    yield META.format("DC.identifier", record.url)
    yield META.format("DC.publisher", record.site)
    if record.licence_url or record.licence:
        yield META.format("DC.rights", record.licence_url or record.licence)
