"""How to cite a post: its own reference in APA style (APA 7, § 10.1, example 17)."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from .model import Person, Record
from .people import SUFFIXES

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# APA 7, § 9.8: up to 20 authors are named; of more, the first 19 and the last.
MOST_AUTHORS = 20


def write_reference(record: Record) -> Markup:
    """Write the post's reference as HTML, without an element around it."""
    stop = "" if record.title.endswith(("?", "!", ".")) else "."
    title = Markup("{}{}").format(record.title, stop)
    date = f"({write_date(record.published)})."
    authors = list_authors(record.authors)
    # Without an author the title moves to the author's place (APA 7, § 9.12).
    opening = (authors, date, title) if authors else (title, date)
    return Markup(" ").join(opening) + Markup(' <i>{}</i>. <a href="{}">{}</a>').format(
        record.site, record.cited_at, record.cited_at
    )


def write_date(date: datetime) -> str:
    """Write a date as APA does, in English in any locale: ``2013, October 23``."""
    return f"{date.year}, {MONTHS[date.month - 1]} {date.day}"


def list_authors(people: Sequence[Person]) -> str:
    """List the authors, inverted and with initials (APA 7, §§ 9.8–9.11), ending in a full stop."""
    names = [_invert(person) for person in people]
    if not names:
        return ""
    if len(names) == 1:
        listed = names[0]
    elif len(names) > MOST_AUTHORS:
        listed = f"{', '.join(names[: MOST_AUTHORS - 1])}, . . . {names[-1]}"
    else:
        listed = f"{', '.join(names[:-1])}, & {names[-1]}"
    return listed if listed.endswith(".") else f"{listed}."


def _invert(person: Person) -> str:
    if person.organisation or not person.family:
        return person.name
    initials = " ".join(_abbreviate(name) for name in (person.given or "").split())
    # Degrees are not named (APA 7, § 9.8).
    suffixes = [suffix for suffix in (person.suffix or "").split(", ") if suffix in SUFFIXES]
    return ", ".join(filter(None, (person.family, initials, *suffixes)))


def _abbreviate(name: str) -> str:
    """Abbreviate a given name and keep its hyphens: ``Jean-Luc`` is ``J.-L.`` in short."""
    return "-".join(f"{part[0]}." for part in name.split("-") if part)
