"""An entry of an event → a work that others can cite: what its author wrote on a network (APA 7, § 10.15)."""

from __future__ import annotations

from datetime import datetime, tzinfo

from .model import Answer
from .quotations import Quotation
from .thread import name_host, read_date

# On this day Twitter took the name X.
RENAMED = datetime.fromisoformat("2023-07-24T00:00:00+00:00")


def describe_entry(answer: Answer, zone: tzinfo) -> Quotation:
    """Return what somebody wrote as what can be cited.

    Args:
        answer: What somebody wrote.
        zone: Whose days are meant.
    """
    site, kind = name_site(answer)
    moment = read_date(answer.date)
    return Quotation(
        (answer.address,),
        answer.address,
        answer.name,
        answer.handle,
        answer.page,
        moment.astimezone(zone).isoformat() if moment else "",
        answer.lang,
        site,
        kind,
        text=answer.text,
    )


def name_site(answer: Answer) -> tuple[str, str]:
    """Return what readers call the network, and what something is called that stands there."""
    host = name_host(answer.address)
    if host in ("twitter.com", "x.com"):
        moment = read_date(answer.date)
        return ("Twitter", "Tweet") if moment is None or moment < RENAMED else ("X", "Post")
    return ("Bluesky", "Post") if host == "bsky.app" else ("Mastodon", "Post")
