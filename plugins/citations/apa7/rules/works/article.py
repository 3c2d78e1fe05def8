"""Articles in journals, magazines and newspapers (APA 7, § 10.1)."""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re
from collections.abc import Sequence

from apa7.bibliography.richtext import concat, flatten, italic, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import dates, roles, states, titles
from apa7.rules.details import bare_number, page_range, pages
from apa7.rules.family import Family, Related
from apa7.rules.periodicals import name_periodical

from .reviews import note_on_related

POPULAR = ("nonacademic", "newspaper", "magazine", "news", "newsarticle")
"""Values of `entrysubtype` for periodicals whose articles are cited by the day."""


class Article(Family):
    """An article: `@article`."""

    def is_part(self, work: Work) -> bool:
        return True

    def gives_day(self, work: Work) -> bool:
        return is_popular(work) or _is_news(work)

    def contributors(self, work: Work) -> list[Text]:
        # An article's editor is the journal's.
        return roles.contributors(work, self.creators(work), without=("editor",))

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("titleaddon")]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return note_on_related(related, work)

    def source(self, work: Work) -> list[Text]:
        return [periodical(work), _advance(work)]

    def changing(self, work: Work) -> bool:
        # What no volume, issue or page holds fast is kept up to date where it stands (§ 10.1, example 14).
        fixed = work.text("volume", "number", "issue", "pages", "eid")
        date = dates.issued(work)
        dated = bool(date and date.start and date.start.month)
        return super().changing(work) or not (fixed or dated or is_popular(work))

    def origin_source(self, work: Work) -> list[Text]:
        return [periodical(work, "[", "]")]


class SpecialIssue(Article):
    """A whole issue or special section of a journal: `@periodical` (§ 10.1, example 12)."""

    def brackets(self, work: Work) -> list[Text]:
        return [work.text("issuetitle"), work.text("titleaddon")]

    def note_on(self, related: Sequence[Related], work: Work) -> Text:
        return EMPTY


def is_popular(work: Work) -> bool:
    """Tell whether an article is cited by the day, by its `entrysubtype` or biblatex-apa's keyword."""
    return work.subtype in POPULAR or work.has_keyword("nonacademic")


def _is_news(work: Work) -> bool:
    """Tell an article with a day, and nothing that a journal's has: Zotero's BibLaTeX says no more."""
    if work.text("volume", "eid", "doi") or not work.text("url", "pages", "location"):
        return False
    date = work.dates.get("date")
    return bool(date and date.start and date.start.day)


def periodical(work: Work, opening: str = "(", closing: str = ")") -> Text:
    """Return "*Journal*, *33*(2), 161–174"; the issue's brackets differ inside parentheses (§ 9.25)."""
    journal = name_periodical(titles.main_title(work, "journaltitle")) or work.text("booktitle")
    if (name := states.name_journal(flatten(journal))) != flatten(journal):
        journal = plain(name)
    volume, number = work.text("volume"), page_range(bare_number(work.string("number", "issue")))
    if flatten(volume) != bare_number(flatten(volume)):
        volume = plain(bare_number(flatten(volume)))
    # "3 (Suppl. 1)" would stand in parentheses twice.
    number = re.sub(r"\s*[(]([^()]*)[)]$", r", \1", number).removeprefix(", ")
    issue = plain(f"{opening}{number}{closing}" if number else "")
    article = work.text("eid") or (work.text("eprint") if work.string("eprinttype") == "article" else EMPTY)
    where = plain(pages(work))
    if article:
        where = concat("Article ", _without_label(article))
    return join(", ", [italic(journal), concat(italic(volume), issue), where])


def _advance(work: Work) -> Text:
    """Return "Advance online publication" for what has no volume or pages yet (§ 10.1, example 7)."""
    if states.state(work) != states.ADVANCE:
        return work.text("howpublished")
    return EMPTY if work.text("volume", "number", "issue", "pages", "eid") else plain(states.ADVANCE)


def _without_label(article: Text) -> str:
    return flatten(article).removeprefix("Article ").removeprefix("article ")
