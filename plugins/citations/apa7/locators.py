"""Where in a work a citation points to: `, pp. 33-35` → Locator, and what follows it."""

import re
from dataclasses import replace

from .model import Locator

LABELS = {
    "page": ("p", "pp", "page", "pages", "pg", "pgs"),
    "paragraph": ("para", "paras", "paragraph", "paragraphs", "¶", "¶¶"),
    "chapter": ("chap", "chaps", "chapter", "chapters", "ch"),
    "section": ("sec", "secs", "section", "sections", "s", "ss"),
    "section-sign": ("§", "§§"),
    "volume": ("vol", "vols", "volume", "volumes"),
    "book": ("bk", "bks", "book", "books"),
    "part": ("pt", "pts", "part", "parts"),
    "figure": ("fig", "figs", "figure", "figures"),
    "table": ("table", "tables", "tab"),
    "note": ("n", "nn", "note", "notes"),
    "number": ("no", "nos", "number", "numbers"),
    "line": ("l", "ll", "line", "lines"),
    "column": ("col", "cols", "column", "columns"),
    "folio": ("fol", "fols", "folio", "folios"),
    "opus": ("op", "opp", "opus"),
    "verse": ("v", "vv", "verse", "verses"),
    "slide": ("slide", "slides"),
    "sub-verbo": ("s.v", "s.vv", "sv", "sub verbo"),
    "canon": ("canon", "canons"),
    "article": ("art", "arts", "article", "articles"),
    "act": ("act", "acts"),
    "scene": ("scene", "scenes"),
    "appendix": ("app", "apps", "appendix", "appendices"),
    "footnote": ("fn", "fns", "footnote", "footnotes"),
    "schedule": ("sch", "schedule", "schedules"),
    "clause": ("cl", "cls", "clause", "clauses"),
    "regulation": ("reg", "regs", "regulation", "regulations"),
    "rule": ("r", "rr", "rule", "rules"),
    "title": ("title", "titles"),
    "issue": ("issue", "issues"),
    "supplement": ("supp", "supps", "supplement", "supplements"),
    "version": ("version", "versions"),
    "equation": ("eq", "eqs", "equation", "equations"),
    "elocation": ("eloc", "elocs", "elocation", "elocations"),
    "kindle": ("kindle loc", "kindle locs", "kindle location", "kindle locations"),
    "location": ("loc", "locs", "location", "locations"),
    "timestamp": ("timestamp", "time"),
}
"""What a locator can be called, in the singular and the plural."""

_BY_WORD = {word: label for label, words in LABELS.items() for word in words}
_WORDS = "|".join(sorted((re.escape(word) for word in _BY_WORD), key=len, reverse=True))
_RANGE = r"[-–—]"
# 1,234 is one number, 12-A one page, and A-12 another.
_THOUSANDS = r"\d{1,2},\d{3}(?!\d|,\d)"
_SINGLE = rf"(?:{_THOUSANDS}|\d[\w.:]*\w|[\w]*\d\w*|[ivxlcdmIVXLCDM]+\b|[A-Za-z]\b)"
_GOES_ON = r"(?:\s(?:ff?\b|et seqq?\b|sqq?\b)\.?)?"
_NUMBER = rf"(?:\d+-[A-Za-z]\b|[A-Za-z]-\d+|{_SINGLE}(?:/{_SINGLE})*)(?:\([\w]+\))*(?i:{_GOES_ON})"
_VALUE = rf"{_NUMBER}(?:\s*{_RANGE}+\s*{_NUMBER})?"
# "2, cl. 3" goes on with a label, though c and l are roman figures; other labels are no figures.
_FIGURES = "|".join(word for word in _WORDS.split("|") if re.match(r"(?:[ivxlcdm]+|[a-z])(?!\w)", word))
# "33, a note" and "33, 5th line" go on with words.
_NO_VALUE = rf"(?i:{_FIGURES})(?:\.\s*|\s+)\d|[abe-hjkn-uwyz]\b|\d+(?i:st|nd|rd|th)\b"
_VALUES = rf"{_VALUE}(?:(?:,(?=\d)|\s*(?:,|&|,?\s+(?i:and))\s+)(?!{_NO_VALUE}){_VALUE})*"
# Any word may be one: to compile an expression of all of them, whatever their capitals, takes a tenth of
# the time of a command.
_MANY = "|".join(word for word in _WORDS.split("|") if not word.isalpha())
_LABELLED = re.compile(rf"(?P<word>(?i:{_MANY})|[^\W\d_]++)\.?(?:\s+|(?<=[.§¶])\s*)(?P<value>{_VALUES})")
_LABELLED_ANY = rf"(?P<word>{_WORDS})\.?(?:\s+|(?<=[.§¶])\s*)(?P<value>\S.*)"
_POINT = rf"(?:{_THOUSANDS}|\d+-[A-Z]\b|\d[\w.:]*(?:/\d[\w.:]*)?)"
_PLACE = rf"{_POINT}(?:\s*{_RANGE}+\s*{_POINT})?{_GOES_ON}"
# "1 Cor. 13:1" doesn't begin with a page.
_BARE = re.compile(rf"(?P<value>{_PLACE}(?:,\s+{_PLACE})*)(?![\w]|\s+[^\W\d_a-z])")
_BRACED = re.compile(r"\{(?P<inside>[^{}]*)\}")

PARTS = 10
"""How many locators follow each other: "Chapter 3, p. 45" has two. What comes after is the author's words."""


def read_locator(after: str) -> tuple[Locator | None, str]:
    """Split what follows a key into locator and suffix."""
    locator, suffix = _read_one_locator(after)
    chain = [locator] if locator else []
    # "Chapter 3, pp. 45-46"
    while 0 < len(chain) < PARTS and re.match(r"\s*,\s*[^\s\d]", suffix):
        inner, rest = _read_one_locator(suffix)
        if not inner or not inner.label:
            break
        chain.append(inner)
        suffix = rest
    locator = None
    for outer in reversed(chain):
        locator = replace(outer, inner=locator)
    return locator, suffix


def _read_one_locator(after: str) -> tuple[Locator | None, str]:
    comma = re.match(r"\s*,?\s*", after)
    rest = after[comma.end() :] if comma else after
    if braced := _BRACED.match(rest):
        inside = braced["inside"].strip()
        # It takes long to compile, and few need it.
        labelled = re.fullmatch(_LABELLED_ANY, inside, re.IGNORECASE | re.DOTALL)
        if labelled:
            locator = Locator(_BY_WORD[labelled["word"].lower()], labelled["value"].strip())
        else:
            locator = Locator("page" if re.match(r"\d++(?!.*\d[.:]\d)", inside) else "", inside)
        return (locator if inside else None), rest[braced.end() :].strip()
    labelled = _LABELLED.match(rest)
    if labelled and (label := _BY_WORD.get(labelled["word"].lower())):
        if rest[labelled.end() : labelled.end() + 1].isalnum():
            return None, after.strip()
        return Locator(label, labelled["value"]), rest[labelled.end() :].strip()
    if bare := _BARE.match(rest):
        # Times (1:03:20), verses (2:14) and lines of plays (1.3.36) have no label (APA 7, § 8.28).
        value = bare["value"].rstrip(".:")
        label = "" if re.search(r"\d[.:]\d", value) else "page"
        return Locator(label, value), rest[bare.start() + len(value) :].strip()
    return None, after.strip()
