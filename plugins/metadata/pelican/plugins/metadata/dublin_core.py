"""Dublin Core in HTML (DCMI, Expressing Dublin Core in HTML/XHTML meta and link elements).

There is no ``DC.description``: beside ``z:itemType`` Zotero files it under "Extra", and it has the abstract
from ``og:description``.
"""

from collections.abc import Iterator

from .model import Record
from .tags import write_meta


def write_dublin_core(record: Record) -> Iterator[str]:
    """Yield the ``DC.*`` tags of a post."""
    yield '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'
    yield write_meta("DC.title", record.title)
    for person in record.authors:
        yield write_meta("DC.creator", person.inverted)
    yield write_meta("DC.date", record.published.date().isoformat())
    yield write_meta("DC.language", record.language)
    yield write_meta("DC.identifier", record.url)
    yield write_meta("DC.publisher", record.site)
    if record.licence_url or record.licence:
        yield write_meta("DC.rights", record.licence_url or record.licence)
