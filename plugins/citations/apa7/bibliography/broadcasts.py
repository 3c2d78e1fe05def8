"""Episodes of podcasts and programmes, and videos that anybody uploads, as exporters write them."""

import re

from .collaborators import SEEN_AND_HEARD, site_of_upload
from .descriptions import is_description
from .latex import bare
from .patterns import late

Fields = dict[str, str]

_BROADCAST = late(r"\b(?:podcast|radio|television|tv)\b", re.IGNORECASE)


def find_programme(kind: str, fields: Fields) -> None:
    """The programme of a broadcast or the podcast of an episode, which every exporter puts elsewhere."""
    if "maintitle" in fields:
        return
    if kind in SEEN_AND_HEARD:
        # A record has a label and may be one of a series; a podcast has none.
        series = "series" if "publisher" not in fields or "number" in fields else ""
        name = next((one for one in ("booktitle", "journaltitle", series) if one in fields), "")
        added = fields.get("titleaddon", "")
        if not name and added and not is_description(bare(added)):
            name = "titleaddon"
        if name:
            fields["maintitle"] = fields.pop(name)
        if kind == "audio" and name == "journaltitle":
            fields.setdefault("entrysubtype", "radiobroadcast")
        elif kind == "audio" and (name == "series" or "number" in fields or _is_podcast(fields)):
            fields.setdefault("entrysubtype", "podcastepisode")
        if site := site_of_upload(fields.get("url", "")):
            fields.setdefault("publisher", site)
    elif kind == "misc" and (told := _BROADCAST.search(bare(fields.get("type", "")))):
        _find_whole(fields, told[0].lower())
    elif kind in ("misc", "online") and (site := site_of_upload(fields.get("url", ""))):
        if fields.get("entrysubtype", "webpage") == "webpage":
            fields["entrysubtype"] = "Video"
        if not fields.keys() & {"publisher", "organization"}:
            fields["organization"] = site
    elif kind == "misc" and "journaltitle" in fields and "publisher" in fields and "volume" not in fields:
        whole = "booktitle" if fields.keys() & {"pages", "edition", "editor"} else "maintitle"
        fields.setdefault(whole, fields.pop("journaltitle"))


def _is_podcast(fields: Fields) -> bool:
    """Tell an episode by its author and address, since who performs a record is no author in Zotero."""
    return "author" in fields and "url" in fields and not fields.keys() & {"publisher", "author+an:role"}


def _find_whole(fields: Fields, told: str) -> None:
    """Read what a @misc says in `type` that it is: an episode, if it names a whole."""
    name = next((one for one in ("journaltitle", "organization", "series") if one in fields), "")
    if name:
        fields["maintitle"] = fields.pop(name)
        if told == "podcast":
            fields["entrysubtype"] = "podcastepisode"
            del fields["type"]
        elif fields.get("entrysubtype") == "webpage":
            del fields["entrysubtype"]
