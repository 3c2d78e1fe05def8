"""How far a work is on its way to readers (APA 7, § 9.13, § 10.1, examples 7 and 8, § 10.8)."""

import re
from functools import lru_cache

from apa7.bibliography.patterns import late
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
_STATES = late("|".join(f"(?P<s{n}>{said})" for n, said in enumerate(_SAID.values())), re.IGNORECASE)
_NAMES = {f"s{n}": state for n, state in enumerate(_SAID)}

_BEFORE = late(r"(?:to appear|accepted|in press) (?:at|by|for|in) ", re.IGNORECASE)
_BEHIND = ("in press", "forthcoming", "to appear")

_FIELDS = ("pubstate", "howpublished", "type", "note", "journaltitle")


@once
def state(work: Work) -> str:
    """Return "in press", "Manuscript in preparation", "Advance online publication" and so on, or nothing."""
    date = work.dates.get("date")
    texts = work.texts
    for said in [work.string(field) for field in _FIELDS if field in texts]:
        if found := read_state(said):
            return found
    found = read_state(date.text) if date and date.text else ""
    journal = work.string("journaltitle")
    return found or (IN_PRESS if journal and name_journal(journal) != journal else "")


@lru_cache(maxsize=1024)
def name_journal(written: str) -> str:
    """Return the name of a journal without its state: "Kea (in press)" → "Kea"."""
    name = _BEFORE.sub("", written, count=1) if _BEFORE.match(written) else written
    bare = name.rstrip(") .")
    for said in _BEHIND:
        if bare.lower().endswith(said) and bare[: -len(said)].endswith((" ", ",", "(")):
            return bare[: -len(said)].rstrip(" ,(")
    return name


def is_manuscript(work: Work) -> bool:
    """Tell whether nobody publishes the work yet, so that no journal or publisher is named (§ 10.8)."""
    return state(work) in (PREPARED, SUBMITTED) and not work.text("doi", "volume")


@lru_cache(maxsize=1024)
def read_state(said: str) -> str:
    """Return the state that a text says, and nothing else, or an empty string."""
    found = _STATES.fullmatch(said.strip(" .()[]")) if said else None
    return _NAMES[found.lastgroup] if found and found.lastgroup else ""
