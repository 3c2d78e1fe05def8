"""When something was said, in the ways in which networks and their exports write it."""

from __future__ import annotations

from datetime import UTC, datetime

# Twitter's API; its archive until 2018; a spreadsheet of TAGS, which has the days of Britain.
_FORMS = ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%d %H:%M:%S %z", "%d/%m/%Y %H:%M:%S")


def read_stamp(text: object) -> datetime | None:
    """Return a moment with its offset, which is that of London where none is written; None if it is none."""
    if not isinstance(text, str):
        return None
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        for form in _FORMS:
            try:
                moment = datetime.strptime(text, form)
                break
            except ValueError:
                continue
        else:
            return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if 1 < moment.year < datetime.max.year else None


def write_stamp(moment: datetime | None) -> str:
    """Return a moment as lines have it; "" if there is none."""
    return moment.isoformat() if moment else ""
