"""Entries of feeds: one is put in the place of what it was before, and the rest stays byte for byte."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from html import escape, unescape
from pathlib import Path

from .errors import UnclearError

_FEED = re.compile(rb"<(feed|rss)\b|https://jsonfeed\.org/version/")
_ENTRIES = re.compile(r"<(entry|item)\b[^>]*>.*?</\1>", re.DOTALL)
_ID = re.compile(r"<(id|guid)\b[^>]*>([^<]*)</\1>")
_LINK = re.compile(r'<link\b[^>]*?\bhref="([^"]*)"[^>]*/?>|<link>([^<]*)</link>')


def find_feeds(site: str | Path, owned: Collection[str]) -> Iterator[str]:
    """Yield the files of a site that are Atom, RSS or JSON feeds, apart from those that are a post's own."""
    start = len(str(site)) + 1
    for place, _, names in os.walk(site):
        for name in names:
            path = f"{place}/{name}"
            if name.endswith((".xml", ".json")) and path[start:] not in owned:
                with open(path, "rb") as file:
                    head = file.read(500)
                if _FEED.search(head):
                    yield path[start:]


def splice(before: str, part: str, urls: Iterable[str], longest: int) -> str:
    """Return a feed with the entries of some posts as they are now.

    Args:
        before: The feed of the last build.
        part: The same feed, made of some posts alone.
        urls: The addresses of the posts.
        longest: How many entries a feed has at most; 0 for any number.

    Raises:
        UnclearError: It cannot be told which entries are meant.
    """
    wanted = {_plain(url) for url in urls}
    if before.startswith("{"):
        return _splice_json(before, part, wanted, longest)
    new = {_identify(entry): entry for entry in _split(part) if _plain(_find_link(entry)) in wanted}
    if not new:
        return before
    entries = _split(before)
    known = [_identify(entry) for entry in entries]
    _require(known, new, longest)
    found = iter(new.get(name, entry) for name, entry in zip(known, entries, strict=True))
    return _ENTRIES.sub(lambda _: next(found), before)


def _splice_json(before: str, part: str, wanted: set[str], longest: int) -> str:
    try:
        feed, items = json.loads(before), json.loads(part)["items"]
        new = {str(item["id"]): item for item in items if _plain(item["url"]) in wanted}
        if not new:
            return before
        known = [str(item["id"]) for item in feed["items"]]
        _require(known, new, longest)
        indent = re.match(r"\{\n( +)", before)
        width = len(indent[1]) if indent else None
        for item in feed["items"]:
            if other := new.get(str(item["id"])):
                # Writing all entries would take longer than making the post.
                old = _write_item(item, width)
                if before.count(old) != 1:
                    raise UnclearError("a JSON feed is written in a way of its own")
                before = before.replace(old, _write_item(other, width))
    except (ValueError, KeyError, TypeError):
        raise UnclearError("a JSON feed is none") from None
    return before


def _write_item(item: object, indent: int | None) -> str:
    """Return an entry as JSON, as it stands in a feed: in a list in an object."""
    text = json.dumps(item, ensure_ascii=False, indent=indent)
    return text.replace("\n", "\n" + " " * (2 * indent)) if indent else text


def _require(known: list[str], new: Iterable[str], longest: int) -> None:
    """Insist on entries that can be told apart; those that a full feed has no room for are no loss."""
    if len(set(known)) != len(known):
        raise UnclearError("a feed has entries of one name")
    if not set(new) <= set(known) and not 0 < longest <= len(known):
        raise UnclearError("a feed would have another entry")


def _split(feed: str) -> list[str]:
    return [match[0] for match in _ENTRIES.finditer(feed)]


def _identify(entry: str) -> str:
    found = _ID.search(entry)
    if not found:
        raise UnclearError("a feed has an entry without a name")
    return found[2]


def _find_link(entry: str) -> str:
    found = _LINK.search(entry)
    return unescape(found[1] or found[2] or "") if found else ""


def _plain(url: str) -> str:
    return escape(url.removesuffix("?ref=feed"))
