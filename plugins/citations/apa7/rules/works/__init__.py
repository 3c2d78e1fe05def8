"""Families of works, one file each, and the table that says which entry type belongs where.

To add a type: write a `Family` in a file of its own (or find one that reads the same),
and add a line to `FAMILIES`.
"""

from apa7.model import Text, Work
from apa7.rules.family import Family, Related
from apa7.rules.states import is_manuscript

from .article import Article, SpecialIssue
from .audiovisual import Film, Recording
from .book import Book, NameOnly
from .chapter import Chapter
from .conference import Presentation, ProceedingsPaper
from .image import Image
from .legal import Case, Constitution, LegislativePaper, Patent, Regulation, Statute, Treaty
from .personal import PersonalCommunication
from .report import Report
from .software import DataSet, Hardware, Software
from .thesis import Thesis
from .unpublished import Unpublished
from .web import BlogPost, Unspecified, WebPage

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

RELATIVES = {
    "bookinbook": "inbook",
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

_PUBLISHED = ("article", "book", "collection", "inbook", "incollection", "inproceedings", "misc")

_BLOG = BlogPost()


def family_of(work: Work) -> Family:
    """Return how the work reads; a type that isn't known reads as `@misc`."""
    if _is_blog_post(work):
        return _BLOG
    if _is_spoken(work):
        return FAMILIES["presentation"]
    if work.type in _PUBLISHED and is_manuscript(work):
        return FAMILIES["unpublished"]
    kind = work.type if work.type in FAMILIES else RELATIVES.get(work.type, "misc")
    return FAMILIES[kind]


def write_reference(work: Work, letter: str = "") -> Text:
    """Return a work's reference; `letter` tells works of one author and year apart."""
    related = [Related(family_of(other), other) for other in work.related]
    return family_of(work).reference(work, letter, related)


def relative_of(work: Work) -> str | None:
    """Return the type that stands in for this work's, or None when it has a rule of its own."""
    return None if work.type in FAMILIES else RELATIVES.get(work.type, "misc")


def _is_spoken(work: Work) -> bool:
    """A paper that was read at an event, and printed nowhere (§ 10.5, examples 60–63)."""
    if not work.text("eventtitle"):
        return False
    printed = work.text("booktitle", "journaltitle", "pages", "publisher", "volume")
    return work.type == "unpublished" or (work.type in ("inproceedings", "proceedings") and not printed)


def _is_blog_post(work: Work) -> bool:
    """A blog reads like a periodical (§ 10.1, example 17)."""
    if work.type == "misc":
        return bool(work.text("organization") and work.text("url") and not work.text("howpublished"))
    return work.type == "online" and work.subtype in ("blog", "blogpost", "blog post")
