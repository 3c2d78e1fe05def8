"""Cases, statutes, hearings, regulations, treaties, constitutions and patents (APA 7, chapter 11).

Legal references have no author element: they begin with the title, and citations with it.
"""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re

from pelican.plugins.citations.apa import dates, links, titles
from pelican.plugins.citations.apa.family import Family
from pelican.plugins.citations.model import EMPTY, Text, Work
from pelican.plugins.citations.richtext import concat, flatten, italic, join, link, plain

_BODIES = {
    "senate": ("S.", "Senate"),
    "houseofrepresentatives": ("H.R.", "House of Representatives"),
    "us": ("U.S.", "U.S."),
    "un": ("U.N.", "U.N."),
}
_PAPERS = {
    "resolution": ("Res.", "Resolution", "Resolution"),
    "report": ("Rep. No.", "Rep. No.", "Report No."),
    "bill": ("", "", "Bill"),
    "execorder": ("Exec. Order No.", "Exec. Order No.", "Executive Order No."),
}
"""Kinds of papers: in references, in parentheses, in running text."""


class Law(Family):
    """What all legal works share: "Title, where it is printed (year)."."""

    def reference(self, work: Work, letter: str = "") -> Text:
        year = self.parenthesis(work)
        body = join(" ", [self.heading(work), concat("(", year, ")") if year else EMPTY, self.status(work)])
        body = body if flatten(body).endswith(".") else concat(body, ".")
        return join(" ", [body, link(links.address(work))])

    def heading(self, work: Work) -> Text:
        """Return "Title, citation"."""
        return join(
            ", ", [self.full_title(work), join(", ", work.lists.get("citation", ())), work.text("location")]
        )

    def full_title(self, work: Work) -> Text:
        """Return the title as entered: laws keep their capitals (§ 11.5)."""
        named = titles.main_title(work)
        return join(" ", [named, work.text("titleaddon")]) if named else paper(work, 0)

    def parenthesis(self, work: Work) -> Text:
        """Return what the first parentheses hold: the year, unless the title has it ("Building Act 2004")."""
        if _names_its_year(work) or not dates.issued(work):
            return EMPTY
        return plain(dates.span(dates.issued(work)))

    def status(self, work: Work) -> Text:
        """Return notes in parentheses of their own: "(enacted)"."""
        note = work.text("note")
        return concat("(", note, ")") if note else EMPTY

    def cited_title(self, work: Work) -> Text:
        return work.text("shorttitle", "title") or paper(work, 1)

    def label(self, work: Work, *, narrative: bool) -> Text:
        return work.text("shorttitle", "title") or paper(work, 2 if narrative else 1)

    def cited_year(self, work: Work, letter: str) -> str:
        if _names_its_year(work) or not dates.issued(work):
            return ""
        return dates.year(work)


class Case(Law):
    """A court's decision: `@jurisdiction` (§ 11.4)."""

    def heading(self, work: Work) -> Text:
        reports = work.lists.get("citation", ())
        cited = []
        for number, report in enumerate(reports, 1):
            if work.note("citation", "citeinfo", number):
                cited.append(italic(report))
                continue
            court = " ".join(
                filter(None, (work.note("citation", name, number) for name in ("citeorg", "citedate")))
            )
            cited.append(concat(report, f" ({court})" if court else ""))
        # A neutral citation begins with its year in brackets: R v Smith [2019] NZCA 12.
        neutral = bool(reports) and flatten(reports[0]).startswith(("[", "("))
        return join(" " if neutral else ", ", [self.full_title(work), join(", ", cited)])

    def parenthesis(self, work: Work) -> Text:
        first = work.string("citation")
        dated = "citation:citedate" in work.annotations or re.match(r"[\[(]\d{4}[\])]", first)
        return (
            EMPTY
            if dated
            else join(" ", [work.text("organization", "institution"), super().parenthesis(work)])
        )

    def cited_title(self, work: Work) -> Text:
        return italic(work.text("shorttitle", "title"))

    def label(self, work: Work, *, narrative: bool) -> Text:
        return self.cited_title(work)


class Statute(Law):
    """An Act: `@legislation` (§ 11.5)."""

    def heading(self, work: Work) -> Text:
        if _names_its_year(work) and work.text("location"):
            return concat(self.full_title(work), " (", work.text("location"), ")")
        return super().heading(work)

    def parenthesis(self, work: Work) -> Text:
        year, first = super().parenthesis(work), work.dates.get("origdate")
        return concat(f"{dates.span(first)} & rev. ", year) if first and year else year


class LegislativePaper(Law):
    """A hearing, bill, resolution or report of a legislature: `@legmaterial` (§ 11.6)."""

    def full_title(self, work: Work) -> Text:
        return italic(titles.main_title(work)) or paper(work, 0)

    def heading(self, work: Work) -> Text:
        return join(
            ", ", [self.full_title(work), *work.lists.get("location", ()), *work.lists.get("citation", ())]
        )

    def cited_title(self, work: Work) -> Text:
        return italic(work.text("shorttitle", "title")) or paper(work, 1)

    def label(self, work: Work, *, narrative: bool) -> Text:
        return italic(work.text("shorttitle", "title")) or paper(work, 2 if narrative else 1)


class Regulation(Law):
    """A regulation or an order of an administration: `@legadminmaterial` (§ 11.7)."""

    def parenthesis(self, work: Work) -> Text:
        date = dates.issued(work)
        if date and work.has_keyword("proposed"):
            return plain(f"proposed {dates.day(date)}")
        return super().parenthesis(work)


class Treaty(Law):
    """A treaty or convention: `@legal` (§ 11.10)."""

    def reference(self, work: Work, letter: str = "") -> Text:
        date = dates.issued(work)
        address = link(links.address(work))
        text = join(", ", [self.heading(work), plain(dates.day(date)) if date else EMPTY, address])
        return text if address else concat(text, ".")


class Constitution(Law):
    """A constitution or charter: `@constitution` (§ 11.9)."""

    def heading(self, work: Work) -> Text:
        kind = "Charter" if _is_charter(work) else "Const."
        name = work.text("title") or plain(f"{_body(work)} {kind}".strip())
        return join(" ", [name, join(", ", _provisions(work, 0))])

    def parenthesis(self, work: Work) -> Text:
        date = dates.issued(work)
        return plain(f"repealed {dates.span(date)}") if date and work.has_keyword("repealed") else EMPTY

    def cited_title(self, work: Work) -> Text:
        return self.heading(work)

    def label(self, work: Work, *, narrative: bool) -> Text:
        provisions = join(", ", _provisions(work, 1))
        if not (narrative and provisions) or work.text("title"):
            return self.heading(work)
        whole = "Charter" if _is_charter(work) else "Constitution"
        linking = " to the" if work.text("amendment") and not work.text("section") else ", of the"
        return concat(provisions, f"{linking} {_body(work)} {whole}")

    def cited_year(self, work: Work, letter: str) -> str:
        return flatten(self.parenthesis(work))


_PROVISIONS = {
    "article": ("art.", "Article"),
    "amendment": ("amend.", "Amendment"),
    "section": ("§", "Section"),
    "paragraph": ("para.", "Paragraph"),
    "clause": ("cl.", "Clause"),
}


def _provisions(work: Work, form: int) -> list[Text]:
    """Return "art. I", "§ 3" (form 0) or "Article I", "Section 3" (form 1)."""
    named = _PROVISIONS.items()
    return [concat(f"{labels[form]} ", work.text(name)) for name, labels in named if work.text(name)]


def _is_charter(work: Work) -> bool:
    return work.string("type").lower() == "charter"


def _body(work: Work) -> str:
    return _BODIES.get(work.string("source").lower(), (work.string("source"), ""))[0]


class Patent(Family):
    """A patent: `@patent` (§ 11.8)."""

    def gives_day(self, work: Work) -> bool:
        return False

    def parentheses(self, work: Work) -> list[Text]:
        kind = {"patentus": "U.S. Patent", "patenteu": "European Patent", "patent": "Patent"}
        named = kind.get(work.string("type").lower(), work.string("type") or "Patent")
        return [concat(f"{named} No. ", work.text("number"))] if work.text("number") else []

    def source(self, work: Work) -> list[Text]:
        return [self.publisher(work, "publisher", "organization", "institution", "holder")]


def paper(work: Work, form: int) -> Text:
    """Return what a paper without a title is called: "S. Res. 438", "Senate Resolution 438".

    Args:
        work: The work, with `source`, `type` and `number`.
        form: 0 for a reference, 1 for parentheses, 2 for running text.
    """
    body = _BODIES.get(work.string("source").lower())
    kind = _PAPERS.get(work.string("type").lower())
    words = [body[1 if form == 2 else 0] if body else work.string("source")]
    words.append(kind[form] if kind else work.string("type"))
    return plain(" ".join(filter(None, [*words, work.string("number")])))


def _names_its_year(work: Work) -> bool:
    """Tell whether the title ends with the year, as those of Acts in the Commonwealth do."""
    title = " ".join([work.string("title"), work.string("titleaddon")]).strip()
    date = dates.issued(work)
    year = dates.span(date) if date else r"\d{4}"
    return bool(re.search(rf"\b{re.escape(year) if date else year}$", title)) and not work.text("titleaddon")
