"""Items of CSL-JSON → entries, each once, under keys that are not taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import ImportingError

if TYPE_CHECKING:
    from apa7.model import Work


class Library:
    """The works of an import.

    Attributes:
        entries: Citekey → its entry as BibTeX.
    """

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self._keys: dict[tuple[str, ...], str] = {}
        self._items: dict[str, str] = {}

    def add(self, item: Mapping[str, Any]) -> str:
        """Return the key of a work; the same work has one key, whatever its program calls it.

        Raises:
            ImportingError: There is too little of it, or it could not be read again.
        """
        from json import dumps

        same = dumps(item, sort_keys=True, default=str)
        if same not in self._items:
            self._items[same] = self._add(item)
        return self._items[same]

    def keep(self, key: str, entry: str) -> str:
        """Return the key of a work that has an entry already: its own, if that can be cited as it is.

        Args:
            key: As its file has it.
            entry: As BibTeX.
        """
        from apa7.add.entry import KEY, make_key
        from apa7.bibliography.fields import make_work
        from apa7.bibliography.library import parse

        if entry not in self._items:
            entries, _ = parse(entry)
            name = key
            if entries and (not KEY.fullmatch(key) or key in self.entries):
                name = make_key(make_work(entries[0]), self.entries)
            self.entries[name] = entry.replace(f"{{{key},", f"{{{name},", 1)
            self._items[entry] = name
        return self._items[entry]

    def _add(self, item: Mapping[str, Any]) -> str:
        from apa7.add.entry import KEY, as_entry, identities, make_key
        from apa7.add.items import read_item, write_item
        from apa7.bibliography.fields import make_work
        from apa7.errors import CitationsError

        try:
            entry = read_item(item)
            work: Work = make_work(entry)
            known = identities(work)
            for identity in known:
                if key := self._keys.get(identity):
                    return key
            own = entry.key if KEY.fullmatch(entry.key) and entry.key not in self.entries else ""
            key = own or make_key(work, self.entries)
            text = write_item(entry, key)
            as_entry(text, key)
        except CitationsError as error:
            raise ImportingError(str(error)) from None
        self.entries[key] = text
        self._keys |= dict.fromkeys(known, key)
        return key
