"""Keys of biblatex's own words that aren't any, and are printed as they are written."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from apa7.bibliography.strings import KEYED_FIELDS, STRINGS
from apa7.model import Work
from apa7.rules.states import read_state
from apa7.rules.works.kinds import is_kind

from .findings import Finding, warn

_FIELDS = KEYED_FIELDS | {"entrysubtype", "pubstate"}
_KEY = re.compile(r"[a-z]{3,40}")
_ORDINARY = frozenset(
    (
        "advert", "advertisement", "article", "audio", "book", "brochure", "commentary", "conference", "data",
        "dataset", "dissertation", "document", "editorial", "exegesis", "fieldnotes", "infographic",
        "leaflet", "letter", "magazine", "manuscript", "newspaper", "obituary", "online", "pamphlet",
        "poster", "preprint", "print", "published", "review", "slides", "symposium", "talk", "thesis",
        "transcript", "webinar", "webpage", "website", "workshop",
    )
)  # fmt: skip
"""Words that stand in these fields as they are."""

_FREE = ("entrysubtype", "institution", "note", "publisher", "venue")
"""Fields in which a single word in small letters may be a name or a description of its own."""

_BEGINNING = re.compile(r"country|lang[a-z]{4}|patent.|patreq|man(?:in|un|sub)")


def find_unknown_keys(work: Work) -> Iterable[Finding]:
    """Tell values that look like a key of biblatex or biblatex-apa, and aren't."""
    return () if _FIELDS.isdisjoint(work.source) else _find_unknown_keys(work)


def _find_unknown_keys(work: Work) -> Iterator[Finding]:
    for field in sorted([field for field in work.source if field in _FIELDS]):
        # Braces say that a name is meant.
        value = work.source[field].strip()
        if not _KEY.fullmatch(value) or value in _ORDINARY or _is_known(value):
            continue
        near = get_close_matches(value, STRINGS, n=1, cutoff=0.8)
        if near or field not in _FREE or _BEGINNING.match(value):
            instead = f'did you mean "{near[0]}"?' if near else "write it in words, or a name in braces"
            where = "says nothing" if field == "pubstate" else "is printed as it is"
            yield warn(work, "string", f"{field} = {{{value}}} is no key of biblatex, and {where}; {instead}")


def _is_known(value: str) -> bool:
    return value in STRINGS or is_kind(value) or bool(read_state(value))
