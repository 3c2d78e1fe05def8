"""The entries of an event → its threads, counts and people, as a page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from conversation.authors import Authors
from conversation.model import APPROVED, CHECK, Answer, number_answer
from conversation.text import clean_name
from conversation.thread import UNKNOWN, Shown, make_threads, read_date

from .files import EXPORT, name_event
from .hours import Plot, make_plot
from .places import Piece, split_text

# Writes a day as the site does.
WriteDay = Callable[[datetime], str]


@dataclass(frozen=True)
class Person:
    """Somebody who took part.

    Attributes:
        name: What they are called; "" if that is not known.
        page: Their page; "" if there is none.
        handle: What they are called in the network.
        count: How much they said.
    """

    name: str
    page: str
    handle: str
    count: int


@dataclass(frozen=True)
class Origin:
    """A place where entries are from.

    Attributes:
        name: The server's.
        count: How many.
    """

    name: str
    count: int


@dataclass(frozen=True)
class Event:
    """What was said at an event: `page.event`, `article.event`.

    Attributes:
        name: Its name.
        threads: What began something, with what was answered, in the order of time.
        count: How many entries.
        answers: How many of them answer another.
        people: Who said something, by name.
        origins: Where that was.
        plot: How much was said when; None if nothing is shown.
    """

    name: str
    threads: tuple[Shown, ...]
    count: int
    answers: int
    people: tuple[Person, ...]
    origins: tuple[Origin, ...]
    plot: Plot | None
    zone: tzinfo

    def pieces(self, text: str) -> list[Piece]:
        """Return the text of the page in pieces, with what stands at the places in it."""
        return split_text(text, self.threads, self.zone)


def make_event(
    name: str,
    answers: Iterable[Answer],
    authors: Authors,
    zone: tzinfo,
    write_day: WriteDay,
    html: bool = False,
) -> Event:
    """Return what a page shows of an event.

    Args:
        name: Its name.
        answers: All that its file has.
        authors: Who is not shown, and what people want to be called.
        zone: The site's time zone.
        write_day: Writes a day as the site does.
        html: Whether links and emphasis are shown, or the text alone.
    """
    every = list(answers)
    # What is known of no moment has no place among the others.
    entries = [one for one in every if one.kind != CHECK and read_date(one.date)]
    checks = {one.id: read_date(one.date) for one in every if one.kind == CHECK}
    days: dict[object, str] = {}

    def write(moment: datetime | None) -> str:
        if moment is None:
            return ""
        local = moment.astimezone(zone)
        if local.date() not in days:
            days[local.date()] = write_day(local)
        return days[local.date()]

    checked = {one.id: write(checks.get(f"{CHECK} {one.target}")) for one in entries if one.state == APPROVED}
    exported = {one.id for one in entries if one.target == EXPORT}
    post = name_event(name)

    def dress(shown: Shown) -> Shown:
        local = shown.date.astimezone(zone) if shown.date else None
        return replace(
            shown,
            anchor=f"page_entry-{number_answer(post, shown.id)}",
            date=local,
            day=write(local),
            time=f"{local:%H:%M}" if local else "",
            checked=checked.get(shown.id, ""),
            exported=shown.id in exported,
            answers=tuple(map(dress, shown.answers)),
        )

    threads = tuple(map(dress, make_threads(entries, authors, html)))
    every_shown = (one for thread in threads for one in (thread, *thread.answers))
    flat = sorted(every_shown, key=lambda one: (one.date or UNKNOWN, one.anchor))
    shown = {one.id for one in flat}
    by_id = {one.id: one for one in entries if one.id in shown}
    counts = Counter(one.author or one.id for one in by_id.values())
    people: dict[str, Person] = {}
    for one in by_id.values():
        own = authors.dress(one)
        # Somebody without a name is counted with nobody.
        key = one.author or one.id
        if own.name:
            people[key] = Person(clean_name(own.name), own.page, clean_name(own.handle), counts[key])
    origins = Counter(one.place for one in flat)
    plot = make_plot((one.date, one.anchor) for one in flat if one.date)
    if plot:
        plot = replace(
            plot,
            slots=tuple(replace(slot, day=write_day(slot.start)) for slot in plot.slots),
            days=tuple(replace(slot, day=write_day(slot.start)) for slot in plot.days),
            most=replace(plot.most, day=write_day(plot.most.start)),
        )
    return Event(
        name,
        threads,
        len(flat),
        len(flat) - len(threads),
        tuple(sorted(people.values(), key=lambda one: (one.name.casefold(), one.page))),
        tuple(Origin(place, number) for place, number in sorted(origins.items())),
        plot,
        zone,
    )
