"""Dissertations and theses (APA 7, § 10.6)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

from apa7.bibliography.richtext import concat, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules.family import Family

_TYPES = {
    "phdthesis": "Doctoral dissertation",
    "phd thesis": "Doctoral dissertation",
    "ph.d. thesis": "Doctoral dissertation",
    "phd": "Doctoral dissertation",
    "phd dissertation": "Doctoral dissertation",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "masters thesis": "Master’s thesis",
    "master thesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
}


class Thesis(Family):
    """A dissertation or thesis: `@thesis`, `@phdthesis`, `@mastersthesis`."""

    def gives_day(self, work: Work) -> bool:
        return False

    def parentheses(self, work: Work) -> list[Text]:
        number = work.text("number")
        return [concat("Publication No. ", number) if number else EMPTY]

    def brackets(self, work: Work) -> list[Text]:
        kind = thesis_type(work)
        if kind.startswith("Unpublished"):
            return [plain(kind)]
        return [join(", ", [plain(kind), work.text("institution")])]

    def source(self, work: Work) -> list[Text]:
        if thesis_type(work).startswith("Unpublished"):
            return [work.text("institution")]
        return [self.publisher(work, "publisher", "organization", "library", "archive")]


def thesis_type(work: Work) -> str:
    """Return "Doctoral dissertation", or what `type` says."""
    written = work.string("type")
    default = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis"}.get(
        work.type, "Thesis"
    )
    return _TYPES.get(written.lower().replace("’", ""), written) or default
