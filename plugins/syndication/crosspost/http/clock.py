"""What a server says of time: whether its clock and ours agree, and how long to wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crosspost.contract import Finding

# Seconds by which clocks may differ.
DIFFERENCE = 120
# A wait of more seconds than this is none: it is the moment itself, in seconds since 1970.
MOMENT = 1_000_000_000


def check_clock(date: str) -> Iterator[Finding]:
    """Compare the server's clock, as the header `Date` of its answer gave it, with ours."""
    theirs = read_date(date)
    if theirs is None:
        return
    difference = (datetime.now(UTC) - theirs).total_seconds()
    if abs(difference) <= DIFFERENCE:
        yield Finding(True, "The clocks agree.")
        return
    way = "ahead of" if difference > 0 else "behind"
    minutes = abs(difference) / 60
    yield Finding(False, f"The clock of this machine is {minutes:.0f} minutes {way} theirs. Correct it.")


def read_date(value: str) -> datetime | None:
    """Return the moment that a header `Date` names; None if it names none, as where it stands twice."""
    try:
        moment = parsedate_to_datetime(value)
        moment.timestamp()
    except (OverflowError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def read_wait(value: str, date: str) -> float | None:
    """Return how many seconds to wait, as `Retry-After` says (RFC 9110, § 10.2.3); None if unclear.

    Args:
        value: The header: seconds, or a moment (as in HTTP, in ISO 8601, or in seconds since 1970).
        date: When the partner's own clock said that, because ours may be wrong.
    """
    try:
        if value.strip().isdecimal():
            if float(value) < MOMENT:
                return float(value)
            end = datetime.fromtimestamp(float(value), UTC)
        else:
            end = datetime.fromisoformat(value) if value[:4].isdigit() else parsedate_to_datetime(value)
        return max(0.0, (end - parsedate_to_datetime(date)).total_seconds())
    except (OSError, OverflowError, TypeError, ValueError):
        return None
