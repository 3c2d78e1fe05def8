"""Which of a site's posts is a copy of ours, told by its mark, its words, or where it says it came from."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from crosspost.errors import BlockedError, SyndicationError
from crosspost.files import hash_text
from crosspost.http.pages import Pages
from crosspost.model import Delivery, Holding, Post
from crosspost.text.mark import is_edited, read_mark
from crosspost.text.whose import find_mark, is_copy, is_ours

from .api import PAGES, Api
from .microformats import Entry

# Seconds between looks for a copy that may have been made a moment ago.
LOOKS = (0.0, 1.0, 2.0, 4.0)
# Stands before the hash of what was sent, as long as nobody could see what was stored.
UNSEEN = "~"
# Of a page that only lists its posts, so many are opened.
OPENED = 5


class Copies:
    """The posts of a site, all of them asked for once in a run, and then only the newest.

    Attributes:
        asked: Whether the last look for a copy could have found it.
    """

    def __init__(self, api: Api, me: str) -> None:
        """Take the endpoint and the site's address, "" if that is not known."""
        self.api = api
        self.me = me
        self.asked = False
        self.taken = 0
        self.listed = Pages(api.web.url, self.read_list, address, date, PAGES)
        self.shown = Pages(me, lambda older: api.read_home(older or me), address, date, PAGES)

    def read_list(self, after: str) -> tuple[list[Entry], str]:
        """Read a page of the endpoint's list, unless too much of it has come already."""
        before = self.api.web.taken
        page = self.api.list_page(after)
        self.taken += self.api.web.taken - before
        self.api.web.require_few(self.taken)
        return page

    def find(self, delivery: Delivery, patient: bool) -> Holding | None:
        """Look for a copy; if `patient`, several times where pages may lag behind.

        Raises:
            BlockedError: It is there, and nobody says where.
        """
        listed = found = self.search(self.listed, delivery)
        self.asked = bool(self.api.lists)
        for pause in self.plan_looks(found, patient):
            time.sleep(pause)
            found = self.search(self.shown, delivery)
            if found and found.url:
                break
        self.asked = self.asked or self.api.marked
        found = found or listed
        if found and not found.url:
            raise BlockedError(
                f"{self.api.web.url} has this post already and does not say at which address. Leave it so, "
                f"or remove it there by hand and publish with --overwrite{self.tell_of_strange()}"
            )
        return found

    def tell_of_strange(self) -> str:
        """Say what to do if the endpoint named an address on another server; "" if it did not."""
        strange = self.api.strange
        return f". It says {strange}, which is not asked: {self.api.hint()}" if strange else ""

    def plan_looks(self, found: Holding | None, patient: bool) -> Sequence[float]:
        """Return after how many seconds each the site's pages are looked at."""
        if not self.me or (found and found.url):
            return ()
        return LOOKS if patient and not self.asked else LOOKS[:1]

    def keep_first(self, delivery: Delivery, made: tuple[str, bool], notes: list[str]) -> tuple[str, bool]:
        """Delete the post that was just made again if another publisher made the same at the same moment.

        The later one had to take a longer address, by which both know which of them it is.

        Args:
            delivery: What was sent.
            made: Its address, and whether it is there already.
            notes: Is told what the author should know.

        Returns:
            The address of the one that stays, and whether it is there already.
        """
        url, there = made
        with suppress(SyndicationError):
            entries = self.api.list_page()[0] if there else []
            marks = [(entry.url, read_mark(entry.html, delivery.marker)) for entry in entries if entry.url]
            same = [found for found, mark in marks if mark and mark.version == delivery.version]
            twins = {plain(found): found for found in same}
            first = min(twins.values(), key=lambda found: (len(found), found), default=url)
            # One that is listed under another address may be the very post that we made.
            if plain(url) in twins and plain(first) != plain(url):
                self.api.act("delete", url)
                notes.append(f"{url} was made at the same moment as {first}, so it was deleted again")
                return first, True
        return made

    def search(self, pages: Pages[Entry], delivery: Delivery) -> Holding | None:
        """Look for a copy among the posts that were seen before and those that are seen now."""
        fresh = pages.read_since(delivery.post.published)
        entries = dict(pages.seen)
        if pages is self.shown:
            opened = self.open_entries(delivery)
            entries |= opened
            fresh |= set(opened)
        while found := recognise(entries.values(), delivery):
            if not found.url or found.url in fresh or self.api.look(found.url):
                return found
            del entries[found.url], pages.seen[found.url]
        return None

    def open_entries(self, delivery: Delivery) -> dict[str, Entry]:
        """Return what may be the copy, opened where the site's pages show only its title."""
        opened: dict[str, Entry] = {}
        for entry in self.shown.seen.values():
            likely = not entry.name or same(entry.name, delivery.post.title)
            if likely and entry.url and not entry.html and len(opened) < OPENED:
                opened[entry.url] = self.api.look(entry.url) or entry
        return opened


def recognise(entries: Iterable[Entry], delivery: Delivery) -> Holding | None:
    """Return what is known of a copy: ours by its mark or its words, else one made by hand."""
    by_hand = None
    for entry in entries:
        marked = 'data-partwork="' in entry.html
        mark = find_mark(entry.html, delivery.post) if marked else None
        if mark:
            return describe(entry, mark.version, is_edited(entry.html, mark))
        if marked or not tells_of(entry, delivery):
            continue
        if entry.words == delivery.post.words:
            # A filter took the mark.
            return describe(entry, delivery.version)
        by_hand = by_hand or describe(entry, "")
    return by_hand


def tells_of(entry: Entry, delivery: Delivery) -> bool:
    """Say whether a post says that it came from ours, or links to it, and has our words, if it shows any."""
    wanted = plain(delivery.post.url)
    if entry.syndication:
        told = wanted in map(plain, entry.syndication)
    else:
        # Most posts of a site do not name ours, and need not be taken apart.
        told = wanted[0] in entry.html.lower() and wanted in map(plain, entry.links)
    return told and (not entry.html or is_copy(entry.html, entry.name, delivery.post))


def is_gone(entry: Entry | None, known: Holding, ours: Post | None) -> bool:
    """Say whether a copy that could be seen is not there any more, or something else has its address."""
    if entry is None:
        return not known.stored.startswith(UNSEEN)
    stored = known.stored.removeprefix(UNSEEN)
    return bool(entry.html) and not is_ours(entry.html, entry.stored, replace(known, stored=stored), ours)


def address(entry: Entry) -> str:
    """Return the address of a post; where none is said, what tells it from others."""
    return entry.url or hash_text(entry.published, entry.name, entry.html)


def date(entry: Entry) -> str:
    """Return when a post appeared, in ISO 8601; "" if that is not known."""
    return entry.published


def describe(entry: Entry, version: str, edited: bool = False) -> Holding:
    """Return what the site holds."""
    return Holding(entry.url, entry.url, not entry.draft, version, entry.stored, edited)


def same(one: str, other: str) -> bool:
    """Say whether two titles are the same to a reader."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def plain(url: str) -> tuple[str, str, str]:
    """Return host, path and query of an address, however they are written."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url, ""
    return parts.netloc.lower(), unquote(parts.path).rstrip("/"), unquote(parts.query)
