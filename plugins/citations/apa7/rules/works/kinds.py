"""What a work is called in brackets (APA 7, § 9.21): one visible table."""

from apa7.model import Work

KINDS = {
    "album": "Album",
    "film": "Film",
    "movie": "Film",
    "infographic": "Infographic",
    "musicvideo": "Music video",
    "podcast": "Audio podcast",
    "podcastepisode": "Audio podcast episode",
    "powerpoint": "PowerPoint slides",
    "radiobroadcast": "Radio broadcast",
    "slides": "Slides",
    "song": "Song",
    "speech": "Speech audio recording",
    "tvepisode": "TV series episode",
    "tvseries": "TV series",
    "videogame": "Video game",
    "webinar": "Webinar",
    "webisode": "Video webisode",
    "interview": "Interview",
}
"""`entrysubtype` → description. What isn't listed is printed as written, with a capital."""

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
    return KINDS.get(written.lower().replace(" ", ""), written[0].upper() + written[1:])
