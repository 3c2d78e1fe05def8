"""Which addresses outside of the site a text or a .bib file names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..review import unify
from ..text import Text

_AUTO = re.compile(r"<(https?://[^\s<>]+)>")
_BARE = re.compile(r"(?<![\w<(\[\"'=])https?://[^\s<>\0\"]*[^\s<>\0\".,;:!?)\]'’”*_]")
_FIELD = re.compile(
    r"^\s*(?P<name>url|doi)\s*=\s*[{\"](?P<value>[^{}\"\n]+)[}\"]", re.IGNORECASE | re.MULTILINE
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


class Place(NamedTuple):
    """Where an address stands.

    Attributes:
        address: Without the part behind "#", which no server is asked for.
        path: The file, as its author would type it.
        line: Counted from 1.
        column: Counted from 1.
    """

    address: str
    path: str
    line: int
    column: int


def list_addresses(text: Text) -> Iterator[Place]:
    """Yield the addresses to which a post leads."""
    found = {(target.start, target.to) for target in text.targets}
    found |= {(match.start(1), match[1]) for match in _AUTO.finditer(text.written)}
    found |= {(match.start(), match[0]) for match in _BARE.finditer(text.plain)}
    for start, to in sorted(found):
        if to.startswith(("http://", "https://")):
            yield Place(to.partition("#")[0], text.path, *text.place(start))


def list_works(shown: str, file: Path) -> Iterator[Place]:
    """Yield the addresses and DOIs of a .bib file."""
    raw = unify(file.read_text("utf-8", "replace"))
    line, at = 1, 0
    for match in _FIELD.finditer(raw):
        start = match.start("value")
        line += raw.count("\n", at, start)
        at = start
        value = match["value"].strip()
        if match["name"].lower() == "doi":
            found = _DOI.search(value)
            value = f"https://doi.org/{found[0]}" if found else ""
        if value.startswith(("http://", "https://")):
            yield Place(value.partition("#")[0], shown, line, start - raw.rfind("\n", 0, start))
