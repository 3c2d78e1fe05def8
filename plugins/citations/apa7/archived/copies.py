"""Copies of pages, and the works that they are copies of."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from apa7.bibliography.addresses import read_web
from apa7.model import Work
from apa7.rules import links

# The moment in an address of the Wayback Machine and of others that take after it.
MOMENT = re.compile(r"/(\d{4})(\d{2})(\d{2})(?:\d{2}){0,3}(?:[a-z]{2}_)?/(?=https?:)")


class Copy(NamedTuple):
    """A copy of a page.

    Attributes:
        url: The address of the page.
        archive: Where readers find the copy.
        day: When it was made, as YYYY-MM-DD; "" if nobody knows.
        visited: When the author read the page, in the same way.
    """

    url: str
    archive: str
    day: str
    visited: str = ""


def read_day(text: str) -> str:
    """Return a day as YYYY-MM-DD, from itself, from a moment or from fourteen digits; "" if it is none."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d{1,5}(?!\d))", text.strip())
    if not found:
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def find_day(archive: str) -> str:
    """Return the day that the address of a copy names; "" if it names none."""
    found = MOMENT.search(archive)
    return read_day("-".join(found.groups())) if found else ""


def fold(url: str) -> str:
    """Return what is the same of all addresses of a page: not its scheme, "www.", place or final slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{unquote(parts.query)}" if parts.query else ""
    return f"{host}{port}{unquote(parts.path).rstrip('/')}{query}"


def choose(copies: Iterable[Copy]) -> dict[str, Copy]:
    """Return the newest copy of each page, by its folded address."""
    chosen: dict[str, Copy] = {}
    for copy in copies:
        known = chosen.get(fold(copy.url))
        if known is None or copy.day > known.day:
            chosen[fold(copy.url)] = copy
    return chosen


def find_copies(works: Iterable[Work], copies: Iterable[Copy], *, anew: bool) -> Mapping[str, Copy]:
    """Return which works get which copy, by their keys.

    A work with a DOI needs none: that leads to it for good.

    Args:
        works: The works.
        copies: What there is.
        anew: Whether a work that has a copy gets another.
    """
    chosen = choose(copies)
    return {
        work.key: chosen[page]
        for work in works
        if not links.doi(work)
        and (anew or not work.string("archiveurl"))
        and (page := fold(links.web(work))) in chosen
        and read_web(chosen[page].archive)
    }
