"""Editions, volumes and pages (APA 7, §§ 9.19, 9.25)."""

import re
from functools import lru_cache

from apa7.bibliography.patterns import late
from apa7.model import Work

_EDITIONS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "revised": "Rev.",
}  # fmt: skip


_PAGE_LABEL = late(r"^(?:pages?|pgs?\.?|pp?\.)\s*|^pp?(?=\d)|(?<=\d)\+$|(?<=\d)[-–—]+$", re.IGNORECASE)
_EDITION_LABEL = late(r"(?<=.)\s+(?:edition|edn?\.?)$", re.IGNORECASE)
_OTHER_EDITION = late(
    r"(\d{1,3})(?:\.|e|è?me|re|ª|º|a|o)?(?:,?\s[^\d]*\b|\s)?(?:aufl(?:age)?|éd(?:ition)?|edici[óo]n|edizione|edição"
    r"|uitgave|druk|upplagan|utgave|udgave)\b.*|(\d{1,3})\.",
    re.IGNORECASE,
)
"""Numbers of editions in other languages: "3., überarb. Aufl.", "2e éd."."""
_NUMBER_LABEL = late(
    r"^(?:vol(?:ume)?s?|bd|band|v|nos?|nr|n|number|issue|iss)\b\.?:?\s*(?=[\dIVXLC])", re.IGNORECASE
)
_THOUSANDS = late(r"(?<![\d,])(\d{1,2}),(\d{3})(?!\d|,\d)")
_DASH = late(r"(?<=\w)\s*(?:[–—]+|-{2,})\s*(?=\w)")
_HYPHEN = late(r"(?<=\w)\s*-\s*(?=\w)")
_SHORT_RANGE = late(r"(?<![\w.–])(\d{2,8})–(\d{1,8})(?![\w–])")
_ROMAN = late(r"[ivxlcdm]+|[IVXLCDM]{2,}")
_SEVERAL = late(r"[–,&]|\band\b|\w/\w|\d\s?ff?\.?$|\b(?:et seqq?|sqq?)\.?$")


def ordinal(number: str) -> str:
    """Return "2" as "2nd", and what isn't a number as it is."""
    if not number.isdecimal():
        return number
    ending = (
        "th" if number[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    )
    return f"{number}{ending}"


def edition(work: Work) -> str:
    """Return "2nd ed." or "Summer 2019 ed."."""
    if not (text := work.string("edition")):
        return ""
    text = _EDITION_LABEL.sub("", text)
    if numbered := _OTHER_EDITION.fullmatch(text):
        text = numbered[1] or numbered[2]
    if not text or text == "1":
        return ""
    text = _EDITIONS.get(text.lower(), ordinal(text))
    return text if text.endswith(("ed.", "éd.")) else f"{text} ed."


def volume(work: Work) -> str:
    """Return "Vol. 7", or "Vols. 1–2", unless the title says it (§ 9.20)."""
    number, several = work.string("volume"), work.string("volumes")
    if number and not whole(work):
        return volume_number(work)
    if number or not several:
        return ""
    several = re.sub(r"\s*vol(?:ume)?s?\.?$", "", several, flags=re.IGNORECASE)
    if not several:
        return ""
    return f"Vols. 1–{several}" if several.isdecimal() else f"Vols. {page_range(several)}"


def volume_number(work: Work) -> str:
    """Return "Vol. 7", "Vols. 2–3" or "Vol. 2, Pt. 1"."""
    number, part = page_range(bare_number(work.string("volume"))), work.string("part")
    if not number:
        return ""
    return f"{'Vols.' if is_several(number) else 'Vol.'} {number}" + (f", Pt. {part}" if part else "")


def bare_number(text: str) -> str:
    """Return the number of a volume or issue without its label: "Vol. 12" → "12", "No. 3" → "3"."""
    return _NUMBER_LABEL.sub("", text)


def whole(work: Work) -> str:
    """Return which field names the whole that a volume with its own title belongs to (§ 10.2, example 30).

    That is a multivolume work, or a series with numbered volumes such as those that proceedings appear in.
    """
    texts = work.texts
    if texts.get("maintitle"):
        return "maintitle"
    return "series" if texts.get("series") and texts.get("volume") and texts.get("title") else ""


def pages(work: Work) -> str:
    """Return the pages with an en dash: "33–35"."""
    # EBSCO writes "p12 - 34", the Web of Science "12+" for pages that do not follow each other.
    return _SHORT_RANGE.sub(_complete, page_range(_PAGE_LABEL.sub("", work.string("pages"))))


def _complete(found: re.Match[str]) -> str:
    """Write the last page in full, whose first digits PubMed leaves out: "1065–71"."""
    first, last = found[1], found[2]
    full = first[: len(first) - len(last)] + last
    return f"{first}–{full}" if len(last) < len(first) and int(full) > int(first) else found[0]


@lru_cache(maxsize=2048)
def page_range(text: str) -> str:
    """Write ranges with an en dash, and a comma between them with a space.

    A hyphen may be a part of a page's name (12-A); of two dashes the longer is that of a range. Page numbers
    have no commas (§ 6.38).
    """
    text = _THOUSANDS.sub(r"\1\2", text)
    if not (set("-–—,") & set(text)):
        return text
    items = (
        _HYPHEN.sub(_join, item) if "-" in item and not _DASH.search(item) else _DASH.sub("–", item)
        for item in text.split(",")
    )
    return ", ".join(map(str.strip, items))


@lru_cache(maxsize=2048)
def is_several(text: str) -> bool:
    """Tell whether numbers, as `page_range` writes them, are more than one: "33–35", "3/4", "23ff."."""
    return bool(_SEVERAL.search(text))


def labelled_pages(work: Work) -> str:
    """Return "p. 3" or "pp. 33–35"."""
    found = pages(work)
    return f"{'pp.' if is_several(found) else 'p.'} {found}" if found else ""


def _join(hyphen: re.Match[str]) -> str:
    """Return an en dash between numbers, and a hyphen as it is within the name of a page."""
    text = hyphen.string
    before = re.search(r"[\w.:]{0,20}$", text[max(hyphen.start() - 20, 0) : hyphen.start()])
    after = re.match(r"[\w.:]{0,20}", text[hyphen.end() : hyphen.end() + 20])
    ends = (before[0] if before else "", after[0] if after else "")
    numbers = [any(map(str.isdecimal, end)) or bool(_ROMAN.fullmatch(end)) for end in ends]
    letters = [len(end) == 1 and end.isupper() for end in ends]
    return "–" if all(letters) or (all(numbers) and not any(letters)) else hyphen[0]
