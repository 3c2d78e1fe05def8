"""The works that texts cite, in the files that these or their folder have: BibTeX, or CSL-JSON."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from ..errors import ImportingError
from ..works.library import Library


class Shelf:
    """Looks works up.

    Args:
        names: Files of the folder that may hold works.
        read: Returns what is in a file, by its name from the folder; raises `ImportingError`.
        library: Gets the works that are cited.

    Attributes:
        faults: What is wrong with files, and where.
    """

    def __init__(self, names: Iterable[str], read: Callable[[str], bytes], library: Library) -> None:
        self.names, self.read, self.library = [*names], read, library
        self.faults: list[tuple[str, str]] = []
        self._files: dict[str, dict[str, Any]] = {}

    def find(self, key: str, named: Iterable[str]) -> str:
        """Return the key of a cited work in this import; "" if no file has it.

        Args:
            key: As it is cited.
            named: The files that its text names, which win.
        """
        for name in [*named, *self._general]:
            work = self._open(name).get(key)
            if isinstance(work, str):
                return self.library.keep(key, work)
            if work is not None:
                try:
                    return self.library.add({**work, "citation-key": key})
                except ImportingError as error:
                    self.faults.append((f'the work "{key}" cannot be read: {error}', name))
        return ""

    def first(self, name: str) -> str:
        """Return the key of the first work in a file in this import; "" if there is none."""
        key = next(iter(self._open(name)), "") if name in self.names else ""
        return self.find(key, [name]) if key else ""

    @cached_property
    def _general(self) -> list[str]:
        return [
            name for name in self.names if name.endswith(".bib") or "bib" in posixpath.basename(name).lower()
        ]

    def _open(self, name: str) -> dict[str, Any]:
        if name not in self._files:
            self._files[name] = {}
            try:
                data = self.read(name).decode("utf-8-sig")
                self._files[name] = _read_items(data) if name.endswith(".json") else _read_entries(data)
            except (ImportingError, UnicodeDecodeError) as error:
                self.faults.append((f"this file of works cannot be read: {str(error)[:200]}", name))
        return self._files[name]


def _read_entries(text: str) -> dict[str, Any]:
    from apa7.add.entry import order_fields
    from apa7.bibliography.library import Library as Works
    from apa7.bibliography.library import parse
    from apa7.export import write_entry

    entries, problems = parse(text.replace("\r\n", "\n"))
    works = Works(entries, problems, [])
    found: dict[str, Any] = {}
    for key in works:
        if work := works.get(key):
            own = {
                name: value
                for name, value in work.source.items()
                if name not in ("crossref", "xdata", "file")
            }
            found[key] = write_entry(work.type, key, order_fields(own))
    return found


def _read_items(text: str) -> dict[str, Any]:
    from guards.answers import parse_json

    try:
        items = parse_json(text)
    except ValueError as error:
        raise ImportingError(str(error)) from None
    listed = items if isinstance(items, list) else []
    return {str(item["id"]): item for item in listed if isinstance(item, dict) and "id" in item}
