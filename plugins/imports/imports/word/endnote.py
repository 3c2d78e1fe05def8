"""What EndNote keeps in its fields → what is cited."""

from __future__ import annotations

import re
from typing import Any

from ..errors import ImportingError
from ..works.model import Cluster, Item
from .package import parse

TYPES = {
    "0": "article-journal", "1": "graphic", "2": "motion_picture", "3": "paper-conference", "4": "webpage",
    "5": "chapter", "6": "book", "7": "chapter", "9": "software", "10": "paper-conference", "12": "webpage",
    "13": "document", "14": "legal_case", "16": "webpage", "17": "article-journal", "19": "article-magazine",
    "20": "map", "21": "motion_picture", "23": "article-newspaper", "25": "patent",
    "26": "personal_communication", "27": "report", "28": "book", "31": "legislation", "32": "thesis",
    "34": "manuscript", "36": "manuscript", "43": "article-journal", "47": "paper-conference",
    "52": "entry-encyclopedia", "53": "entry-dictionary", "56": "post-weblog", "58": "standard",
    "59": "dataset", "60": "chapter", "63": "interview",
}  # fmt: skip
"""Number of EndNote's type of reference → type of CSL."""

_TEXTS = {
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "edition": "edition",
    "publisher": "publisher",
    "pub-location": "publisher-place",
    "isbn": "ISBN",
    "electronic-resource-num": "DOI",
    "work-type": "genre",
    "language": "language",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#x?1?[0-9a-f];", re.IGNORECASE)


def read_endnote(xml: str, shown: str) -> Cluster | None:
    """Return what a field of EndNote cites, or None if it cites nothing that can be read.

    Args:
        xml: `<EndNote>…</EndNote>`, with words before it and behind it.
        shown: What readers saw.
    """
    start, end = xml.find("<EndNote"), xml.rfind("</EndNote>")
    if start < 0 or end < start:
        return None
    # Control characters stand in records that came from elsewhere, and in no XML.
    text = _CONTROLS.sub(" ", xml[start : end + 10])
    try:
        root = parse(text.encode(), "a field of EndNote")
    except ImportingError:
        return None
    items = tuple(_read_item(cite) for cite in root.iter("Cite"))
    made = root.findtext(".//DisplayText") or ""
    narrative = any(cite.get("AuthorYear") == "1" for cite in root.iter("Cite"))
    return Cluster(items, shown, "".join(made.split("\n")), narrative=narrative) if items else None


def _read_item(cite: Any) -> Item:
    record = cite.find("record")
    return Item(
        read_record(record) if record is not None else {},
        _text(cite.find("Pages")),
        prefix=_text(cite.find("Prefix")),
        suffix=_text(cite.find("Suffix")),
        author=cite.get("ExcludeAuth") != "1",
        year=cite.get("ExcludeYear") != "1",
        hidden=cite.get("Hidden") == "1",
    )


def read_record(record: Any) -> dict[str, Any]:
    """Return a record of EndNote as CSL-JSON."""
    kind = record.find("ref-type")
    csl: dict[str, Any] = {"type": TYPES.get(_text(kind), "document") if kind is not None else "document"}
    for name, variable in _TEXTS.items():
        if text := _text(record.find(name)):
            csl[variable] = text
    titles = record.find("titles")
    if titles is not None:
        csl["title"] = _text(titles.find("title"))
        second, third = _text(titles.find("secondary-title")), _text(titles.find("tertiary-title"))
        if csl["type"] in ("book", "report", "thesis"):
            csl["collection-title"] = second
        else:
            csl |= {"container-title": second, "collection-title": third}
        csl["container-title"] = csl.get("container-title") or _text(record.find("periodical/full-title"))
    for group, variable in (
        ("authors", "author"),
        ("secondary-authors", _second(csl["type"])),
        ("subsidiary-authors", "translator"),
    ):
        names = [_name(_text(author)) for author in record.findall(f"contributors/{group}/author")]
        if names:
            csl.setdefault(variable, []).extend(names)
    if issued := _read_date(record):
        csl["issued"] = issued
    if address := _text(record.find("urls/related-urls/url")) or _text(record.find("urls/web-urls/url")):
        csl["URL"] = address
    if csl["type"] in ("report", "patent", "standard", "legislation") and "issue" in csl:
        csl["number"] = csl.pop("issue")
    return {name: value for name, value in csl.items() if value}


def _second(kind: str) -> str:
    return "collection-editor" if kind in ("book", "report", "thesis") else "editor"


def _text(element: Any) -> str:
    """Return the words of an element, with the italics of their styles."""
    if element is None:
        return ""
    styles = element.findall("style")
    if not styles:
        return " ".join("".join(element.itertext()).split())
    words = [
        f"<i>{''.join(style.itertext())}</i>"
        if "italic" in style.get("face", "")
        else "".join(style.itertext())
        for style in styles
    ]
    return " ".join("".join(words).split())


def _name(text: str) -> dict[str, str]:
    """Return a name; a group's ends with a comma (EndNote's manual, "Corporate authors")."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if given:
        return {"family": family, "given": given}
    first, _, last = family.rpartition(" ")
    if not comma and first and len(family.split()) == 2 and re.match(r"[A-Z]\.", first):
        return {"family": last, "given": first}
    return {"literal": family}


def _read_date(record: Any) -> dict[str, Any]:
    year = _text(record.find("dates/year"))
    if not re.fullmatch(r"\d{4}", year):
        return {"literal": year} if year else {}
    parts = [int(year)]
    said = _text(record.find("dates/pub-dates/date"))
    words = re.findall(r"[^\W\d_]+|\d+", said.lower())
    month = next((MONTHS.index(word[:3]) + 1 for word in words if word[:3] in MONTHS), 0)
    day = next((int(word) for word in words if re.fullmatch(r"[12]?\d|3[01]", word)), 0)
    if month:
        parts += [month, day] if day else [month]
    return {"date-parts": [parts]}
