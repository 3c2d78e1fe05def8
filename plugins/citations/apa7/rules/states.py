"""How far a work is on its way to readers (APA 7, § 9.13, § 10.1, examples 7 and 8, § 10.8)."""

import re

from apa7.model import Work

from .memory import once

IN_PRESS = "in press"
ADVANCE = "Advance online publication"
UNPUBLISHED = "Unpublished manuscript"
PREPARED = "Manuscript in preparation"
SUBMITTED = "Manuscript submitted for publication"

_SAID = {
    IN_PRESS: r"in ?press|forthcoming|to appear\b.*|(?:in press|accepted)(?: (?:at|by|for|in) .*)?",
    PREPARED: r"(?:(?:manuscript|work|paper) )?in ?prep(?:\.|aration)?(?: for .*)?|maninprep|draft",
    SUBMITTED: r"(?:(?:manuscript|paper) )?(?:(?:re)?submitted\b|(?:under|in) re(?:view|vision)\b).*|mansub",
    UNPUBLISHED: r"(?:manuscript )?unpublished(?: (?:manuscript|work|paper))?|manunpub",
    ADVANCE: r"pre-?published|advance (?:online publication|access|article)|(?:e-?pub|online|published)? ?"
    r"(?:online )?ahead of print|(?:published )?online (?:first|early)|online first articles?|early view",
}
_STATES = {state: re.compile(said, re.IGNORECASE) for state, said in _SAID.items()}
"""What APA calls a state → how authors, exporters and biblatex (`pubstate = {inpreparation}`) say it."""

_FIELDS = ("pubstate", "howpublished", "type", "note", "journaltitle")


@once
def state(work: Work) -> str:
    """Return "in press", "Manuscript in preparation", "Advance online publication" and so on, or nothing."""
    date = work.dates.get("date")
    said = (*map(work.string, _FIELDS), date.text if date else "")
    return next(filter(None, map(read_state, said)), "")


def is_manuscript(work: Work) -> bool:
    """Tell whether nobody publishes the work yet, so that no journal or publisher is named (§ 10.8)."""
    return state(work) in (PREPARED, SUBMITTED) and not work.text("doi", "volume")


def read_state(said: str) -> str:
    """Return the state that a text says, and nothing else, or an empty string."""
    said = said.strip(" .()[]")
    return next((found for found, pattern in _STATES.items() if said and pattern.fullmatch(said)), "")
