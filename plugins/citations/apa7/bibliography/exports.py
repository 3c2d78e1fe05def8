r"""What exporters put elsewhere → the fields that an author would enter it in.

Zotero, Better BibTeX, EndNote, Mendeley, publishers and search engines write one work in as many ways.
Each rule here knows one of them; all work on fields as they are written, with biblatex's names.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from .articles import read_article
from .broadcasts import find_programme
from .collaborators import SEEN_AND_HEARD
from .descriptions import is_description
from .extra import read_note
from .latex import bare
from .names import is_braced, split_list
from .patterns import late
from .remarks import find_code, find_store, read_remarks
from .sites import find_reference_work, find_site, one_name
from .strings import KEYED_FIELDS, in_words
from .written import take_visit

Fields = dict[str, str]
Rule = Callable[[str, Fields], None]

_ADDRESS = late(r"\\(?:url|href)\s*\{([^{}]+)\}")
_AVAILABLE = late(
    r"\s*(?:(?:available|online|retrieved|web|website|accessed)(?: (?:at|from|online|on))?\s*[:,]?\s*)?"
    r"(https?://\S+?)[.,;]?\s*",
    re.IGNORECASE,
)
_EVENT = late(
    r"\b(?:conference|congress|symposium|meeting|workshop|seminar|summit|forum|colloquium|hui|convention)\b",
    re.IGNORECASE,
)
_PRESENTED = late(
    r"(?:(?P<what>paper|poster) )?(?:presented|presentation|presentation given|given|delivered)"
    r" (?:at|to|during) (?:the )?",
    re.IGNORECASE,
)
_DAY = late(r"\d{4}-\d\d-\d\d")
_MANUSCRIPT = late(r"manuscript|unpublished|submitted|under review|in prep|draft", re.IGNORECASE)
_TALK = late(
    r"\b(?:presentation|talk|poster|keynote|lecture|address|session|slides|speech|webinar)\b", re.IGNORECASE
)
_TOOLS = """
article; audiovisual material; book; book section; conference paper; conference proceedings; document;
edited book; electronic article; electronic book; electronic book section; electronic source; film or
broadcast; generic; government document; journal; journal article; misc; miscellaneous; page; multimedia
application; online database; online multimedia; reference; serial; social media; text; text.article;
unpublished work; web page; webpage; web site; website
"""
_KINDS_OF_TOOLS = {
    **dict.fromkeys(" ".join(_TOOLS.split()).split("; "), ""),
    "magazine article": "magazine",
    "newspaper article": "newspaper",
}
"""What tools call their own kinds (EndNote's reference types), which no reader is told → `entrysubtype`."""


def as_entered(kind: str, fields: Mapping[str, str]) -> Fields:
    """Return the fields of an entry as an author would have entered them.

    Args:
        kind: The entry type.
        fields: The fields as written.
    """
    entered = dict(fields)
    for name in fields:
        if name in KEYED_FIELDS:
            entered[name] = in_words(entered[name])
    for rule in _find_rules(kind, _READ_BY_MOST.isdisjoint(fields)):
        rule(kind, entered)
    return entered


@lru_cache(maxsize=512)
def _find_rules(kind: str, few: bool) -> tuple[Rule, ...]:
    """Return the rules for a kind of entry, without those that look at fields which it lacks."""
    return tuple(
        rule
        for rule, kinds in _RULES.items()
        if (kind in kinds or not kinds) and not (few and rule in _OF_MOST)
    )


def _find_groups(kind: str, fields: Fields) -> None:
    if groups := fields.pop("groupauthor", ""):
        # biblatex-apa once had a field of its own for groups, whose names need no braces.
        braced = (part if is_braced(part) else f"{{{part}}}" for part in split_list(groups))
        fields["author"] = " and ".join([*filter(None, [fields.get("author")]), *braced])


def _find_address(kind: str, fields: Fields) -> None:
    for name in ("howpublished", "note"):
        written = fields.get(name)
        if not written:
            continue
        found = _ADDRESS.search(written)
        found = found or (_AVAILABLE.fullmatch(written) if name == "howpublished" else None)
        if found and _same_address(found[1], fields.setdefault("url", found[1])) and name == "howpublished":
            del fields[name]
    if "http" in fields.get("eprint", "")[:20]:
        # SAGE and Oxford give the address of the PDF.
        del fields["eprint"]


def _same_address(one: str, other: str) -> bool:
    return one.strip().rstrip("/") == bare(other).rstrip("/")


def _find_kind(kind: str, fields: Fields) -> None:
    """Tell a tool's name for a kind of its own from what an author wants readers to be told."""
    written = bare(fields.get("type", "")).lower()
    how = bare(fields.get("howpublished", ""))
    if kind in ("misc", "booklet") and not written and is_description(how) and not re.search(r" [A-Z]", how):
        # "Press release" says what it is, not where; "Invented Software" may be a company.
        fields["titleaddon" if kind == "booklet" else "type"] = fields.pop("howpublished")
        return
    subtype = _KINDS_OF_TOOLS.get(written)
    if kind in ("misc", "online") and re.search(r"\b(?:we)?blog\b", written):
        subtype = "blog"
    if subtype is not None:
        del fields["type"]
        if subtype:
            fields.setdefault("entrysubtype", subtype)


def _find_chapter(kind: str, fields: Fields) -> None:
    """BibTeX's @inbook has the book's title, and may have its chapter's in `chapter`."""
    chapter = bare(fields.get("chapter", ""))
    if kind != "inbook" or "booktitle" in fields or "title" not in fields:
        return
    if re.search(r"[^\W\d_]{4,}", re.sub(r"^chapter\b|^[ivxlc]+$", "", chapter, flags=re.IGNORECASE)):
        fields["booktitle"], fields["title"] = fields["title"], fields.pop("chapter")


def _find_event(kind: str, fields: Fields) -> None:
    """Zotero's BibLaTeX has the meeting of a talk in `note`, and what it was in `type` and `howpublished`."""
    if kind == "inproceedings" and not fields.keys() & {"booktitle", "journaltitle", "maintitle"}:
        if "eventtitle" in fields and fields.keys() & {"pages", "publisher"}:
            # What was printed has proceedings, of which nobody entered the title.
            fields["booktitle"] = fields["eventtitle"]
        return
    if kind != "unpublished":
        return
    if "type" in fields and fields.get("howpublished") == fields["type"]:
        del fields["howpublished"]
    name = "note" if "note" in fields else "howpublished"
    note, what = fields.get(name, ""), fields.get("type", "")
    if not note or "eventtitle" in fields:
        return
    if _TALK.search(what) or (not what and _EVENT.search(note) and not _MANUSCRIPT.match(note)):
        presented = _PRESENTED.match(note)
        fields["eventtitle"] = note[presented.end() :] if presented else note
        del fields[name]
        if presented and presented["what"]:
            fields.setdefault("type", f"{presented['what']} presentation")


def _find_newspaper(kind: str, fields: Fields) -> None:
    """A section is only a newspaper's: Zotero's BibTeX has it in `chapter`, Better BibTeX in the subtitle."""
    if kind != "article":
        return
    by_number = fields.keys() & {"volume", "number", "issue", "doi", "eid"}
    if fields.get("entrysubtype", "").lower() in ("newspaper", "magazine"):
        fields.pop("journalsubtitle", None)
    elif (
        "journalsubtitle" in fields and not by_number and re.match(r"\d{4}-\d\d-\d\d", fields.get("date", ""))
    ):
        del fields["journalsubtitle"]
        fields.setdefault("entrysubtype", "newspaper")
    elif "chapter" in fields and not by_number:
        fields.setdefault("entrysubtype", "newspaper")


def _find_thesis(kind: str, fields: Fields) -> None:
    """A university may be the only publisher that a thesis names; a repository is none (§ 10.6)."""
    if kind not in ("thesis", "phdthesis", "mastersthesis"):
        return
    if "journaltitle" in fields:
        # ProQuest gives its database.
        fields.setdefault("publisher", one_name(fields.pop("journaltitle")))
    if "institution" not in fields:
        for name in ("publisher", "organization"):
            if re.match(
                r"(?:The )?(?:\S+ ){0,5}(?:Universit|College|Polytechnic|Institute|Wānanga|School)",
                bare(fields.get(name, "")),
            ):
                fields["institution"] = fields.pop(name)
                return


_RULES: dict[Rule, tuple[str, ...]] = {
    take_visit: (),
    _find_groups: (),
    _find_address: (),
    _find_event: ("inproceedings", "unpublished"),
    read_note: (),
    read_remarks: (),
    _find_kind: (),
    find_code: ("misc",),
    find_site: ("misc", "online"),
    find_programme: ("misc", "online", *SEEN_AND_HEARD),
    find_reference_work: ("article", "misc", "online"),
    _find_chapter: ("inbook",),
    find_store: ("thesis", "phdthesis", "mastersthesis"),
    _find_thesis: ("thesis", "phdthesis", "mastersthesis"),
    _find_newspaper: ("article",),
    read_article: ("article", "misc", "online", "unpublished", "periodical", "inproceedings"),
}
"""The rules in their order, and the kinds of entries that each is for; none where it is for all."""

_OF_MOST = (take_visit, _find_groups, _find_address, read_note, read_remarks, _find_kind)
_READ_BY_MOST = frozenset(
    ("addendum", "annotation", "eprint", "groupauthor", "howpublished", "note", "type", "urlyear")
)  # fmt: skip
"""All that rules for all kinds look at."""
