"""Whether a server's clock and ours agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crosspost.contract import Finding

# Seconds by which clocks may differ.
DIFFERENCE = 120


def check_clock(date: str) -> Iterator[Finding]:
    """Compare the server's clock, as the header `Date` of its answer gave it, with ours."""
    try:
        difference = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()
    except (OverflowError, TypeError, ValueError):
        return
    if abs(difference) <= DIFFERENCE:
        yield Finding(True, "The clocks agree.")
        return
    way = "ahead of" if difference > 0 else "behind"
    minutes = abs(difference) / 60
    yield Finding(False, f"The clock of this machine is {minutes:.0f} minutes {way} theirs. Correct it.")
