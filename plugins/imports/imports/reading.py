"""Which program made a file, a folder or what is at an address; the room of that program reads it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from .errors import ImportingError
from .model import Import
from .sources import Source

KINDS: tuple[str, ...] = ("wordpress", "ghost", "substack", "medium", "word", "cited")
"""Rooms, in the order in which they are asked; each has a module `reader`, a `Reader`."""

KNOWN = (
    "a document of Word (.docx) or LibreOffice (.odt), a Markdown file or a folder of them, "
    "an export of WordPress (.xml, or the address of a site), Ghost (.json), Medium or Substack (.zip, or "
    "the folder in it)"
)


class Reader(Protocol):
    """What a room's module `reader` has."""

    def fits(self, source: Source) -> bool:
        """Say at a glance whether this program made it."""

    def read(self, source: Source) -> Import:
        """Return what is in it.

        Raises:
            ImportingError: It cannot be read at all.
        """


def read_import(place: str, fetch: bool = False, kinds: Sequence[str] = KINDS) -> Import:
    """Return what is in a file or folder, or at an address.

    Args:
        place: A path or an address.
        fetch: Whether pictures that are not in an export are had from where they are.
        kinds: The rooms that are asked.

    Raises:
        ImportingError: No room knows it, or it cannot be read.
    """
    if place.startswith(("http://", "https://")):
        from .fetching import Web
        from .wordpress.reader import read_address

        web = Web(place)
        return read_address(place, web.ask, web.fetch)
    source = Source(Path(place))
    if fetch:
        from .fetching import Web

        source.fetch = Web().fetch
    for kind in kinds:
        reader = cast(Reader, import_module(f"imports.{kind}.reader"))
        if reader.fits(source):
            return reader.read(source)
    raise ImportingError(f"{source.name} is nothing that can be imported: take {KNOWN}.")
