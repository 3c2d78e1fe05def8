"""What a work is called in brackets (APA 7, § 9.21): one visible table."""

from apa7.bibliography.strings import STRINGS
from apa7.model import Work

KINDS = {
    "movie": "Film",
    "infographic": "Infographic",
    "musicvideo": "Music video",
    "radiobroadcast": "Radio broadcast",
    "slides": "Slides",
    "videogame": "Video game",
    "webinar": "Webinar",
    "webisode": "Video webisode",
}
"""`entrysubtype` → description, where biblatex-apa has no key for it (`bibliography/strings.py`).

What neither knows is printed as written, with a capital.
"""

_NO_KINDS = (
    "nonacademic",
    "newspaper",
    "magazine",
    "news",
    "newsarticle",
    "blog",
    "blogpost",
    "book",
    "report",
)


def description(work: Work, default: str = "") -> str:
    """Return the description in brackets, or an empty string."""
    written = work.string("entrysubtype")
    if not written:
        return default
    if written.lower() in _NO_KINDS:
        return ""
    key = written.lower().replace(" ", "")
    return KINDS.get(key) or STRINGS.get(key) or written[0].upper() + written[1:]


def is_kind(word: str) -> bool:
    """Tell whether a word is an `entrysubtype` with a meaning."""
    return word in KINDS or word in _NO_KINDS
