"""What is asked for: a hashtag, and from when until when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from conversation.errors import ConversationError

_TAG = re.compile(r"[\w·-]{1,100}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HASHTAG = re.compile(r"[#＃]([\w·-]{1,100})")


# Any time.
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Query:
    """What is asked for.

    Attributes:
        tag: The hashtag, without its sign.
        since: The first moment.
        until: The first moment after it.
    """

    tag: str
    since: datetime = FIRST
    until: datetime = LAST

    def covers(self, moment: datetime | None) -> bool:
        """Say whether a moment is within the time that is asked for."""
        return moment is not None and self.since <= moment < self.until

    def is_said(self, text: str, tags: Iterable[object] = ()) -> bool:
        """Say whether a text, or the tags beside it, have the hashtag."""
        found = {*_HASHTAG.findall(text), *(one.lstrip("#") for one in tags if isinstance(one, str))}
        return fold(self.tag) in map(fold, found)


def fold(tag: str) -> str:
    """Return a hashtag as networks compare them."""
    return tag.casefold()


def read_query(tag: str, since: str, until: str, zone: tzinfo) -> Query:
    """Read what an author asks for.

    Args:
        tag: With or without its sign.
        since: A day, or a moment, in ISO 8601; "" for any.
        until: The same; a day is within.
        zone: Whose days are meant, and whose hours where a moment has no offset.

    Raises:
        ConversationError: It cannot be read.
    """
    tag = tag.strip().lstrip("#＃")
    if not _TAG.fullmatch(tag) or tag.isdecimal():
        raise ConversationError(
            f'"{tag[:100]}" is no hashtag: it has letters, digits and _, such as "#swrb13".'
        )
    first = read_moment(since, zone, "--from") if since else FIRST
    last = read_moment(until, zone, "--until", end=True) if until else LAST
    if first >= last:
        raise ConversationError(f"--from {since} is not before --until {until}.")
    return Query(tag, first, last)


def read_moment(text: str, zone: tzinfo, name: str, end: bool = False) -> datetime:
    """Return a moment; of a day its first, or the first after it.

    Raises:
        ConversationError: It is none.
    """
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text) + timedelta(days=1 if end else 0)
            return datetime.combine(day, time(), zone).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConversationError(
            f'{name}: "{text[:60]}" is neither a day (2013-11-12) nor a moment (2013-11-12T09:00+13:00).'
        ) from None


def write_moment(moment: datetime) -> str:
    """Return a moment as networks want it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
