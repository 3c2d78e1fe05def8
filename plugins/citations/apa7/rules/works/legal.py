"""Cases, statutes, hearings, regulations, treaties, constitutions (APA 7, chapter 11).

Legal references have no author element: they begin with the title, and citations with it.
"""

# ruff: noqa: D102 - what the methods return is said in `Family`.

import re
from collections.abc import Sequence

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, flatten, italic, join, link, plain
from apa7.model import EMPTY, Name, Text, Work
from apa7.rules import dates, links, titles
from apa7.rules.family import Family, Related

from .bodies import long_name, short_name
from .law_names import cited_name, is_bill, names_its_year, year_to_add
from .law_reports import case_reports, court_of, law_reports

_PAPERS = {
    "resolution": ("Res.", "Resolution", "Resolution"),
    "report": ("Rep. No.", "Rep. No.", "Report No."),
    "bill": ("", "", "Bill"),
    "executive order": ("Exec. Order No.", "Exec. Order No.", "Executive Order No."),
}
"""Kinds of papers: in references, in parentheses, in running text."""


class Law(Family):
    """What all legal works share: "Title, where it is printed (year)."."""

    def creators(self, work: Work) -> tuple[Name, ...]:
        # Who proposed a bill, or sat in court, is named nowhere: laws are cited by their titles (§ 11.1).
        return ()

    def reference(self, work: Work, letter: str = "", related: Sequence[Related] = ()) -> Text:
        year = self.parenthesis(work)
        body = join(" ", [self.heading(work), concat("(", year, ")") if year else EMPTY, self.status(work)])
        body = body if flatten(body).endswith(".") else concat(body, ".")
        return join(" ", [body, link(links.address(work))])

    def heading(self, work: Work) -> Text:
        """Return "Title, citation", or "Building Act 2004 (N.Z.)" if the year is part of the name."""
        printed = [self.full_title(work), *self.printed(work)]
        place = work.text("location")
        if place and names_its_year(work):
            return join(" ", [join(", ", printed), concat("(", place, ")")])
        return join(", ", [*printed, place])

    def printed(self, work: Work) -> tuple[Text, ...]:
        """Return where it is printed."""
        return work.lists.get("citation", ())

    def full_title(self, work: Work) -> Text:
        """Return the title as entered: laws keep their capitals (§ 11.5)."""
        named = titles.main_title(work)
        if not named:
            return paper(work, 0)
        bill = work.text("number") if is_bill(work) else EMPTY
        number = concat("(", bill, ")") if bill else EMPTY
        return join(" ", [named, plain(year_to_add(work)), work.text("titleaddon"), number])

    def parenthesis(self, work: Work) -> Text:
        """Return what the first parentheses hold: the year, unless the title has it ("Building Act 2004")."""
        if names_its_year(work) or not dates.issued(work):
            return EMPTY
        return plain(dates.span(dates.issued(work)))

    def status(self, work: Work) -> Text:
        """Return notes in parentheses of their own: "(enacted)"."""
        note = work.text("note")
        return concat("(", note, ")") if note else EMPTY

    def cited_title(self, work: Work) -> Text:
        return cited_name(work) or paper(work, 1)

    def label(self, work: Work, *, narrative: bool) -> Text:
        return cited_name(work) or paper(work, 2 if narrative else 1)

    def cited_year(self, work: Work, letter: str) -> str:
        if names_its_year(work) or not dates.issued(work):
            return ""
        return dates.year(work)


class Case(Law):
    """A court's decision: `@jurisdiction` (§ 11.4)."""

    def heading(self, work: Work) -> Text:
        reports = work.lists.get("citation", ()) or case_reports(work)
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
        court = court_of(work)
        if "citation:citedate" in work.annotations:
            return EMPTY
        if _year_in_citation(work):
            # Neutral citations name their court; reports don't: [1932] AC 562 (HL).
            short = re.fullmatch(r"[A-Z]{2,5}", flatten(court))
            return court if short and flatten(court) not in work.string("citation", "number") else EMPTY
        return join(" ", [court, super().parenthesis(work)])

    def cited_year(self, work: Work, letter: str) -> str:
        return super().cited_year(work, letter) or _year_in_citation(work)

    def cited_title(self, work: Work) -> Text:
        return italic(work.text("shorttitle", "title"))

    def label(self, work: Work, *, narrative: bool) -> Text:
        return self.cited_title(work)


class Statute(Law):
    """An Act: `@legislation` (§ 11.5)."""

    def printed(self, work: Work) -> tuple[Text, ...]:
        return super().printed(work) or (() if names_its_year(work) else law_reports(work))

    def parenthesis(self, work: Work) -> Text:
        year, first = super().parenthesis(work), work.dates.get("origdate")
        return concat(f"{dates.span(first)} & rev. ", year) if first and year else year


class LegislativePaper(Law):
    """A hearing, bill, resolution or report of a legislature: `@legmaterial` (§ 11.6)."""

    def full_title(self, work: Work) -> Text:
        if is_bill(work):
            return super().full_title(work)
        return italic(titles.main_title(work)) or paper(work, 0)

    def heading(self, work: Work) -> Text:
        if is_bill(work):
            return super().heading(work)
        return join(
            ", ", [self.full_title(work), *work.lists.get("location", ()), *work.lists.get("citation", ())]
        )

    def cited_title(self, work: Work) -> Text:
        return self.label(work, narrative=False)

    def label(self, work: Work, *, narrative: bool) -> Text:
        if is_bill(work):
            return super().label(work, narrative=narrative)
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

    def reference(self, work: Work, letter: str = "", related: Sequence[Related] = ()) -> Text:
        date = dates.issued(work)
        address = link(links.address(work))
        printed = [*work.lists.get("citation", ()), work.text("location")]
        text = join(
            ", ", [self.full_title(work), plain(dates.day(date)) if date else EMPTY, *printed, address]
        )
        return text if address else concat(text, ".")

    def full_title(self, work: Work) -> Text:
        """Return the title, with its name in another language in brackets."""
        other = work.text("titleaddon")
        return join(" ", [titles.main_title(work), concat("[", other, "]") if other else EMPTY])


class Constitution(Law):
    """A constitution or charter: `@constitution` (§ 11.9)."""

    def heading(self, work: Work) -> Text:
        kind = "Charter" if _is_charter(work) else "Const."
        name = work.text("title") or plain(f"{short_name(work.string('source'))} {kind}".strip())
        return join(" ", [name, join(", ", _provisions(work, 0))])

    def parenthesis(self, work: Work) -> Text:
        repealed = _year_of_repeal(work)
        return plain(f"repealed {repealed}") if repealed else EMPTY

    def status(self, work: Work) -> Text:
        return EMPTY if _REPEALED.fullmatch(work.string("note")) else super().status(work)

    def cited_title(self, work: Work) -> Text:
        return self.heading(work)

    def label(self, work: Work, *, narrative: bool) -> Text:
        provisions = join(", ", _provisions(work, 1))
        if not (narrative and provisions) or work.text("title"):
            return self.heading(work)
        whole = "Charter" if _is_charter(work) else "Constitution"
        linking = " to the" if work.text("amendment") and not work.text("section") else " of the"
        linking = f",{linking}" if len(_provisions(work, 1)) > 1 else linking
        repealed = f" was repealed in {_year_of_repeal(work)}" if _year_of_repeal(work) else ""
        return concat(provisions, f"{linking} {long_name(work.string('source'))} {whole}{repealed}")

    def cited_year(self, work: Work, letter: str) -> str:
        return flatten(self.parenthesis(work))

    def narrative_year(self, work: Work, letter: str) -> str:
        return self.cited_year(work, letter) if work.text("title") or not _provisions(work, 1) else ""


_REPEALED = late(r"\(?(?:was )?repealed(?:,? (?:in )?(\d{4}))?\)?\.?", re.IGNORECASE)
_PROVISIONS = {
    "article": ("art.", "Article"),
    "amendment": ("amend.", "Amendment"),
    "section": ("§", "Section"),
    "paragraph": ("para.", "Paragraph"),
    "part": ("para.", "Paragraph"),
    "clause": ("cl.", "Clause"),
}


def _provisions(work: Work, form: int) -> list[Text]:
    """Return "art. I", "§ 3" (form 0) or "Article I", "Section 3" (form 1)."""
    provisions = []
    for name, labels in _PROVISIONS.items():
        if number := work.text(name):
            several = form == 1 and re.search(r"[-–,&]|\band\b", flatten(number))
            provisions.append(concat(f"{labels[form]}{'s' if several else ''} ", number))
    return provisions


def _is_charter(work: Work) -> bool:
    return work.string("type").lower() == "charter"


def _year_of_repeal(work: Work) -> str:
    """Return when a provision was repealed, by biblatex-apa's keyword or by a note: "repealed 1933"."""
    for name in ("note", "titleaddon", "pubstate"):
        if said := _REPEALED.fullmatch(work.string(name)):
            return said[1] or _year_of(work)
    return _year_of(work) if work.has_keyword("repealed") else ""


def _year_of(work: Work) -> str:
    date = work.dates.get("eventdate") or dates.issued(work)
    return dates.span(date) if date else ""


def paper(work: Work, form: int) -> Text:
    """Return what a paper without a title is called: "S. Res. 438", "Senate Resolution 438".

    Args:
        work: The work, with `source`, `type` and `number`.
        form: 0 for a reference, 1 for parentheses, 2 for running text.
    """
    body = work.string("source")
    kind = _PAPERS.get(work.string("type").lower())
    words = [long_name(body) if form == 2 else short_name(body)]
    words.append(kind[form] if kind else work.string("type"))
    return plain(" ".join(filter(None, [*words, work.string("number")])))


def _year_in_citation(work: Work) -> str:
    """Return the year that a citation begins with: "[2019] NZCA 12", "(1992) 175 CLR 1"."""
    year = re.match(r"[\[(](\d{4})[\])]", work.string("citation", "number"))
    return year[1] if year else ""
