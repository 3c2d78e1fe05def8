"""Unpublished and informally published works (APA 7, § 10.8)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import flatten, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import states
from apa7.rules.family import Family

from .kinds import worded

_UNIT = late(
    r"\b(?:academy|cent(?:er|re)|college|department|division|faculty|institute|laboratory|office|programme?|"
    r"school|section|unit)\b",
    re.IGNORECASE,
)
"""Words of what is a part of an institution, which `location` holds beside `institution` in biblatex-apa."""


class Unpublished(Family):
    """A manuscript: `@unpublished`, and whatever is in preparation or submitted."""

    def gives_day(self, work: Work) -> bool:
        return False

    def brackets(self, work: Work) -> list[Text]:
        state = states.state(work)
        if state not in (states.PREPARED, states.SUBMITTED):
            state = states.UNPUBLISHED
        said = work.text("titleaddon") or next(
            (work.text(name) for name in ("type", "howpublished") if _says_more(work, name)), EMPTY
        )
        return [plain(worded(flatten(said))) if len(said) == 1 else said or plain(state)]

    def source(self, work: Work) -> list[Text]:
        who, where = work.text("institution", "organization"), work.text("location")
        if names_unit(flatten(where)):
            return [join(", ", [where, who])]
        # A place alone is where somebody was when they wrote it.
        return [join(", ", [who, where]) if who else EMPTY]


def names_unit(place: str) -> bool:
    """Tell whether a place is a part of an institution: "Department of Law"."""
    return bool(_UNIT.search(place))


def _says_more(work: Work, field: str) -> bool:
    """Tell whether a field says something else than how far the work is."""
    return bool(work.text(field)) and not states.read_state(work.string(field))
