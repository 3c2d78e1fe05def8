"""Answers of a post as its page shows them: the approved ones, each once, in threads two levels deep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from guards.addresses import split_address

from .authors import FREE, Authors
from .model import APPROVED, Answer, name_author
from .text import clean_address, clean_html, clean_language, clean_name, clean_words, read_plain, write_html

# What says nothing but that it was done.
SILENT = {"like", "repost"}
UNKNOWN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """An answer on a page. All texts but `html` are plain: escape them.

    Attributes:
        anchor: Its id on the page, which is that of no heading.
        name: Its author's; "" if that is not known.
        page: Its author's page; "" if there is none.
        address: Where it was written; "" if that is not known.
        place: Who showed it first, such as a partner's name.
        date: When; None if that is not known.
        day: The same as the site writes days.
        lang: A language tag; "" if that is not known.
        html: Its words.
        to: The name of whom it answers, where that is not the one above it.
        own: Whether the site's own account wrote it.
        answers: Those below it.
        id: By which its line in the file names it.
        handle: What its author is called in the network; "" if that is not known.
        time: The hour and minute, where a page says them.
        checked: The day on which it was there still, as the site writes days; "" where that is not said.
        exported: Whether that day is the one on which somebody's export of it was read.
    """

    anchor: str
    name: str
    page: str
    address: str
    place: str
    date: datetime | None
    lang: str
    html: str
    day: str = ""
    to: str = ""
    own: bool = False
    answers: tuple[Shown, ...] = ()
    id: str = ""
    handle: str = ""
    time: str = ""
    checked: str = ""
    exported: bool = False


def make_threads(
    answers: Iterable[Answer], authors: Authors, html: bool = False, labels: Mapping[str, str] | None = None
) -> tuple[Shown, ...]:
    """Return the threads of a page.

    Args:
        answers: All that are known of a post.
        authors: Who is not shown.
        html: Whether links and emphasis are shown, or the text alone.
        labels: Each target's name for readers.
    """
    every = {answer.id: answer for answer in answers}
    shown: dict[str, Answer] = {}
    places: set[str] = set()
    for answer in sort_answers(every):
        place = (
            name_author(answer.address) + answer.address.partition("#")[2] if answer.address else answer.id
        )
        if is_shown(answer, authors) and place not in places:
            places.add(place)
            shown[answer.id] = answer
    # What the site's own account said is shown beside what it was said to, or where it speaks to all.
    for id in [id for id, answer in shown.items() if answer.own]:
        if shown[id].answers and shown[id].answers not in shown:
            del shown[id]
    tops: dict[str, str] = {}
    below: dict[str, list[str]] = {id: [] for id in shown if find_top(id, shown, every, tops) == id}
    for id in shown:
        if tops[id] != id:
            below[tops[id]].append(id)
    numbers = {id: number for number, id in enumerate(shown, 1)}

    def show(id: str, more: tuple[Shown, ...] = ()) -> Shown:
        answer = authors.dress(shown[id])
        above = shown.get(answer.answers)
        to = clean_name(authors.dress(above).name) if above and tops[id] not in (id, answer.answers) else ""
        words = write_html(clean_words(answer.text))
        return Shown(
            f"page_answer-{numbers[id]}",
            clean_name(answer.name),
            clean_address(answer.page),
            clean_address(answer.address),
            (labels or {}).get(answer.target) or name_host(shown[id].address),
            read_date(answer.date),
            clean_language(answer.lang),
            clean_html(answer.html) if html and answer.html else words,
            to=to,
            own=answer.own,
            answers=more,
            id=id,
            handle=clean_name(answer.handle),
        )

    return tuple(show(id, tuple(map(show, ids))) for id, ids in below.items())


def sort_answers(every: Mapping[str, Answer]) -> list[Answer]:
    """Return answers by their dates, but none before what it answers, whatever the clocks there say."""
    moments: dict[str, tuple[datetime, int]] = {}
    for id in every:
        way: list[str] = []
        above = id
        while above in every and above not in moments:
            moments[above] = (UNKNOWN, 0)
            way.append(above)
            above = every[above].answers
        moment, level = moments.get(above, (UNKNOWN, 0))
        for one in reversed(way):
            moment, level = max(moment, read_date(every[one].date) or UNKNOWN), level + 1
            moments[one] = (moment, level)
    return sorted(every.values(), key=lambda one: (*moments[one.id], one.id))


def is_shown(answer: Answer, authors: Authors) -> bool:
    """Say whether an answer is for readers."""
    return answer.state == APPROVED and answer.kind not in SILENT and authors.say(answer) == FREE


def find_top(id: str, shown: Mapping[str, Answer], every: Mapping[str, Answer], tops: dict[str, str]) -> str:
    """Return below which answer one is shown: the first of those above it that are shown, or itself.

    What was said to an answer that is gone stands where that stood.
    """
    way: list[str] = []
    above = id
    while above in every and above not in tops and above not in way[-1:]:
        tops[above] = ""
        way.append(above)
        above = every[above].answers
    top = tops.get(above, "")
    for one in reversed(way):
        top = top or (one if one in shown else "")
        tops[one] = top
    return tops[id]


def read_date(text: str) -> datetime | None:
    """Return a moment with its offset; None if it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and 1 < moment.year < datetime.max.year else None


def name_host(address: str) -> str:
    """Return the name of a server."""
    parts = split_address(address)
    return ((parts and parts.hostname) or "").removeprefix("www.")


def count(threads: Iterable[Shown]) -> int:
    """Return how many answers there are."""
    return sum(1 + len(thread.answers) for thread in threads)


def describe_threads(threads: Iterable[Shown], url: str) -> dict[str, Any]:
    """Return a post with its answers, in schema.org's words.

    Args:
        threads: Of its page.
        url: The page.
    """
    threads = tuple(threads)

    def describe(shown: Shown) -> dict[str, Any]:
        person = {"@type": "Person", "name": shown.name, "url": shown.page}
        said = {
            "@type": "Comment",
            "@id": f"{url}#{shown.anchor}",
            "url": shown.address,
            "author": {name: value for name, value in person.items() if value} if shown.name else "",
            "datePublished": shown.date.isoformat() if shown.date else "",
            "inLanguage": shown.lang,
            "text": read_plain(shown.html),
            "comment": [describe(one) for one in shown.answers],
        }
        return {name: value for name, value in said.items() if value}

    return {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": url,
        "commentCount": count(threads),
        "comment": [describe(thread) for thread in threads],
    }


def write_script(described: Mapping[str, Any]) -> str:
    """Return a script element with data, which nothing in it can end."""
    text = json.dumps(described, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'
