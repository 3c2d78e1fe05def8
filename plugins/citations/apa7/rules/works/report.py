"""Reports, working papers, codes of ethics (APA 7, § 10.4)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, flatten, join, plain
from apa7.model import EMPTY, Name, Text, Work
from apa7.rules.details import edition, volume
from apa7.rules.family import Family

from .kinds import description

_SERIES = late(
    r"(?P<kind>.*\b(?:paper|report|memorandum|brief|bulletin|publication)) ?(?:s|series)?$", re.IGNORECASE
)
"""What a series of numbered papers is called: "Discussion Paper Series", "NBER Working Papers"."""


class Report(Family):
    """A report: `@report`, `@techreport`."""

    def creators(self, work: Work) -> tuple[Name, ...]:
        return super().creators(work) or publishing_groups(work)

    def parentheses(self, work: Work) -> list[Text]:
        return [
            *self.contributors(work),
            plain(edition(work)),
            join(", ", [in_series(work), plain(volume(work))]),
            work.text("note"),
        ]

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work) or _kind(work))]


def publishing_groups(work: Work) -> tuple[Name, ...]:
    """Return who publishes a work: without other authors, they have written it (§ 10.4)."""
    fields = ("institution", "organization", "publisher")
    groups = next((work.lists[field] for field in fields if work.lists.get(field)), ())
    return tuple(Name(flatten(group), group=True) for group in groups)


def _kind(work: Work) -> str:
    """Return "Policy brief" where `type` says so and there is no number to go with it (§ 10.4)."""
    kind = work.string("type")
    if work.text("number", "titleaddon") or kind.lower() in ("", "report") or re.search(r"\d|Series$", kind):
        return ""
    words = [word.lower() if word[1:].islower() else word for word in kind.split()]
    return " ".join(words)


def in_series(work: Work) -> Text:
    """Return "Vital and Health Statistics Series 10, Issue 260", or the number of a report in no series."""
    # biblatex-apa's name of a series was `issue` once.
    series = work.text("series") or (EMPTY if _is_number(work.string("issue")) else work.text("issue"))
    number, kind = (
        work.text("number") or (work.text("issue") if work.text("series") else EMPTY),
        work.text("type"),
    )
    if not series and re.search(r"\bSeries$", flatten(kind)):
        series, kind = kind, EMPTY
    if number and not (kind or _names_its_kind(work)) and (named := _SERIES.match(flatten(series))):
        return plain(_with_number(named["kind"], flatten(number)))
    if series and _names_its_kind(work) and not re.match(r"Series \d", flatten(number)):
        return join(", ", [series, number])
    if not series or (kind and number):
        return numbered(work)
    if re.match(r"Series \d|\d+, [A-Z]", flatten(number)):
        # A series of a series: "Series 10, Issue 260".
        return join(" ", [_without_series(series, number), number])
    return join(
        ", ", [series, concat("" if _is_labelled(flatten(number)) else "Issue ", number) if number else EMPTY]
    )


def _without_series(series: Text, number: Text) -> Text:
    """Leave the word "Series" out that a number says itself."""
    if not flatten(number).startswith("Series") or not series[-1].text.endswith(" Series"):
        return series
    return (*series[:-1], series[-1]._replace(text=series[-1].text.removesuffix(" Series")))


def _is_number(text: str) -> bool:
    return not re.match(r"[^\W\d_]{3,} [^\W\d_]{2,}", text)


def _is_labelled(number: str) -> bool:
    return bool(re.match(r"(?:No\.|Nos\.|Issue|Vol\.|Volume|Part|Number|Report)\b", number))


def numbered(work: Work) -> Text:
    """Return "NIH Publication No. 18-2424" (§ 10.4)."""
    kind, number = work.text("type"), work.text("number")
    if not number:
        # "Project No. 12" is a number wherever it stands; "Policy Brief" describes.
        return kind if re.search(r"\d", flatten(kind)) else EMPTY
    written = flatten(kind)
    if _names_its_kind(work):
        said = written.lower() in ("", "report", "standard")
        said = said or flatten(number).lower().startswith(written.lower())
        return number if said else join(" ", [kind, number])
    if several := _SERIES.match(written):
        written = several["kind"]
    return plain(
        _with_number(written or ("Standard" if work.type == "standard" else "Report"), flatten(number))
    )


def _with_number(kind: str, number: str) -> str:
    label = "" if number.lower().startswith(("no.", "report")) else "No. "
    return f"{kind} {label}{number}"


def _names_its_kind(work: Work) -> bool:
    """Tell whether a number says itself what it is: "Wai 262", "ISO/IEC 27001:2022", "Working Paper 12"."""
    return bool(re.match(r"[A-Z][A-Za-z]+(?:[ /][A-Z][A-Za-z]*)* (?:\d|No\. )", work.string("number")))
