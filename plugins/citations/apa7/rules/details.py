"""Editions, volumes and pages (APA 7, §§ 9.19, 9.25)."""

import re

from apa7.model import Work

_EDITIONS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "revised": "Rev.",
}  # fmt: skip


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
    text = re.sub(r"(?<=.)\s+(?:edition|edn?\.?)$", "", work.string("edition"), flags=re.IGNORECASE)
    if not text or text == "1":
        return ""
    text = _EDITIONS.get(text.lower(), ordinal(text))
    return text if text.endswith("ed.") else f"{text} ed."


def volume(work: Work) -> str:
    """Return "Vol. 7", or "Vols. 1–2", unless the title says it (§ 9.20)."""
    number, several = work.string("volume"), work.string("volumes")
    if number and not whole(work):
        return volume_number(work)
    return f"Vols. 1–{several}" if several.isdecimal() and not number else ""


def volume_number(work: Work) -> str:
    """Return "Vol. 7", "Vols. 2–3" or "Vol. 2, Pt. 1"."""
    number, part = page_range(work.string("volume")), work.string("part")
    if re.match(r"vols?\b|bde?\b", number, re.IGNORECASE):
        number = re.sub(r"^\w+\.?\s*", "", number)
    if not number:
        return ""
    label = "Vols." if re.search(r"\d\s*(?:–|,|&|and)\s*\d|[IVX]–[IVX]", number) else "Vol."
    return f"{label} {number}" + (f", Pt. {part}" if part else "")


def whole(work: Work) -> str:
    """Return which field names the whole that a volume with its own title belongs to (§ 10.2, example 30).

    That is a multivolume work, or a series with numbered volumes such as those that proceedings appear in.
    """
    if work.text("maintitle"):
        return "maintitle"
    return "series" if work.text("series") and work.text("volume") and work.text("title") else ""


def pages(work: Work) -> str:
    """Return the pages with an en dash: "33–35"."""
    # EBSCO writes "p12 - 34", the Web of Science "12+" for pages that do not follow each other.
    return page_range(re.sub(r"^pp?\.\s*|^pp?(?=\d)|(?<=\d)\+$", "", work.string("pages")))


def page_range(text: str) -> str:
    """Write ranges with an en dash, and a comma between them with a space."""
    return re.sub(r"\s*,\s*", ", ", re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "–", text))


def labelled_pages(work: Work) -> str:
    """Return "p. 3" or "pp. 33–35"."""
    found = pages(work)
    if not found:
        return ""
    several = "–" in found or "," in found or found.endswith(("f", "ff"))
    return f"{'pp.' if several else 'p.'} {found}"
