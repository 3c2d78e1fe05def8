"""Web pages, blogs, social media and preprints (APA 7, §§ 10.8, 10.15, 10.16)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re
from collections.abc import Sequence

from apa7.bibliography.articles import is_archive
from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import flatten, italic, plain
from apa7.model import Text, Work
from apa7.rules.family import Family, Related

from .kinds import description, told_type, worded
from .reviews import note_on_related
from .software import version

_NUMBERED = late(r"\b(?:Paper|Report|Memorandum|Brief|Publication)s?$", re.IGNORECASE)


class WebPage(Family):
    """A page, post or preprint: `@online`."""

    def gives_day(self, work: Work) -> bool:
        # A preprint has a year (§ 10.8).
        return not (work.text("eprinttype") or is_archive(work.string("eprint")))

    def parentheses(self, work: Work) -> list[Text]:
        written = flatten(work.text("version"))
        told = version(work) if re.fullmatch(r"v?[\d.]+", written, re.IGNORECASE) else work.text("version")
        return [*self.contributors(work), told or numbered(work)]

    def brackets(self, work: Work) -> list[Text]:
        kind = description(work) or ("" if work.text("number") else told_type(work))
        return [work.text("titleaddon"), plain(kind)]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [site(work, self)]


class BlogPost(Family):
    """A post on a blog, which reads like a periodical (§ 10.1): `@misc` with `organization`."""

    def is_part(self, work: Work) -> bool:
        return True

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon"), plain(description(work))]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [italic(work.text("organization", "journaltitle", "publisher", "eprint"))]


def is_numbered(work: Work) -> bool:
    """Tell whether the work is one of a numbered kind: a working paper."""
    return bool(work.text("number")) and bool(_NUMBERED.search(work.string("type")))


def numbered(work: Work) -> Text:
    """Return the number of a paper: "Working Paper No. 12", "No. 3", or an archive's own: "ED545393"."""
    number = work.string("number")
    if is_numbered(work):
        label = "" if number.lower().startswith("no") else "No. "
        return plain(f"{work.string('type')} {label}{number}")
    return plain(f"No. {number}") if number.isdecimal() else work.text("number")


class Unspecified(Family):
    """What has no better type: `@misc`."""

    def parentheses(self, work: Work) -> list[Text]:
        return [*self.contributors(work), version(work), numbered(work)]

    def brackets(self, work: Work) -> list[Text]:
        kind = "" if is_numbered(work) else worded(work.string("type"))
        said = description(work)
        return [work.text("titleaddon") or plain(kind if kind != said else ""), plain(said)]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [self.publisher(work) or site(work, self), work.text("howpublished")]


ARCHIVES = {"arxiv": "arXiv", "pubmed": "PubMed", "jstor": "JSTOR", "hdl": "", "googlebooks": "Google Books"}
"""biblatex's `eprinttype` → the archive's name."""


def site(work: Work, family: Family) -> Text:
    """Return the name of the website, unless it is the author's (§ 9.33); of an archive for a preprint."""
    if work.text("eprinttype"):
        return plain(ARCHIVES.get(work.string("eprinttype").lower(), work.string("eprinttype")))
    return family.publisher(work, "eprint", "publisher", "organization", "institution")
