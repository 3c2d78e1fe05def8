"""Citations in the text (APA 7, chapter 8)."""

from collections.abc import Collection
from typing import NamedTuple

from apa7.bibliography.richtext import plain
from apa7.model import OTHERS, Locator, Name, Text, Work, is_others
from apa7.rules.works.legal import Law

from .details import is_several, page_range
from .memory import once
from .names import initials, is_whole, surname
from .works import family_of

LOCATORS = {
    "page": ("p.", "pp."),
    "paragraph": ("para.", "paras."),
    "chapter": ("Chapter", "Chapters"),
    "section": ("Section", "Sections"),
    "section-sign": ("§", "§§"),
    "volume": ("Vol.", "Vols."),
    "book": ("Book", "Books"),
    "part": ("Part", "Parts"),
    "figure": ("Figure", "Figures"),
    "table": ("Table", "Tables"),
    "note": ("Note", "Notes"),
    "number": ("No.", "Nos."),
    "line": ("line", "lines"),
    "column": ("column", "columns"),
    "folio": ("fol.", "fols."),
    "opus": ("Op.", "Opp."),
    "verse": ("verse", "verses"),
    "slide": ("Slide", "Slides"),
    "sub-verbo": ("s.v.", "s.vv."),
    "canon": ("Canon", "Canons"),
    "article": ("Article", "Articles"),
    "act": ("Act", "Acts"),
    "scene": ("Scene", "Scenes"),
    "appendix": ("Appendix", "Appendices"),
    "footnote": ("Footnote", "Footnotes"),
    "schedule": ("Schedule", "Schedules"),
    "clause": ("Clause", "Clauses"),
    "regulation": ("Regulation", "Regulations"),
    "rule": ("Rule", "Rules"),
    "title": ("Title", "Titles"),
    "issue": ("Issue", "Issues"),
    "supplement": ("Supplement", "Supplements"),
    "version": ("Version", "Versions"),
    "equation": ("Equation", "Equations"),
    "elocation": ("Article", "Articles"),
    "kindle": ("Kindle loc.", "Kindle locs."),
    "location": ("loc.", "locs."),
    "timestamp": ("", ""),
}
"""A locator's label before one and before several (§ 8.13)."""

LEGAL_LOCATORS = {
    "section": ("s.", "ss."),
    "clause": ("cl.", "cls."),
    "article": ("art.", "arts."),
    "schedule": ("sch.", "schs."),
    "regulation": ("reg.", "regs."),
    "rule": ("r.", "rr."),
    "part": ("pt.", "pts."),
}
"""Labels that differ in law."""


class Form(NamedTuple):
    """How a document has to cite a work so that it can't be taken for another.

    Attributes:
        shown: How many authors stand before "et al." (§ 8.18).
        initials: How many authors, from the first, need their initials (§§ 8.9, 8.20).
        letter: The letter after the year (§ 8.19).
        short: The abbreviation of the group that wrote it, if it has one (§ 8.21).
    """

    shown: int = 1
    initials: int = 0
    letter: str = ""
    short: str = ""


@once
def cited_names(work: Work) -> tuple[Name, ...]:
    """Return the names that citations of the work begin with; empty when its title stands there (§ 8.14)."""
    return family_of(work).creators(work)


def abbreviation(work: Work) -> str:
    """Return the short name of the group that wrote the work, or an empty string (§ 8.21)."""
    if "shortauthor" not in work.people:
        return ""
    short, names = work.names("shortauthor"), cited_names(work)
    return surname(short[0]) if len(short) == 1 and len(names) == 1 and names[0].group else ""


def label(work: Work, form: Form, *, narrative: bool, introduced: Collection[str] = ()) -> Text:
    """Return who a citation names: "Kapoor et al.", "NIMH", *a title*.

    Args:
        work: The work.
        form: How this document cites it.
        narrative: Whether the names are part of a sentence ("and") or stand in parentheses ("&").
        introduced: The groups whose abbreviation readers know already.

    Returns:
        The names. Where an abbreviation is introduced in parentheses, it follows in brackets.
    """
    names = cited_names(work)
    if not names:
        return family_of(work).label(work, narrative=narrative)
    if form.short:
        if names[0].family in introduced:
            return plain(form.short)
        return plain(names[0].family if narrative else f"{names[0].family} [{form.short}]")
    short_names = work.names("shortauthor")
    stand_in = len(short_names) == len(names) and not abbreviation(work)
    shown = short_names if stand_in else names
    return plain(_enumerate(shown, form, "and" if narrative else "&"))


def introduces(work: Work, form: Form, introduced: Collection[str]) -> str:
    """Return the abbreviation that a first citation introduces, or an empty string."""
    return form.short if form.short and cited_names(work)[0].family not in introduced else ""


def year(work: Work, form: Form, *, narrative: bool = False) -> str:
    """Return the year with its letter; empty for laws that have it in their name."""
    family = family_of(work)
    return family.narrative_year(work, form.letter) if narrative else family.cited_year(work, form.letter)


def locate(locator: Locator | None, work: Work | None) -> str:
    """Return a locator as APA writes it: "pp. 33–35", "Chapter 3, p. 45"."""
    if locator is None:
        return ""
    value = page_range(locator.value)
    table = {**LOCATORS, **LEGAL_LOCATORS} if work and isinstance(family_of(work), Law) else LOCATORS
    one, several = table.get(locator.label, ("", ""))
    label = several if is_several(value) else one
    return ", ".join(filter(None, (f"{label} {value}".strip(), locate(locator.inner, work))))


def family_names(work: Work, form: Form) -> tuple[str, ...]:
    """Return what stands for each name before "et al."."""
    names = [name for name in cited_names(work) if not is_others(name)]
    return tuple(_cited(name, number, form) for number, name in enumerate(names))


def shortens(work: Work) -> bool:
    """Tell whether "et al." stands for some of the work's authors (§ 8.17)."""
    names = cited_names(work)
    return len(names) > 2 or (len(names) > 0 and (is_others(names[-1]) or is_others(names[0])))


def _enumerate(names: tuple[Name, ...], form: Form, conjunction: str) -> str:
    people = [(number, name) for number, name in enumerate(names) if name is not OTHERS]
    others = len(people) < len(names)
    whole = len(people) < 3 or (form.shown >= len(people) and not others)
    known = [_cited(name, number, form) for number, name in people[: None if whole else form.shown]]
    if len(people) == 1:
        return f"{known[0]} et al." if others else known[0]
    if len(names) == 2:
        return f"{known[0]} {conjunction} {known[1]}"
    if form.shown >= len(people) and not others:
        return f"{', '.join(known[:-1])}, {conjunction} {known[-1]}"
    shown = known[: form.shown]
    return f"{shown[0]} et al." if len(shown) == 1 else f"{', '.join(shown)}, et al."


def _cited(name: Name, number: int, form: Form) -> str:
    first = initials(name) if number < form.initials else ""
    if first and is_whole(name):
        return f"{surname(name)}{first}"
    return " ".join(filter(None, (first, surname(name))))
