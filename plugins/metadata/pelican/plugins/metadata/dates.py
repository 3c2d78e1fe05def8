"""Dates that can be read in two ways."""

import re

DATE = re.compile(r"^(?:date|modified):\s*(?P<written>(\d{1,2})[./-](\d{1,2})[./-]\d{2,4})\b", re.I | re.M)


def find_ambiguous_date(text: str) -> str | None:
    """Return the first date of a post's metadata whose day could be its month: ``03/11/2026``.

    Args:
        text: The post's source.
    """
    head = re.split(r"\n[ \t]*\n", text, maxsplit=1)[0]
    for found in DATE.finditer(head):
        first, second = int(found[2]), int(found[3])
        if first != second and max(first, second) <= 12:
            return found["written"]
    return None
