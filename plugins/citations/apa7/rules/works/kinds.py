"""What a work is called in brackets (APA 7, § 9.21): one visible table."""

from functools import lru_cache

from apa7.bibliography.descriptions import is_description
from apa7.bibliography.richtext import flatten, plain
from apa7.bibliography.strings import STRINGS
from apa7.model import Work
from apa7.rules.descriptions import as_description

KINDS = {
    "broadcast": "Broadcast",
    "movie": "Film",
    "motionpicture": "Film",
    "featurefilm": "Film",
    "infographic": "Infographic",
    "musicvideo": "Music video",
    "radiobroadcast": "Radio broadcast",
    "slides": "Slides",
    "tvbroadcast": "TV broadcast",
    "videogame": "Video game",
    "webinar": "Webinar",
    "webisode": "Video webisode",
}
"""`entrysubtype` → description, where biblatex-apa has no key for it (`bibliography/strings.py`).

What neither knows is printed as written, with a capital.
"""

TYPES = {
    **KINDS,
    "film": "Film",
    "podcast": "Audio podcast",
    "powerpoint": "PowerPoint slides",
    "computerprogram": "Computer software",
    "conferencepaper": "Paper presentation",
    "conferencetalk": "Conference presentation",
    "dataset": "Data set",
    "discussionforum": "Online forum post",
    "forumpost": "Online forum post",
    "poster": "Poster presentation",
    "youtubevideo": "Video",
    "powerpointpresentation": "PowerPoint slides",
    "software": "Computer software",
    "talk": "Conference presentation",
}
"""What people and tools write into `type` → description."""

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
    "webpage",
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


@lru_cache(maxsize=512)
def worded(written: str) -> str:
    """Return how a kind is told that an entry has in `type`: "Poster" as "Poster presentation".

    Exporters protect its capitals, which descriptions don't have.
    """
    return TYPES.get(_key(written)) or STRINGS.get(written) or flatten(as_description(plain(written)))


def told_type(work: Work) -> str:
    """Return what `type` tells readers, if it describes the work; a site's or exporter's own words don't."""
    written = work.string("type")
    return worded(written) if _key(written) in TYPES or is_description(written) else ""


def _key(written: str) -> str:
    return written.lower().replace(" ", "").replace("-", "")
