"""An item of CSL-JSON, as Zotero and Mendeley put it into a document → the entry of a .bib file."""

import re
from collections.abc import Mapping
from typing import Any

from apa7.bibliography.fields import Entry
from apa7.errors import CitationsError
from apa7.export import write_entry
from apa7.model import Citekey

from .entry import order_fields
from .variables import read_plain, write_date, write_names, write_text

TYPES = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article/magazine",
    "article-newspaper": "article/newspaper",
    "bill": "legmaterial",
    "book": "book",
    "broadcast": "video",
    "chapter": "incollection",
    "classic": "book",
    "collection": "collection",
    "dataset": "dataset",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "figure": "image",
    "graphic": "image",
    "hearing": "legmaterial",
    "interview": "misc",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "map": "image",
    "motion_picture": "video",
    "musical_score": "audio",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "personal_communication": "letter",
    "post": "online",
    "post-weblog": "online/blog",
    "regulation": "legadminmaterial",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "song": "audio",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "treaty": "legal",
    "webpage": "online",
}
"""Type of CSL 1.0.2 → entry type, and after a slash its `entrysubtype`."""

PEOPLE = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "narrator": "narrator",
    "container-author": "bookauthor",
    "composer": "author",
    "collection-editor": "editorc",
    "reviewed-author": "",
    "guest": "guestexpert",
    "interviewer": "interviewer",
}
"""Variable of CSL → field of names."""

MAKERS = {
    "script-writer": "writer",
    "director": "director",
    "host": "host",
    "producer": "producer",
    "executive-producer": "execproducer",
    "performer": "performer",
}
"""Variable of CSL → what an author is said to be (`author+an:role`)."""

FIELDS = {
    "title": "title",
    "title-short": "shorttitle",
    "volume": "volume",
    "page": "pages",
    "edition": "edition",
    "chapter-number": "chapter",
    "number-of-volumes": "volumes",
    "collection-title": "series",
    "version": "version",
    "ISBN": "isbn",
    "ISSN": "issn",
    "event-title": "eventtitle",
    "event": "eventtitle",
    "genre": "type",
    "medium": "titleaddon",
    "language": "langid",
}
"""Variable of CSL → field, whatever the type."""

_WHOLES = {
    "article": "journaltitle",
    "audio": "maintitle",
    "legal": "citation",
    "jurisdiction": "journaltitle",
    "legislation": "journaltitle",
    "legadminmaterial": "journaltitle",
    "legmaterial": "journaltitle",
    "online": "organization",
    "misc": "organization",
    "presentation": "maintitle",
    "performance": "maintitle",
    "video": "maintitle",
    "periodical": "journaltitle",
    "software": "",
}
"""Entry type → where the title of its whole stands; elsewhere that is `booktitle`."""

_SPOKEN = {"podcast": "podcastepisode", "radio": "radiobroadcast"}
_ISSUERS = {
    "jurisdiction": "institution",
    "report": "institution",
    "thesis": "institution",
    "unpublished": "institution",
    "online": "organization",
    "standard": "institution",
}
_DOI = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def read_item(item: Mapping[str, Any]) -> Entry:
    """Return the entry of an item, under the key that the item names itself by.

    Args:
        item: As CSL-JSON has it (CSL 1.0.2, appendix IV); values of any kind, since anybody may have made it.

    Raises:
        CitationsError: It says too little to be a work: neither a title nor who made it.
    """
    kind, _, subtype = TYPES.get(str(item.get("type", "")), "misc").partition("/")
    fields: dict[str, str] = {"entrysubtype": subtype} if subtype else {}
    for variable, field in FIELDS.items():
        if field and (value := write_text(item.get(variable))):
            fields.setdefault(field, value)
    fields |= _find_people(item, kind)
    fields |= _find_whole(item, kind)
    fields |= _find_numbers(item, kind)
    for variable, field in (("issued", "date"), ("accessed", "urldate"), ("original-date", "origdate")):
        if date := write_date(item.get(variable)):
            fields[field] = date
    if (event := write_date(item.get("event-date"))) and kind == "presentation":
        fields["eventdate"] = event
    fields |= _find_places(item)
    fields = {name: value for name, value in _adapt(kind, item, fields).items() if value}
    kind = fields.pop("ENTRYTYPE", kind)
    if not fields.keys() & {"title", "author", "editor", "citation"}:
        raise CitationsError("the document has neither a title nor an author for it")
    return Entry(Citekey(write_text(item.get("citation-key")) or ""), kind, fields)


def write_item(entry: Entry, key: str) -> str:
    """Write an entry that `read_item` read, under a key of the author's."""
    return write_entry(entry.type, key, order_fields(entry.fields))


def _find_people(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for variable, field in PEOPLE.items():
        if field and (names := write_names(item.get(variable))):
            found.setdefault(field, " and ".join(names))
    made: list[tuple[str, str]] = []
    for variable, role in MAKERS.items():
        names = write_names(item.get(variable))
        if role == "execproducer" and (made or "author" in found) and names:
            found["execproducer"] = " and ".join(names)
        else:
            made += [(name, role) for name in names]
    if made and "author" not in found:
        found["author"] = " and ".join(name for name, _ in made)
        notes = "; ".join(f"{number}={role}" for number, (_, role) in enumerate(made, 1))
        found["author+an:role"] = notes
    return found


def _find_whole(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    issuer = write_text(item.get("publisher")) or write_text(item.get("authority"))
    found = {
        _ISSUERS.get(kind, "publisher"): _as_one(issuer),
        _WHOLES.get(kind, "booktitle"): write_text(item.get("container-title")),
        "location": _as_one(write_text(item.get("publisher-place"))),
        "venue": write_text(item.get("event-place")),
    }
    if kind in _ISSUERS and _ISSUERS[kind] == _WHOLES.get(kind):
        site = write_text(item.get("container-title"))
        found[_WHOLES[kind]] = _as_one(site or issuer)
    found.pop("", None)
    return {field: value for field, value in found.items() if value}


def _as_one(name: str) -> str:
    """Keep an "and" in a name from making two of it."""
    return f"{{{name}}}" if " and " in name else name


def _find_numbers(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    issue, number = write_text(item.get("issue")), write_text(item.get("number"))
    row = write_text(item.get("collection-number"))
    if kind in ("article", "periodical"):
        return {"number": issue, "eid": number}
    return {"number": number or row or issue}


def _find_places(item: Mapping[str, Any]) -> dict[str, str]:
    doi, url = read_plain(item.get("DOI")), read_plain(item.get("URL"))
    if doi:
        return {"doi": _DOI.sub("", doi)}
    if doi := _DOI.sub("", url) if _DOI.match(url) else "":
        return {"doi": doi}
    return {"url": re.sub(r"\s", "%20", url).translate({123: "%7B", 125: "%7D", 92: "%5C"})}


def _adapt(kind: str, item: Mapping[str, Any], fields: dict[str, str]) -> dict[str, str]:
    """Return the fields as an entry of this type has them, where it is unlike others."""
    genre = fields.get("type", "")
    csl = str(item.get("type", ""))
    if kind in ("video", "audio", "image", "software", "online", "performance", "dataset") and genre:
        fields.setdefault("entrysubtype", fields.pop("type"))
    if csl == "broadcast":
        called = genre.lower()
        default = next((kind for word, kind in _SPOKEN.items() if word in called), "tvepisode")
        fields["ENTRYTYPE"] = "video" if default == "tvepisode" else "audio"
        fields["entrysubtype"] = default if fields.get("maintitle") else genre or default
    elif csl == "motion_picture":
        fields.setdefault("entrysubtype", "film")
    elif csl == "song":
        fields.setdefault("entrysubtype", "song")
    elif csl == "map":
        fields.setdefault("entrysubtype", "map")
    elif csl == "article":
        fields |= _as_preprint(item, fields)
    elif kind == "jurisdiction" and re.match(r"[\[(]", fields.get("volume", "")):
        # A neutral citation is one: [2019] NZCA 12.
        parts = (fields.pop(field, "") for field in ("volume", "journaltitle", "pages"))
        fields["citation"] = " ".join(filter(None, parts))
    elif kind == "presentation" and genre:
        fields["titleaddon"] = fields.pop("type")
    elif kind == "book" and "author" not in fields and "editor" in fields:
        fields["ENTRYTYPE"] = "collection"
    elif kind == "thesis" and item.get("archive") and fields.get("institution"):
        fields["publisher"] = write_text(item.get("archive"))
    if kind == "periodical" and genre:
        fields |= {"issuetitle": fields.pop("type")} if not fields.get("issuetitle") else {}
    if reviewed := write_text(item.get("reviewed-title")):
        fields["titleaddon"] = _describe_review(item, reviewed)
    if status := read_plain(item.get("status")).lower():
        known = {"in press": "inpress", "forthcoming": "forthcoming", "submitted": "submitted"}
        if not fields.get("date"):
            fields["pubstate"] = known.get(status, status)
    return fields


def _describe_review(item: Mapping[str, Any], title: str) -> str:
    """Return what stands in brackets behind the title of a review (APA 7, § 10.7)."""
    names = item.get("reviewed-author")
    people = [name for name in names if isinstance(name, Mapping)] if isinstance(names, list) else []
    called = [write_text(name.get("literal")) or _call(name) for name in people]
    several = ", ".join(called[:-1]) + ("," if len(called) > 2 else "")
    by = f", by {several} \\& {called[-1]}" if several else "".join(f", by {name}" for name in called)
    genre = write_text(item.get("reviewed-genre")) or "book"
    return f"Review of the {genre} \\textit{{{title}}}{by}"


def _call(name: Mapping[str, Any]) -> str:
    given = re.sub(r"(\w)[\w.]*", r"\1.", write_text(name.get("given")))
    return " ".join(filter(None, (given, write_text(name.get("family")))))


def _as_preprint(item: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    archive = write_text(item.get("publisher")) or write_text(item.get("archive"))
    number = write_text(item.get("number")).removeprefix("arXiv:")
    if archive.lower() == "arxiv":
        return {"eprinttype": "arxiv", "eprint": number, "organization": "", "number": ""}
    same = {"number": ""} if number == archive else {}
    return {"eprint": archive, "organization": "", **same} if archive else same
