"""Families of works, one file each, and the table that says which entry type belongs where.

To add a type: write a `Family` in a file of its own (or find one that reads the same),
and add a line to `FAMILIES`. A package of somebody else's adds one by an entry point `apa7.works`.
"""

import re
from functools import cache

from apa7.bibliography.richtext import flatten
from apa7.model import Text, Work
from apa7.rules.family import Family, Related
from apa7.rules.memory import once
from apa7.rules.states import is_manuscript
from guards.offers import OfferError, load_offer, refuse

from .article import Article, SpecialIssue
from .audiovisual import Film, Programme, Recording
from .book import Book, NameOnly
from .chapter import Chapter
from .conference import Presentation, ProceedingsPaper
from .image import Image
from .legal import Case, Constitution, LegislativePaper, Regulation, Statute, Treaty
from .patent import Patent
from .personal import PersonalCommunication
from .report import Report
from .software import DataSet, Hardware, Software
from .thesis import Thesis
from .unpublished import Unpublished
from .web import BlogPost, Unspecified, WebPage, is_numbered

FAMILIES: dict[str, Family] = {
    "article": Article(),
    "artwork": Image(),
    "audio": Recording(),
    "book": Book(),
    "booklet": Book(),
    "collection": Book(),
    "constitution": Constitution(),
    "dataset": DataSet(),
    "hardware": Hardware(),
    "image": Image(),
    "inbook": Chapter(),
    "incollection": Chapter(),
    "inproceedings": ProceedingsPaper(),
    "inreference": Chapter(),
    "jurisdiction": Case(),
    "legadminmaterial": Regulation(),
    "legal": Treaty(),
    "legislation": Statute(),
    "legmaterial": LegislativePaper(),
    "letter": PersonalCommunication(),
    "manual": Book(),
    "mastersthesis": Thesis(),
    "misc": Unspecified(),
    "movie": Film(),
    "music": Recording(),
    "mvbook": Book(),
    "mvcollection": Book(),
    "mvreference": Book(),
    "nameonly": NameOnly(),
    "online": WebPage(),
    "patent": Patent(),
    "periodical": SpecialIssue(),
    "personal": PersonalCommunication(),
    "phdthesis": Thesis(),
    "presentation": Presentation(),
    "proceedings": Book(),
    "reference": Book(),
    "report": Report(),
    "software": Software(),
    "thesis": Thesis(),
    "unpublished": Unpublished(),
    "video": Film(),
}
"""Entry type → how it reads."""

_PERSONAL = ("letter", "e-mail", "email", "personal communication", "instant message")
_KINDS_IN_MISC = {
    "artwork": "artwork",
    "bill": "legislation",
    "case": "jurisdiction",
    "hearing": "legmaterial",
    "statute": "legislation",
    "software": "software",
    "computer software": "software",
    "computer program": "software",
    "dataset": "dataset",
    "data set": "dataset",
    "thesis": "thesis",
    "standard": "report",
    "report": "report",
}
"""What an exporter's @misc says that it is → the type that this is."""

RELATIVES = {
    "bookinbook": "inbook",
    "webpage": "online",
    "website": "online",
    "preprint": "online",
    "workingpaper": "report",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "mvproceedings": "proceedings",
    "standard": "report",
    "review": "article",
    "newspaper": "article",
    "performance": "video",
    "commentary": "book",
    "bibnote": "misc",
}
"""Entry types without a rule of their own → the type that they are read as."""

OFFERS = "apa7.works"
"""The entry points by which other packages say how a type of their own reads."""

_PUBLISHED = ("article", "book", "collection", "inbook", "incollection", "inproceedings", "misc")

_BLOG = BlogPost()
_PROGRAMME = Programme()


@once
def family_of(work: Work) -> Family:
    """Return how the work reads; a type that isn't known reads as `@misc`."""
    kind = work.type
    if kind not in FAMILIES:
        if family := _offered(kind)[0]:
            return family
        kind = RELATIVES.get(kind, "misc")
    if _is_blog_post(work):
        return _BLOG
    if work.type in _PUBLISHED and is_manuscript(work):
        return FAMILIES["unpublished"]
    if kind == "misc" and work.text("maintitle") and not work.text("booktitle"):
        return _PROGRAMME
    return FAMILIES[_by_fields(kind, work) or kind]


def _by_fields(kind: str, work: Work) -> str:
    """Return which type an entry would have, by its fields, or an empty string for its own."""
    if kind in ("letter", "personal") and work.text("url", "doi", "library", "archive", "publisher"):
        # What an archive lets everybody read is no personal communication (§ 8.9).
        return "misc"
    if kind in ("article", "misc", "online") and work.text("booktitle") and not work.text("journaltitle"):
        return "inreference"
    if kind in ("article", "unpublished", "misc") and _is_preprint(kind, work):
        return "online"
    if kind == "misc":
        return _of_many_kinds(work)
    if kind == "manual" and work.string("type") == "Computer software":
        return "software"
    if _is_spoken(work):
        return "presentation"
    if kind == "unpublished" and is_numbered(work):
        return "report"
    if kind == "inbook" and not work.text("booktitle", "maintitle"):
        return "book"
    if kind == "jurisdiction" and re.search(
        r"\bhearings? (?:before|on)\b", work.string("title"), re.IGNORECASE
    ):
        return "legmaterial"
    return ""


def _is_preprint(kind: str, work: Work) -> bool:
    """Tell whether an archive of e-prints is all that has published it (§ 10.8)."""
    if work.text("journaltitle"):
        return False
    numbered = work.text("volume", "number", "pages", "eid")
    return bool(work.text("eprinttype", "eprint")) or (
        kind == "article" and bool(work.text("publisher")) and not numbered
    )


def _of_many_kinds(work: Work) -> str:
    """Return the type that an exporter's @misc would have in biblatex (BibTeX's dialect has few)."""
    kind = work.string("type", "entrysubtype").casefold()
    title, number = work.string("title"), work.string("number")
    if re.match(r"(?:H\. ?R\.|S\.|Pub\. L\.) ?\D*\d", number):
        return "legislation"
    if not work.names("author", "editor"):
        if re.search(r"\S v\.? \S", title):
            return "jurisdiction"
        if re.search(r"\bAct(?: of)? \d{4}$", title):
            return "legislation"
    if "patent" in kind and number:
        return "patent"
    if work.text("journaltitle") and work.text("volume", "number", "pages"):
        return "article"
    if kind in _PERSONAL and not work.text("url", "doi", "publisher", "organization", "howpublished"):
        return "letter"
    if re.search(r"\b(?:poster|paper presentation|conference (?:talk|paper|presentation)|keynote)\b", kind):
        return "presentation"
    return _KINDS_IN_MISC.get(kind) or ("online" if work.subtype == "webpage" else "")


@once
def cited_title(work: Work) -> str:
    """Return what stands for an author in the text, as a string: a list is sorted by it, too (§ 9.49)."""
    return flatten(family_of(work).cited_title(work))


def write_reference(work: Work, letter: str = "") -> Text:
    """Return a work's reference; `letter` tells works of one author and year apart."""
    related = [Related(family_of(other), other) for other in work.related] if work.related else ()
    return family_of(work).reference(work, letter, related)


def relative_of(work: Work) -> str | None:
    """Return the type that stands in for this work's, or None when it has a rule of its own."""
    if work.type in FAMILIES or _offered(work.type)[0]:
        return None
    return RELATIVES.get(work.type, "misc")


def fault_of(work: Work) -> str:
    """Return why what another package says of this work's type cannot be used; an empty string if it can."""
    return "" if work.type in FAMILIES else _offered(work.type)[1]


@cache
def _offered(kind: str) -> tuple[Family | None, str]:
    """Return how another package has a type read, and what is wrong with that."""
    if kind in RELATIVES:
        return None, ""
    try:
        offer = load_offer(OFFERS, kind)
    except OfferError as error:
        return None, str(error)
    family = offer() if isinstance(offer, type) and issubclass(offer, Family) else offer
    if family is None or isinstance(family, Family):
        return family, ""
    return None, refuse(OFFERS, kind, "it is no apa7.rules.family.Family")


def _is_spoken(work: Work) -> bool:
    """A paper that was read at an event, and printed nowhere (§ 10.5, examples 60–63)."""
    if "eventtitle" not in work.texts or not work.text("eventtitle"):
        return False
    printed = work.text("booktitle", "journaltitle", "pages", "publisher", "volume")
    return work.type == "unpublished" or (work.type in ("inproceedings", "proceedings") and not printed)


def _is_blog_post(work: Work) -> bool:
    """A blog reads like a periodical (§ 10.1, example 17)."""
    if work.type not in ("misc", "online"):
        return False
    if work.subtype in ("blog", "blogpost", "blog post"):
        return bool(work.text("organization", "journaltitle", "publisher", "eprint"))
    date = work.dates.get("date")
    plain = not work.text("howpublished", "type", "entrysubtype", "titleaddon", "publisher", "version")
    # Exporters, which mean no blog by it, say when they saw a page.
    dated = bool(date and date.start and date.start.day) and not work.dates.get("urldate")
    return work.type == "misc" and plain and dated and bool(work.text("organization") and work.text("url"))
