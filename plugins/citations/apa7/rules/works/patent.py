"""Patents (APA 7, § 11.8)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from apa7.bibliography.richtext import concat, plain
from apa7.model import Text, Work
from apa7.rules.family import Family

_COUNTRIES = {
    "European": ("ep", "eu", "europe", "european union", "european patent office"),
    "French": ("fr", "france"),
    "German": ("de", "germany", "deutschland"),
    "British": ("gb", "uk", "united kingdom", "great britain"),
    "U.S.": ("us", "usa", "u.s.", "united states", "united states of america"),
}
"""Whose patent it is ← what its number begins with, or `nationality`, `country` or `location` names."""
_WHOSE = {name: whose for whose, names in _COUNTRIES.items() for name in names}


class Patent(Family):
    """A patent: `@patent`."""

    def gives_day(self, work: Work) -> bool:
        return False

    def parentheses(self, work: Work) -> list[Text]:
        number = work.string("number")
        if not number:
            return []
        kind = re.sub(r"^US Patent", "U.S. Patent", work.string("type") or "Patent")
        whose = _WHOSE.get(work.string("nationality", "country", "location").lower(), "")
        if (begins := re.match(r"([A-Z]{2})[\s-]?(?=\d)", number)) and begins[1].lower() in _WHOSE:
            whose, number = _WHOSE[begins[1].lower()], number[begins.end() :]
        if kind in ("Patent", "Patent Application") and whose:
            kind = f"{whose} {kind}"
        return [concat(f"{kind} No. ", plain(number))]

    def source(self, work: Work) -> list[Text]:
        return [self.publisher(work, "publisher", "organization", "institution", "holder")]
