"""What people write into `note`, `howpublished` and `journal` that belongs into a field of its own.

Who translated a book, when it first came out, where a paper was given, which version a package has, that
something is a data set, a thesis unpublished: a reference says all of it in a place of its own (APA 7,
§§ 9.24, 9.41, 10.5, 10.6, 10.9, 10.10).
"""

import re

from .latex import bare
from .patterns import late

Fields = dict[str, str]

_TRANSLATED = late(
    r"(?:translated(?: from the \w+)?|transl?\.) by (?P<names>[^;()\d]+?)\.?",
    re.IGNORECASE,
)
_FIRST = late(
    r"\(?(?:original(?:ly)?|first)(?: work)?(?: published| publication| edition)?(?: in)?:? (?P<year>\d{4})"
    r"\)?\.?",
    re.IGNORECASE,
)
_PACKAGE = late(
    r"(?:r|python|julia|stata|perl) (?:package|module) version (?P<number>[\w.-]+)\.?", re.IGNORECASE
)
_VERSION = late(
    r"(?:version|ver\.|v\.?) ?(?P<number>\d[\w.-]*)|(?P<day>(?=[^\W_]+ \d)[A-Z][\w ,]{2,30}) version",
    re.IGNORECASE,
)
_DATA = late(r"[\[(]?(?:data ?set|data|research data)[\])]?\.?", re.IGNORECASE)
_UNPUBLISHED = late(r"unpublished\b[^.;]{0,60}?(?:thesis|dissertation|exegesis)\b\.?", re.IGNORECASE)
_GIVEN = late(
    r"(?:(?P<what>keynote|invited|oral|conference|seminar|poster|paper|talk|lecture|address|session)s? )*"
    r"(?:(?:presented|presentation|presentation given|given|delivered) )?(?:at|to|during) (?:the )?"
    r"(?P<event>.*\b(?:conference|congress|symposium|meeting|workshop|seminar|summit|forum|colloquium|hui"
    r"|convention)\b.*)",
    re.IGNORECASE,
)
_REPOSITORY = late(r"git(?:hub|lab)(?: repository)?|bitbucket(?: repository)?", re.IGNORECASE)
_STORE = late(
    r".*(?:@|\b(?:repository|research ?(?:archive|space|online|commons)|scholar(?:archive|works|space)"
    r"|open ?(?:access|theses)|proquest|dspace|e-?theses|etd)\b).*",
    re.IGNORECASE,
)
_TEACHES = late(r"universit|college|institute|polytechnic|wānanga|school", re.IGNORECASE)
_PERSONAL = late(
    r"(?:personal|private) (?:communication|correspondence|e-?mail|letter|conversation)s?|e-?mail", re.I
)
_TALKS = {"poster": "Poster presentation", "paper": "Paper presentation", "keynote": "Keynote address"}
_THESES = ("thesis", "phdthesis", "mastersthesis")
_BOOKS = ("book", "mvbook", "collection", "inbook", "incollection", "bookinbook", "inproceedings")


def read_remarks(kind: str, fields: Fields) -> None:
    """Put what a note says, and nothing else, where an author would enter it."""
    for name in ("note", "howpublished", "addendum"):
        if written := fields.get(name):
            said = " ".join(bare(written).split()).strip()
            if len(said) < 200 and _take(kind, said, fields):
                fields.pop(name, None)


def _take(kind: str, said: str, fields: Fields) -> bool:
    """Tell whether a field of its own has what is said."""
    if first := _FIRST.fullmatch(said):
        fields.setdefault("origdate", first["year"])
        return True
    if kind in _BOOKS:
        translated = _TRANSLATED.fullmatch(said)
        if translated and "translator" not in fields:
            fields["translator"] = translated["names"].strip(" ,")
            return True
    if kind in _THESES and (unpublished := _UNPUBLISHED.fullmatch(said)):
        fields.setdefault("type", unpublished[0].rstrip("."))
        return True
    if kind in ("manual", "misc", "software") and (package := _PACKAGE.fullmatch(said)):
        fields.setdefault("version", package["number"])
        fields["type"] = "Computer software"
        fields.pop("edition", None)
        return True
    if kind == "misc":
        return _take_of_misc(said, fields)
    return False


def _take_of_misc(said: str, fields: Fields) -> bool:
    if _DATA.fullmatch(said):
        fields.setdefault("type", "Data set")
        return True
    if _PERSONAL.fullmatch(said):
        fields.setdefault("type", "personal communication")
        return True
    version = _VERSION.fullmatch(said)
    if version:
        fields.setdefault("version", version["number"] or said)
        return True
    given = _GIVEN.fullmatch(said)
    if given and not fields.keys() & {"eventtitle", "publisher", "booktitle"}:
        fields["eventtitle"] = given["event"].rstrip(".")
        what = (given["what"] or "").lower()
        fields.setdefault("type", _TALKS.get(what, "Conference presentation"))
        return True
    return False


def find_code(kind: str, fields: Fields) -> None:
    """Code on GitHub is software there, not a paper in a journal of that name (APA 7, § 10.10)."""
    if kind != "misc" or not _REPOSITORY.fullmatch(bare(fields.get("journaltitle", ""))):
        return
    name = bare(fields.pop("journaltitle")).split()[0]
    fields.setdefault("publisher", name)
    fields.setdefault("type", "Computer software")


def find_store(kind: str, fields: Fields) -> None:
    """What keeps a thesis is no university, wherever an exporter writes its name (§ 10.6)."""
    written = bare(fields.get("institution", ""))
    if kind in _THESES and _STORE.fullmatch(written) and not _TEACHES.search(written):
        store = fields.pop("institution")
        fields.setdefault("publisher", store)
