"""What laws are called: with the year in their name in the Commonwealth, before it in the U.S."""

import re

from apa7.bibliography.patterns import late
from apa7.bibliography.richtext import flatten, join, plain
from apa7.model import Text, Work
from apa7.rules import dates
from apa7.rules.memory import once

_REALMS = late(
    r"N\.?\s?Z\.?|(?:Aotearoa )?New Zealand|U\.?\s?K\.?|United Kingdom|England|Wales|Scotland|"
    r"Northern Ireland|Ireland|Australia|Cth\.?|Commonwealth|NSW|Vic\.?|Qld\.?|SA|WA|Tas\.?|ACT|NT"
)
"""Where laws have the year in their name: New Zealand, the U.K., Ireland, Australia and its states."""


@once
def names_its_year(work: Work) -> bool:
    """Tell whether the name ends with the year, as those of Acts in the Commonwealth do."""
    if year_to_add(work):
        return True
    title = work.string("title").strip()
    date = dates.issued(work)
    year = re.escape(dates.span(date)) if date else r"\d{4}"
    # "Civil Rights Act of 1964" is an American name, which the year follows.
    return bool(re.search(rf"(?<!\bof) {year}$", title)) and not work.text("titleaddon")


@once
def year_to_add(work: Work) -> str:
    """Return the year of a Commonwealth law whose title was entered without it."""
    date = dates.issued(work)
    place = work.string("location")
    if not (date and place) or work.type == "jurisdiction" or not _REALMS.fullmatch(place):
        return ""
    return "" if re.search(r"\b\d{4}$", work.string("title")) else dates.span(date)


def cited_name(work: Work) -> Text:
    """Return what citations call a law: the year of an American name follows it by itself."""
    if short := work.text("shorttitle"):
        return short
    name = join(" ", [work.text("title"), plain(year_to_add(work))])
    date = dates.issued(work)
    ending = f" of {dates.span(date)}" if date else ""
    if ending and flatten(name).endswith(ending) and name[-1].text.endswith(ending):
        return (*name[:-1], name[-1]._replace(text=name[-1].text.removesuffix(ending)))
    return name


def is_bill(work: Work) -> bool:
    """Tell whether this is a bill by name: "Building Amendment Bill 2012"."""
    return bool(re.search(r"\bBill\b", work.string("title"))) and names_its_year(work)
