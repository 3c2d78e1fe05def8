"""The record of the site (site.standard.publication) on an account: made once, found again, removed last.

Which one is the site's is said by the document that a copy has already, so that it stays the same when the
site moves; else by its address, whoever made it. One that the author, or another program, wrote is used as it
is: of it only the address is ever corrected. The name of a new one follows from the site's address, so that
two who publish at once make one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crosspost.errors import BlockedError, RefusedError
from crosspost.publication import Publication
from crosspost.text.graphemes import cut
from guards.paths import PathError, find_inside

from .api import ALL, Api, Record
from .pins import DOCUMENTS, PUBLICATIONS, same_address
from .records import is_edited, make_key, mark_record, read_mark, seal

# The names of its records tell no date.
NO_DATE = "1970-01-01T00:00:00+00:00"


class Publications:
    """The records of sites on one account, asked for once in a run.

    Attributes:
        made: Whether this run made one.
    """

    def __init__(self, api: Api, root: Path) -> None:
        """Take the account and the site's folder."""
        self.api = api
        self.root = root
        self.made = False
        self._records: dict[str, Record] | None = None
        self._written: tuple[Publication, Record] | None = None

    @property
    def records(self) -> dict[str, Record]:
        """Those that are there, by their addresses."""
        if self._records is None:
            self._records = {record.uri: record for record in self.api.list(PUBLICATIONS)}
        return self._records

    def forget(self) -> None:
        """Ask again next time."""
        self._records = self._written = None

    def find(self, wanted: Publication, named: str = "") -> Record | None:
        """Return the site's.

        Args:
            wanted: The site.
            named: The one that a document of the site names, if there is one.
        """
        if (found := self.records.get(named)) and is_ours(found):
            return found
        same = [one for one in self.records.values() if same_address(str(one.value.get("url")), wanted.url)]
        return min(same, key=lambda one: not is_ours(one), default=None)

    def write(self, wanted: Publication, named: str, notes: list[str]) -> Record:
        """Return the site's record, written if it says something else than it does.

        Args:
            wanted: What it says.
            named: As for `find`.
            notes: Takes what the author should know.

        Raises:
            BlockedError: Somebody else writes it at this moment.
        """
        if self._written and self._written[0] == wanted:
            return self._written[1]
        found = self.find(wanted, named)
        value = self.fill(wanted, found, notes)
        if found is None or seal(found.value) != seal(value):
            name = found.name if found else self.choose_name(wanted.url)
            try:
                record = self.api.put(PUBLICATIONS, name, value, found.cid if found else None)
                self.made = self.made or found is None
            except RefusedError as error:
                if error.code != "InvalidSwap":
                    raise
                self.forget()
                other = self.find(wanted, named)
                if other is None or seal(other.value) != seal(value):
                    raise BlockedError(
                        "the record of the site on Bluesky was changed there just now. Publish again"
                    ) from None
                record = other
            self.records[record.uri] = record
            found = record
        self._written = wanted, found
        return found

    def fill(self, wanted: Publication, found: Record | None, notes: list[str]) -> dict[str, Any]:
        """Return what the record is to say; what somebody else wrote stays, but for the address."""
        if found and is_edited(found.value):
            same = same_address(str(found.value.get("url")), wanted.url)
            return {**found.value, **({} if same else {"url": wanted.url})}
        icon = self.find_icon(wanted, found, notes)
        record = write_publication(wanted, icon)
        return mark_record(record, wanted.url, "", wanted.icon_hash if icon else "")

    def find_icon(
        self, wanted: Publication, found: Record | None, notes: list[str]
    ) -> Mapping[str, Any] | None:
        """Return the site's icon as records refer to it, brought there if it is not; None without one."""
        from crosspost.http.thumbnail import draw_thumbnail

        if not wanted.icon:
            return None
        if found and read_mark(found.value)["card"] == wanted.icon_hash:
            there = found.value.get("icon")
            if isinstance(there, Mapping):
                return there
        try:
            data = find_inside(self.root, wanted.icon).read_bytes()
            if hashlib.sha256(data).hexdigest() != wanted.icon_hash:
                raise ValueError("it is not as it was when the outbox was written. Build again")
            return self.api.upload(*draw_thumbnail(data))
        except (OSError, PathError, ValueError, RefusedError) as error:
            notes.append(f"{wanted.icon} was not taken, so the site is shown without its icon: {error}")
            return None

    def choose_name(self, url: str) -> str:
        """Return the name of a new record: no other's, such as of one that has moved to another address."""
        taken, marker = {record.name for record in self.records.values()}, f"site {url}"
        while make_key(NO_DATE, marker) in taken:
            marker += "+"
        return make_key(NO_DATE, marker)

    def tidy(self, overwrite: bool = False) -> list[str]:
        """Remove ours that no document names, and return what the author should know of those that stay.

        Args:
            overwrite: Remove them even where the author changed them there.
        """
        notes = []
        for record in [one for one in self.records.values() if is_ours(one)]:
            if any(one.value.get("site") == record.uri for one in self.api.list(DOCUMENTS, ALL)):
                continue
            if is_edited(record.value) and not overwrite:
                notes.append(
                    f"the record of the site ({record.uri}) stays, because it was changed there. Remove it "
                    "there, or withdraw the last post with --overwrite"
                )
                continue
            try:
                self.api.delete(record)
            except RefusedError as error:
                if error.code != "InvalidSwap":
                    raise
        self.forget()
        return notes


def is_ours(record: Record) -> bool:
    """Say whether we made a record, whoever changed it since."""
    return bool(read_mark(record.value)["seal"])


def write_publication(wanted: Publication, icon: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the record of a site."""
    record: dict[str, Any] = {"$type": PUBLICATIONS, "url": wanted.url, "name": cut(wanted.name, 500)}
    if wanted.description:
        record["description"] = cut(wanted.description, 3000)
    if icon:
        record["icon"] = icon
    if wanted.colours:
        record["basicTheme"] = {
            "$type": "site.standard.theme.basic",
            **{name_colour(name): read_colour(colour) for name, colour in wanted.colours.items()},
        }
    return record


def name_colour(name: str) -> str:
    """Return what the lexicon calls a colour."""
    first, *rest = name.split("-")
    return first + "".join(part.title() for part in rest)


def read_colour(colour: str) -> dict[str, Any]:
    """Return a colour such as "#0e5a48" as the lexicon has it."""
    parts = zip("rgb", bytes.fromhex(colour[1:]), strict=True)
    return {"$type": "site.standard.theme.color#rgb", **dict(parts)}
