"""The files in a document: its XML, read and written."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ..errors import ImportingError
from ..sources import Source

LARGEST = 50_000_000
"""Bytes of XML that a part of a document may have, unpacked: a book of a thousand pages has a tenth of it."""

PICTURES = 500_000_000
"""Bytes of all that is in a document, unpacked."""


class Package:
    """A document, of which some parts are changed before pandoc reads it.

    Attributes:
        source: Where it is from.
        roots: Name of a part → the root of its XML, of those that were asked for.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.roots: dict[str, Any] = {}

    def has(self, name: str) -> bool:
        """Say whether there is such a part."""
        return name in self.source.names

    def root(self, name: str) -> Any:
        """Return the root of a part's XML, or None if there is no such part.

        Raises:
            ImportingError: It cannot be read.
        """
        if name not in self.roots:
            self.roots[name] = (
                parse(self.source.read(name), f"{self.source.name}: {name}") if self.has(name) else None
            )
        return self.roots[name]

    def pack(self) -> bytes:
        """Return the document with its parts as they are now.

        Raises:
            ImportingError: It is too large.
        """
        from lxml import etree

        packed = io.BytesIO()
        size = 0
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as written:
            for name in self.source.names:
                root = self.roots.get(name)
                data = (
                    self.source.read(name)
                    if root is None
                    else etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                )
                size += len(data)
                if size > PICTURES:
                    raise ImportingError(f"{self.source.name} has more than {PICTURES:,} bytes in it.")
                written.writestr(zipfile.ZipInfo(name), data)
        return packed.getvalue()


def parse(data: bytes, name: str) -> Any:
    """Return the root of some XML, in which nothing stands for anything else.

    Raises:
        ImportingError: It cannot be read.
    """
    from lxml import etree

    if len(data) > LARGEST:
        raise ImportingError(f"{name} has more than {LARGEST:,} bytes of text.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportingError(
            f"{name} cannot be read ({str(error)[:200]}). Save the document again."
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ImportingError(f"{name} declares entities, which no document needs. Save it again.")
    return root
