"""Places in the text of a page where an author wants entries: `{% entries 2013-11-12 %}` and others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from conversation.thread import UNKNOWN, Shown

# A paragraph of its own, as Markdown makes it of such a line.
_PLACE = re.compile(r"<p>\{% *(counts|people|entries|entry)((?: +[0-9A-Za-z:+.-]{1,40}){0,2}) *%\}</p>")
_MARKED = re.compile(r'<p class="event-place" data-what="([^"]*)">[^<]*</p>')
_NUMBER = re.compile(r"[0-9a-f]{4,8}")
ELSEWHERE = "What was said stands on the page itself."


@dataclass(frozen=True)
class Piece:
    """A piece of a page.

    Attributes:
        html: The author's text; "" where something else stands.
        what: "counts" or "people"; "" where neither stands.
        threads: What was said, where that stands.
    """

    html: str = ""
    what: str = ""
    threads: tuple[Shown, ...] = ()


def mark_places(html: str) -> str:
    """Return a text with its places as feeds and copies have them: entries are in neither."""
    if "{%" not in html:
        return html
    return _PLACE.sub(
        lambda found: f'<p class="event-place" data-what="{found[1]}{found[2]}">{ELSEWHERE}</p>', html
    )


def find_wrong(html: str) -> list[str]:
    """Return the places of a text that lead to nothing: of no such time."""
    wrong = []
    for found in _MARKED.finditer(html):
        what, *rest = found[1].split()
        if (what == "entries" and rest and read_span(rest, UTC) is None) or (
            what == "entry" and not is_number(rest)
        ):
            wrong.append(" ".join([what, *rest]))
    return wrong


def is_number(rest: Sequence[str]) -> bool:
    """Say whether what stands after "entry" is the number of one."""
    return len(rest) == 1 and bool(_NUMBER.fullmatch(rest[0]))


def split_text(html: str, threads: Sequence[Shown], zone: tzinfo) -> list[Piece]:
    """Return a text in pieces, in which each thread stands once.

    It stands where it is named, else at the first place for its time, else at that for all, else at the end.
    """
    places = [found[1].split() for found in _MARKED.finditer(html)]
    texts = _MARKED.split(html)[::2]
    moments = [thread.date or UNKNOWN for thread in threads]
    free = [True] * len(threads)
    chosen: list[list[int]] = [[] for _ in places]
    numbers = {thread.anchor.rpartition("-")[2]: number for number, thread in enumerate(threads)}
    for index, (what, *rest) in enumerate(places):
        if what == "entry" and is_number(rest):
            number = numbers.get(rest[0])
            if number is not None and free[number]:
                free[number] = False
                chosen[index].append(number)
    for index, (what, *rest) in enumerate(places):
        span = read_span(rest, zone) if what == "entries" and rest else None
        if span is not None:
            between = range(bisect_left(moments, span[0]), bisect_left(moments, span[1]))
            chosen[index] = [number for number in between if free[number]]
            for number in chosen[index]:
                free[number] = False
    left = [number for number, one in enumerate(free) if one]
    for index, (what, *rest) in enumerate(places):
        if what == "entries" and not rest:
            chosen[index], left = left, []
    pieces = []
    for number, text in enumerate(texts):
        pieces.append(Piece(text))
        if number < len(places):
            what = places[number][0]
            some = tuple(threads[one] for one in chosen[number])
            pieces.append(Piece(what=what) if what in ("counts", "people") else Piece(threads=some))
    if left:
        pieces.append(Piece(threads=tuple(threads[one] for one in left)))
    return pieces


def read_span(words: Sequence[str], zone: tzinfo) -> tuple[datetime, datetime] | None:
    """Return from when until when; a day alone is that day. None if that is no time."""
    try:
        first, last = read_bound(words[0], zone, False), read_bound(words[-1], zone, True)
    except (ValueError, OverflowError, IndexError):
        return None
    return (first, last) if first < last else None


def read_bound(word: str, zone: tzinfo, end: bool) -> datetime:
    """Return a moment; of a day its first, or the first after it."""
    if len(word) == 10:
        return datetime.combine(date.fromisoformat(word) + timedelta(days=end), time(), zone)
    moment = datetime.fromisoformat(word)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
