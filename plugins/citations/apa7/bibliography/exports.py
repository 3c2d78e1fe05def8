r"""What exporters put elsewhere → the fields that an author would enter it in.

Zotero, Better BibTeX, EndNote, Mendeley, publishers and search engines write one work in as many ways.
Each rule here knows one of them; all work on fields as they are written, with biblatex's names.
"""

import re
from collections.abc import Callable, Mapping

from .articles import read_article
from .collaborators import SEEN_AND_HEARD, site_of_upload
from .descriptions import is_description
from .latex import bare
from .names import is_braced, split_list
from .written import take_visit

Fields = dict[str, str]

_ADDRESS = re.compile(r"\\(?:url|href)\s*\{([^{}]+)\}")
_AVAILABLE = re.compile(
    r"\s*(?:(?:available|online|retrieved|web|website|accessed)(?: (?:at|from|online|on))?\s*[:,]?\s*)?"
    r"(https?://\S+?)[.,;]?\s*",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"\s*(?:(?:tex|bibtex|biblatex|csl|zotero)\.[\w.-]+\s*[:=]"
    r"|[^\W\d][\w./-]*(?: [\w./()-]+){0,3}\s*:(?!//)|(?:\\?_)\w+\s*:|\d{5,}\s*$)"
)
"""A line of Zotero's field Extra: "PMID: 123", "Citation Key: doe99", "tex.copyright: …", "\\_eprint: …"."""
_ARXIV = re.compile(r"\s*arxiv:\s*([\w./-]+)", re.IGNORECASE)
_PRINT_NOTES = ("report", "standard", *SEEN_AND_HEARD)
"""Kinds whose notes are for readers, unless a reference manager keeps files or abstracts with them."""
_PATENT = re.compile(r"(US|EP|European|German|U\.S\.) Patent(?: No\.)? (?=.*\d)", re.IGNORECASE)
_BLOG = re.compile(
    r"https?://(?:[^/]*\.)?(?:blogs?\.|(?:blogspot|substack|medium|tumblr|wordpress)\.\w+)"
    r"|https?://[^/]*\.(?:blogspot|substack|medium|tumblr|wordpress)\.\w+|https?://[^?#]*/(?:web)?blogs?(?:/|$)",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"https?://(?:[^/]*\.)?(?:forums?\.|(?:reddit\.com|stackoverflow\.com|stackexchange\.com)/(?:r|questions|a)/)",
    re.IGNORECASE,
)
_REFERENCE_WORK = re.compile(
    r"\b(?:encyclop[a\W]*edia|dictionary|wikipedia|wiktionary|thesaurus|lexicon)\b", re.I
)
_EVENT = re.compile(
    r"\b(?:conference|congress|symposium|meeting|workshop|seminar|summit|forum|colloquium|hui|convention)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:presentation|talk|poster|keynote|lecture|address|session|slides|speech|webinar)\b", re.IGNORECASE
)
_KINDS_OF_TOOLS = {
    **dict.fromkeys(
        (
            "article", "book", "book section", "conference paper", "conference proceedings", "document",
            "edited book", "electronic article", "electronic book", "electronic book section", "generic",
            "government document", "journal", "journal article", "misc", "miscellaneous",
            "online multimedia", "reference", "text", "text.article", "unpublished work", "web page",
            "webpage", "web site", "website",
        ),
        "",
    ),
    "magazine article": "magazine",
    "newspaper article": "newspaper",
}  # fmt: skip
"""What tools call their own kinds (EndNote's reference types), which no reader is told → `entrysubtype`."""


def as_entered(kind: str, fields: Mapping[str, str]) -> Fields:
    """Return the fields of an entry as an author would have entered them.

    Args:
        kind: The entry type.
        fields: The fields as written.
    """
    entered = dict(fields)
    for rule in _RULES:
        rule(kind, entered)
    return entered


def one_name(value: str) -> str:
    """Return a value for a field with several names that has one, whatever "and" there is in it."""
    return f"{{{value}}}"


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


def _leave_notes(kind: str, fields: Fields) -> None:
    """Zotero's Extra is for the owner of the library."""
    note = fields.get("note")
    if not note:
        return
    if (archived := _ARXIV.match(bare(note))) and not _is_published(kind, fields):
        fields.setdefault("eprint", archived[1])
        fields.setdefault("eprinttype", "arXiv")
    if kind == "misc" and (patent := _PATENT.match(note)):
        # Google Scholar: "US Patent 1,234".
        fields["number"] = note[patent.end() :]
        fields["type"] = f"{patent[1]} Patent"
        fields.pop("publisher", None)
    managed = kind in _PRINT_NOTES and ("file" in fields or "abstract" in fields)
    if managed or any(_EXTRA.match(bare(line)) for line in re.split(r"\n|\\\\", note)):
        del fields["note"]


def _is_published(kind: str, fields: Fields) -> bool:
    journal = bare(fields.get("journaltitle", ""))
    return kind not in ("article", "misc", "online", "unpublished") or bool(
        journal and "arxiv" not in journal.lower()
    )


def _find_kind(kind: str, fields: Fields) -> None:
    """Tell a tool's name for a kind of its own from what an author wants readers to be told."""
    written = bare(fields.get("type", "")).lower()
    subtype = _KINDS_OF_TOOLS.get(written)
    if kind in ("misc", "online") and re.search(r"\b(?:we)?blog\b", written):
        subtype = "blog"
    if subtype is not None:
        del fields["type"]
        if subtype:
            fields.setdefault("entrysubtype", subtype)


def _find_site(kind: str, fields: Fields) -> None:
    """A site's name is in `titleaddon` (Zotero's BibLaTeX), `journal` (BibTeX) or `booktitle` (Mendeley)."""
    if kind not in ("misc", "online"):
        return
    if not fields.keys() & {"publisher", "organization", "volume", "number", "pages", "doi"}:
        for name in ("journaltitle", "booktitle"):
            if name in fields and (name == "journaltitle" or "url" in fields):
                fields["organization"] = one_name(fields.pop(name))
                # What BibTeX's dialect has no type for is a page, unless it says more.
                fields.setdefault("entrysubtype", "webpage")
                break
    added = fields.get("titleaddon", "")
    if added and "organization" not in fields and not is_description(bare(added)):
        if kind == "online":
            fields["organization"] = one_name(fields.pop("titleaddon"))
        elif "publisher" in fields or "url" in fields:
            # Only programmes are @misc with one.
            fields["maintitle"] = fields.pop("titleaddon")
    if "organization" in fields and fields.get("entrysubtype", "webpage") == "webpage":
        _find_kind_of_site(fields, fields.get("url", ""), bare(fields["organization"]))


def _find_kind_of_site(fields: Fields, url: str, name: str) -> None:
    """Tell posts on blogs and in forums by where they are, since Zotero's types for them are lost."""
    if _BLOG.match(url) or re.search(r"\bblog\b", name, re.IGNORECASE):
        fields["entrysubtype"] = "blog"
    elif _FORUM.match(url) or re.search(r"\bforums?\b|^r/", name, re.IGNORECASE):
        fields["entrysubtype"] = "Online forum post"
        fields.pop("type", None)
        if "reddit.com/" in url or name.startswith("r/"):
            # Zotero has the subreddit, and readers are told the site (§ 10.15, example 109).
            fields["organization"] = "Reddit"


def _find_programme(kind: str, fields: Fields) -> None:
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
    elif kind in ("misc", "online") and (site := site_of_upload(fields.get("url", ""))):
        if fields.get("entrysubtype", "webpage") == "webpage":
            fields["entrysubtype"] = "Video"
        if not fields.keys() & {"publisher", "organization"}:
            fields["organization"] = site
    elif kind == "misc" and "journaltitle" in fields and "publisher" in fields and "volume" not in fields:
        whole = "booktitle" if fields.keys() & {"pages", "edition", "editor"} else "maintitle"
        fields.setdefault(whole, fields.pop("journaltitle"))


def _find_chapter(kind: str, fields: Fields) -> None:
    """BibTeX's @inbook has the book's title, and may have its chapter's in `chapter`."""
    chapter = bare(fields.get("chapter", ""))
    if kind != "inbook" or "booktitle" in fields or "title" not in fields:
        return
    if re.search(r"[^\W\d_]{4,}", re.sub(r"^chapter\b|^[ivxlc]+$", "", chapter, flags=re.IGNORECASE)):
        fields["booktitle"], fields["title"] = fields["title"], fields.pop("chapter")


def _is_podcast(fields: Fields) -> bool:
    """Tell an episode by its author and address, since who performs a record is no author in Zotero."""
    return "author" in fields and "url" in fields and not fields.keys() & {"publisher", "author+an:role"}


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
    note, what = fields.get("note", ""), fields.get("type", "")
    if note and "eventtitle" not in fields and (_TALK.search(what) or (not what and _EVENT.search(note))):
        fields["eventtitle"] = fields.pop("note")


def _find_reference_work(kind: str, fields: Fields) -> None:
    """An entry of an encyclopedia: @article in Better BibTeX, a page of Wikipedia in others."""
    if kind not in ("article", "misc", "online") or "booktitle" in fields:
        return
    name = "journaltitle" if "journaltitle" in fields else "organization"
    numbered = fields.keys() & {"volume", "number", "issue"}
    named = _REFERENCE_WORK.search(bare(fields.get(name, "")))
    if name in fields and not numbered and (named or (kind == "article" and "edition" in fields)):
        fields["booktitle"] = fields.pop(name)


def _find_newspaper(kind: str, fields: Fields) -> None:
    """A section is only a newspaper's: Zotero's BibTeX has it in `chapter`, Better BibTeX in the subtitle."""
    if kind != "article":
        return
    if fields.get("entrysubtype", "").lower() == "newspaper":
        fields.pop("journalsubtitle", None)
    elif "chapter" in fields and not fields.keys() & {"volume", "number", "issue", "doi"}:
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


_RULES: tuple[Callable[[str, Fields], None], ...] = (
    take_visit,
    _find_groups,
    _find_address,
    _find_event,
    _leave_notes,
    _find_kind,
    _find_site,
    _find_programme,
    _find_reference_work,
    _find_chapter,
    _find_thesis,
    _find_newspaper,
    read_article,
)
