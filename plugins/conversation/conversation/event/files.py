"""The two files of an event: the lines of its entries, and the page in which an author says more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path

from conversation.files import FOLDER, SUFFIX

# Below the folder of conversations; no series is called so.
EVENTS = "_events"
# What lines name as the place of what somebody exported.
EXPORT = "export"
# For more days than this a page has one place for all entries.
DAYS = 14
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def name_event(name: str) -> str:
    """Return what conversations call an event, as they call posts."""
    return f"{EVENTS}/{name}"


def find_file(content: Path, name: str) -> Path:
    """Return the file with the entries of an event."""
    return content / FOLDER / f"{name_event(name)}{SUFFIX}"


def write_page(tag: str, name: str, moments: Iterable[datetime], zone: tzinfo) -> str:
    """Return the page of an event as it begins: one part for each day, for its author to write on.

    Args:
        tag: The hashtag.
        name: The event.
        moments: When something was said.
        zone: Whose days are meant.
    """
    days = sorted({moment.astimezone(zone).date() for moment in moments})
    parts = [
        f"Title: #{tag}: what was said",
        f"Slug: {name}",
        f"Event: {name}",
        f"Summary: What was said with the hashtag #{tag}.",
        "Status: draft",
        "",
        f"What was said with the hashtag #{tag}{write_days(days)}.",
        "",
        "{% counts %}",
        "",
    ]
    if 0 < len(days) <= DAYS:
        for day in days:
            parts += [f"## {write_day(day)}", "", f"{{% entries {day.isoformat()} %}}", ""]
    else:
        parts += ["## What was said", "", "{% entries %}", ""]
    return "\n".join([*parts, "## Who took part", "", "{% people %}", ""])


def write_day(day: date) -> str:
    """Return a day in words."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_days(days: list[date]) -> str:
    """Return from when to when something was said, in words."""
    if not days:
        return ""
    if days[0] == days[-1]:
        return f", on {write_day(days[0])}"
    return f", from {write_day(days[0])} to {write_day(days[-1])}"
