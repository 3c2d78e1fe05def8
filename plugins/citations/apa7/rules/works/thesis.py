"""Dissertations and theses (APA 7, § 10.6)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, flatten, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import states
from apa7.rules.family import Family
from apa7.rules.memory import once

from .kinds import worded

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
_DEGREES = {
    "Doctoral dissertation": late(
        r"(?:ph\.? ?d\.?|d\.? ?phil\.?|ed\.?d\.?|d\.?s\.?w\.?|doctor of [\w ]+?)(?: thesis| dissertation)?",
        re.IGNORECASE,
    ),
    "Master’s thesis": late(
        r"(?:m\.?(?:a|ed|phil|res|sc|s|s\.?w)\.?|master of [\w ]+?)(?: thesis| dissertation)?", re.IGNORECASE
    ),
}
"""What APA calls a thesis → the degrees it is for, as repositories write them: "MSW thesis"."""


class Thesis(Family):
    """A dissertation or thesis: `@thesis`, `@phdthesis`, `@mastersthesis`."""

    def gives_day(self, work: Work) -> bool:
        return False

    def parentheses(self, work: Work) -> list[Text]:
        number = work.text("number")
        return [concat("Publication No. ", number) if number else EMPTY]

    def brackets(self, work: Work) -> list[Text]:
        kind, said = thesis_type(work), work.text("titleaddon")
        if kind.startswith("Unpublished"):
            return [plain(kind)]
        whole = join(", ", [plain(kind), EMPTY if "," in kind else work.text("institution")])
        return [whole, EMPTY if _is_thesis(flatten(said)) else said]

    def source(self, work: Work) -> list[Text]:
        if thesis_type(work).startswith("Unpublished"):
            return [work.text("institution")]
        return [self.publisher(work, "publisher", "organization", "library", "archive")]


def _is_thesis(said: str) -> bool:
    return bool(re.search(r"\b(?:dissertation|thesis|exegesis)\b", said, re.IGNORECASE))


@once
def thesis_type(work: Work) -> str:
    """Return "Doctoral dissertation", or what `type` says; biblatex-apa's entries say it in `titleaddon`."""
    written = work.string("titleaddon")
    written = written if _is_thesis(written) else work.string("type")
    default = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis"}.get(
        work.type, "Thesis"
    )
    degree = next((said for said, pattern in _DEGREES.items() if pattern.fullmatch(written)), "")
    kind = _TYPES.get(written.lower().replace("’", "")) or degree or worded(written) or default
    said, unpublished = re.subn(r"^unpublished\s+", "", kind, flags=re.IGNORECASE)
    if unpublished or states.state(work) == states.UNPUBLISHED:
        return f"Unpublished {said[:1].lower() if said[1:2].islower() else said[:1]}{said[1:]}"
    return kind
