"""Who did what, as biblatex and exporters say it: `editortype`, `editora`, `namea`, `collaborator`.

BBT, Better BibTeX, gives a film's director as `editor` with `editortype = {director}`, its writers as
`editora`, and all others as `namea` with `nameatype = {collaborator}`; Zotero, everybody but the author as
`editora` with `editoratype = {collaborator}`.
"""

import re
from collections.abc import Mapping

from apa7.model import Name

from .patterns import late

ROLES = {
    "director": "director",
    "scriptwriter": "writer",
    "screenwriter": "writer",
    "writer": "writer",
    "executiveproducer": "execproducer",
    "execproducer": "execproducer",
    "producer": "producer",
    "host": "host",
    "podcaster": "host",
    "presenter": "host",
    "guest": "guest",
    "interviewer": "interviewer",
    "composer": "composer",
    "artist": "artist",
}
"""What somebody's type may be in one of these fields → the role that is told (APA 7, §§ 9.10, 10.12)."""

FIELDS = ("editor", "editora", "editorb", "editorc", "namea", "nameb", "namec", "collaborator")
_FIELDS = frozenset(FIELDS)
SEEN_AND_HEARD = ("video", "movie", "audio", "music")
UPLOADS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "ted.com": "TED Conferences",
}
"""Sites for videos of everybody's: who uploaded one is its author, whatever their part (§ 10.12)."""

_HOST = late(r"\s*https?://(?:(?:www|m)\.)?([\w.-]+)/", re.IGNORECASE)
_OF_THE_WHOLE = ("execproducer", "producer")
_OWN_FIELDS = {
    "translator": "translator",
    "compiler": "compiler",
    **dict.fromkeys(("chair", "chairs", "typechair", "typechairs"), "chair"),
}
"""Types of editors who have a field of their own."""
_OF_THE_VOLUME = ("volume", "typevolume", "volseries", "typevolseries")
_OF_THE_SERIES = ("series", "typeseries", "serieseditor")
"""biblatex-apa's types of editors; of both, those of the volume are told (§ 10.2, example 30)."""

_ORDER = {"writer": 0, "director": 1}

People = dict[str, tuple[Name, ...]]
Annotations = dict[str, dict[int, str]]


def assign_roles(
    kind: str, fields: Mapping[str, str], people: People, annotations: Annotations
) -> tuple[People, Annotations]:
    """Put people where an author would enter them who says in `author+an:role` what they did.

    Args:
        kind: The entry type.
        fields: The other fields, as written.
        people: Those in fields of names.
        annotations: What is noted on them.
    """
    if "author" not in people or not _FIELDS.isdisjoint(people):
        people = _assign_typed(kind, fields, dict(people), annotations)
    if people.get("author") and "author:role" not in annotations and (role := _role_of_authors(kind, fields)):
        told = {number: role for number, name in enumerate(people["author"], 1) if not name.group}
        annotations["author:role"] = told
    return people, annotations


def _assign_typed(kind: str, fields: Mapping[str, str], people: People, annotations: Annotations) -> People:
    roles: dict[Name, list[str]] = {}
    others: list[Name] = []
    series: tuple[Name, ...] = ()
    if kind in SEEN_AND_HEARD and "maintitle" not in fields and "author" not in people:
        for own in ("writer", "director", "host", *_OF_THE_WHOLE):
            for name in people.get(own, ()):
                roles.setdefault(name, []).append(own)
    for field in FIELDS:
        written = "editor" if field == "editor" else "collaborator"
        written = fields.get(f"{field}type", written).replace(" ", "").lower()
        if field not in people or written == "editor":
            continue
        names = people.pop(field)
        if kind in SEEN_AND_HEARD and (role := ROLES.get(written)):
            for name in names:
                roles.setdefault(name, []).append(role)
        elif written in _OF_THE_VOLUME:
            people["editor"] = names
        elif written in _OF_THE_SERIES:
            series = names
        elif written in _OWN_FIELDS:
            people.setdefault(_OWN_FIELDS[written], names)
        elif written not in ("redactor", "none", "founder", "continuator"):
            others += names
    if series and "editor" not in people:
        people["editor"] = series
        annotations.setdefault("editor:role", {0: "serieseditor"})
    if roles and "author:role" not in annotations:
        _credit(fields, people, annotations, roles)
    if not any(people.get(field) for field in ("author", "editor", "compiler")) and others:
        people["author"] = tuple(dict.fromkeys(others))
    if people.get("compiler") and not (people.get("author") or people.get("editor")):
        people["editor"] = people.pop("compiler")
        annotations.setdefault("editor:role", {0: "compiler"})
    return people


def _credit(
    fields: Mapping[str, str], people: People, annotations: Annotations, roles: dict[Name, list[str]]
) -> None:
    """Make authors of those who made a film, an episode or a recording."""
    whole = "maintitle" in fields
    for role in _OF_THE_WHOLE if whole else ():
        if names := tuple(name for name, own in roles.items() if role in own):
            people.setdefault(role, names)
    leading: tuple[str, ...] = ("writer", "director", "host", "interviewer") if whole else ("director",)
    if fields.get("entrysubtype", "").replace(" ", "").lower() == "tvseries":
        leading = _OF_THE_WHOLE
    first = {name: [role for role in own if role in leading] for name, own in roles.items()}
    shown = {name: own for name, own in first.items() if own} or (roles if not whole else {})
    ordered = sorted(shown, key=lambda name: min(_ORDER.get(role, len(_ORDER)) for role in shown[name]))
    authors = [name for name in people.get("author", ()) if name not in shown]
    if not (authors or ordered):
        return
    people["author"] = (*authors, *ordered)
    if _is_upload(fields):
        annotations["author:role"] = {}
        return
    annotations["author:role"] = {
        number: ",".join(shown[name])
        for number, name in enumerate(people["author"], 1)
        if name in shown and not name.group
    }


def _role_of_authors(kind: str, fields: Mapping[str, str]) -> str:
    """Return what the author of such a work is by its kind: a film's is its director (§ 10.12)."""
    if kind not in ("audio", "movie", "video"):
        return ""
    subtype = fields.get("entrysubtype", "").replace(" ", "").lower()
    if (kind == "movie" and not subtype) or (kind in ("movie", "video") and subtype in ("film", "movie")):
        return "director"
    return "host" if kind == "audio" and subtype.startswith("podcast") else ""


def _is_upload(fields: Mapping[str, str]) -> bool:
    return fields.get("entrysubtype", "").lower() != "film" and site_of_upload(fields.get("url", "")) != ""


def site_of_upload(url: str) -> str:
    """Return the name of the site for videos that an address is on, or an empty string."""
    host = _HOST.match(url)
    return UPLOADS.get(host[1].lower(), "") if host else ""
