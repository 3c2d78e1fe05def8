"""Few words for a network: cut where they may be cut, until they fit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from crosspost.model import Short

ELLIPSIS = "…"
URL = re.compile(r"https?://\S+")
# What an ellipsis does not follow.
TAIL = f" \t\n.,;:!?–—-{ELLIPSIS}"


def fit(short: Short, count: Callable[[str], int], limit: int) -> str:
    """Return the text of a short form, its elastic part cut to the words that fit.

    Args:
        short: What is to be said.
        count: How long a text is, as the network counts it.
        limit: How long it may be.

    Raises:
        ValueError: It is too long even without its elastic part, or has none.
    """
    return shorten(short, count, limit).text


def shorten(short: Short, count: Callable[[str], int], limit: int) -> Short:
    """Return the short form with its elastic part cut to the words that fit; raises as `fit` does."""
    if count(short.text) <= limit:
        return short
    before, elastic, after = split_text(short)
    places = [match.start() for match in re.finditer(r"\s+", elastic)]
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if count(f"{before}{cut(elastic, places[middle])}{after}") <= limit:
            low = middle + 1
        else:
            high = middle
    if low and (kept := cut(elastic, places[low - 1])):
        return replace(short, text=f"{before}{kept}{after}", elastic=kept)
    text = close_gap(before, after) if elastic else short.text
    if count(text) > limit:
        raise ValueError(f"it has {count(text)} characters, and {limit} are allowed")
    return replace(short, text=text, elastic="")


def cut(elastic: str, place: int) -> str:
    """Return the words before a place with an ellipsis; "" if there are none."""
    words = elastic[:place].rstrip(TAIL)
    return f"{words}{ELLIPSIS}" if words else ""


def split_text(short: Short) -> tuple[str, str, str]:
    """Return what stands before the elastic part, the part, and what stands after it.

    Of several places the last is meant that stands on its own; no link is ever cut.
    """
    links = [match.span() for match in URL.finditer(short.text)]
    starts = [start for start, _ in links]

    def is_in_link(match: re.Match[str]) -> bool:
        # Of the links, only the last one that begins before it ends may reach into it.
        number = bisect_left(starts, match.end()) - 1
        return number >= 0 and match.start() < links[number][1]

    places = [
        match
        for match in re.finditer(re.escape(short.elastic), short.text)
        if match[0] and not is_in_link(match)
    ]
    if not places:
        return short.text, "", ""

    def stands_alone(match: re.Match[str]) -> bool:
        around = short.text[: match.start()][-1:] + short.text[match.end() :][:1]
        return not around.strip()

    place = max(places, key=lambda match: (stands_alone(match), match.start()))
    return short.text[: place.start()], place[0], short.text[place.end() :]


def close_gap(before: str, after: str) -> str:
    """Join what stood around something that was dropped, by the wider of the two gaps."""
    gaps = before[len(before.rstrip()) :], after[: len(after) - len(after.lstrip())]
    words = [text for text in (before.rstrip(), after.lstrip()) if text]
    return max(gaps, key=lambda gap: (gap.count("\n"), len(gap))).join(words)
