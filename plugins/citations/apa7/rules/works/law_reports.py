"""Where laws and cases are printed, from the fields that reference managers fill (APA 7, §§ 11.4, 11.5)."""

import re

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import concat, flatten, join, plain
from apa7.model import EMPTY, Text, Work

_CODE = late(r"\bC\.|\bCode\b|\bStat\. Ann\.|Rev\. Stat\.")
_SUPREME = late(r"U\.? ?S\.?|S\. ?Ct\.?|L\. ?Ed\.?(?: ?2d)?")
"""Reports of the U.S. Supreme Court, which need no court beside them."""
_CIRCUITS = {
    word: f"{number}{'st' if number == 1 else 'nd' if number == 2 else 'rd' if number == 3 else 'th'}"
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
         "eleventh"),
        1,
    )
}  # fmt: skip
_CIRCUIT = late(r"(?:.*\b)?(?P<number>\d+(?:st|nd|rd|th|d)|[A-Z]?[a-z]+) Cir(?:cuit|\.)$")


def case_reports(work: Work) -> tuple[Text, ...]:
    """Return where a case is printed ("347 U.S. 483"), or the number that it has in its court."""
    if work.string("number").startswith("["):
        return (work.text("number"),)
    if work.text("journaltitle"):
        return (join(" ", [work.text(name) for name in ("volume", "journaltitle", "pages")]),)
    number = work.string("number")
    return (plain(number if number.lower().startswith("no") else f"No. {number}"),) if number else ()


def law_reports(work: Work) -> tuple[Text, ...]:
    """Return where an Act or a bill is printed: "Pub. L. No. 101-336", "42 U.S.C. § 12101"."""
    number, code, pages = work.string("number"), work.text("journaltitle"), work.text("pages")
    if re.fullmatch(r"\d+[-–]\d+", number) and not re.search(r"\bBill\b", work.string("title")):
        number = f"Pub. L. No. {number}"
    if pages and _CODE.search(flatten(code)) and not flatten(pages).startswith("§"):
        pages = concat("§ ", pages)
    place = join(" ", [work.text("volume"), code, pages]) if code else EMPTY
    return tuple(filter(None, (plain(number), place)))


def court_of(work: Work) -> Text:
    """Return the court as a case names it before its year ("10th Cir."), unless its reports say it."""
    court = work.text("organization", "institution", "court")
    if _SUPREME.fullmatch(work.string("journaltitle")):
        return EMPTY
    if found := _CIRCUIT.match(flatten(court)):
        number = found["number"]
        return plain(f"{_CIRCUITS.get(number.lower(), number)} Cir.")
    return court
