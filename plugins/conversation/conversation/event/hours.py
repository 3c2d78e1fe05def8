"""How much was said when: a plot, and the same as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# Up to so many days the bars are hours; up to so many, days; else months.
HOURLY, DAILY = 7, 200
# Up to so many days have their names below them.
NAMED = 3
# The place of a bar in the drawing, and its height.
WIDE, HIGH = 10, 100


@dataclass(frozen=True)
class Slot:
    """Some time in which something was said.

    Attributes:
        start: When it begins, in the site's time zone.
        count: How many entries.
        day: The day, as the site writes days.
        anchor: The first entry's id on the page.
    """

    start: datetime
    count: int
    day: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Plot:
    """How much was said when.

    Attributes:
        unit: What a bar stands for: "hour", "day" or "month".
        slots: Those with something in them.
        days: The days below the bars, from left to right, or the first and the last.
        ends: Whether they are the first and the last.
        most: The slot with most in it.
        width: Of the drawing.
        height: Of the drawing.
        bars: The drawing's path: a bar for each slot.
        lines: The drawing's path: a line where each day begins.
    """

    unit: str
    slots: tuple[Slot, ...]
    days: tuple[Slot, ...]
    ends: bool
    most: Slot
    width: int
    height: int
    bars: str
    lines: str


def make_plot(moments: Iterable[tuple[datetime, str]]) -> Plot | None:
    """Return the plot of when something was said; None if nothing was.

    Args:
        moments: In order, in the site's time zone, each with the id of what was said then.
    """
    said = list(moments)
    if not said:
        return None
    first, last = said[0][0].date(), said[-1][0].date()
    length = (last - first).days + 1
    unit = "hour" if length <= HOURLY else "day" if length <= DAILY else "month"
    counts = Counter(place(moment, first, unit) for moment, _ in said)
    starts: dict[int, str] = {}
    for moment, anchor in said:
        starts.setdefault(place(moment, first, unit), anchor)
    total = (
        length * 24 if unit == "hour" else length if unit == "day" else place(said[-1][0], first, unit) + 1
    )
    slots = tuple(
        Slot(begin(number, first, unit), counts[number], anchor=starts[number]) for number in sorted(counts)
    )
    most = max(slots, key=lambda slot: slot.count)
    bars = "".join(
        f"M{number * WIDE + 1} {HIGH}v-{height}h{WIDE - 2}v{height}z"
        for number, count in sorted(counts.items())
        if (height := max(1, round(HIGH * count / most.count)))
    )
    lines, ends = "", unit != "hour" or length > NAMED
    if unit == "hour":
        lines = "".join(f"M{number * 24 * WIDE} 0v{HIGH}" for number in range(1, length))
    days = (
        [first, last]
        if ends and length > 1
        else [first + timedelta(days=one) for one in range(min(length, NAMED))]
    )
    labels = tuple(Slot(datetime.combine(day, time()), 0) for day in days)
    return Plot(unit, slots, labels, ends, most, total * WIDE, HIGH, bars, lines)


def place(moment: datetime, first: date, unit: str) -> int:
    """Return the number of the slot in which a moment is."""
    day = moment.date()
    if unit == "month":
        return (day.year - first.year) * 12 + day.month - first.month
    number = (day - first).days
    return number * 24 + moment.hour if unit == "hour" else number


def begin(number: int, first: date, unit: str) -> datetime:
    """Return when a slot begins."""
    if unit == "month":
        months = first.month - 1 + number
        return datetime(first.year + months // 12, months % 12 + 1, 1)
    if unit == "day":
        return datetime.combine(first + timedelta(days=number), time())
    return datetime.combine(first + timedelta(days=number // 24), time(number % 24))
