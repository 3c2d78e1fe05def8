"""Reports, working papers, codes of ethics (APA 7, § 10.4)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from apa7.bibliography.richtext import concat, flatten, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules.details import edition, volume
from apa7.rules.family import Family

from .kinds import description

_TYPES = {"techreport": "Technical Report", "resreport": "Research Report", "report": "Report"}


class Report(Family):
    """A report: `@report`, `@techreport`."""

    def parentheses(self, work: Work) -> list[Text]:
        return [
            *self.contributors(work),
            plain(edition(work)),
            join(", ", [in_series(work), plain(volume(work))]),
            work.text("note"),
        ]

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]


def in_series(work: Work) -> Text:
    """Return "Vital and Health Statistics Series 10, Issue 260", or the number of a report in no series."""
    series, number = work.text("series"), work.text("number")
    if series and _names_its_kind(work):
        return join(", ", [series, number])
    if not series or work.text("type"):
        return numbered(work)
    return join(", ", [series, concat("Issue ", number) if number else EMPTY])


def numbered(work: Work) -> Text:
    """Return "NIH Publication No. 18-2424" (§ 10.4)."""
    kind, number = work.text("type"), work.text("number")
    named = plain(_TYPES[work.string("type").lower()]) if work.string("type").lower() in _TYPES else kind
    if not number:
        return EMPTY
    if _names_its_kind(work):
        return number if flatten(kind).lower() in ("", "report") else join(" ", [kind, number])
    label = "" if work.string("number").lower().startswith(("no.", "report")) else "No. "
    return join(" ", [named or plain("Report"), concat(label, number)])


def _names_its_kind(work: Work) -> bool:
    """Tell whether a number says itself what it is: "Wai 262" (Waitangi Tribunal)."""
    return bool(re.match(r"[A-Z][a-z]+ \d", work.string("number")))
