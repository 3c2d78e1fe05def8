"""Quotations and citations, as APA 7 asks for them (PW601-PW607; §§ 8.11, 8.25-8.28, 8.35)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..model import Finding, Fix
from ..text import HIDDEN, Paragraph, Text
from .leftovers import shorten

BLOCK = 40
"""So many words make a quotation a block (APA 7, § 8.27)."""

FEW = 5
"""What has fewer words in quotation marks may be a term, a title or irony: no page is asked for."""

# Figures and the like, which are numbered on the page.
_LABEL = r"(?:fig|tbl|eq|lst|sec)-"
_LABELLED = re.compile(rf"-?@{_LABEL}")
_KEY_SIGNS = r"\w[\w:.#$%&+?<>~/-]*"
_CITED = re.compile(
    r"(?<![\\\w])\[(?=[^\[\]]*+\])(?P<inside>[^\[\]\n]*?(?<![\w\\])@[\w{][^\[\]]*)\]"
    rf"|(?<![\w\\@/.\[-])@(?P<key>\{{[^{{}}\n]+\}}|{_KEY_SIGNS})(?P<after>\s\[[^\[\]@]*\])?"
)
_LOCATOR = re.compile(
    r"[\d§¶“\"]|\b(?:abstract|introduction|conclusion|discussion|foreword|preface|epilogue|para|sec|chap|"
    r"table|figure|appendix|slide|verse|[ivxlc]+)\b",
    re.IGNORECASE,
)
_KEY = re.compile(rf"-?@(?:\{{[^{{}}\n]+\}}|{_KEY_SIGNS})")
_QUOTED = re.compile(r"“(?P<curly>[^“”]*)”|(?<![\w\\=])\"(?P<straight>[^\"“”]*)\"(?!\w)")
_STOP = re.compile(r"[.!?](?=\s)")
# What stands in brackets with a year and is nobody's name.
_DATES = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Summer|Winter|Spring|Autumn"
)
_NAME = r"[A-ZĀĒĪŌŪÀ-Þ][\w’'-]+"
_YEAR = r"(?:(?:19|20)\d\d[a-z]?|n\.d\.|in press)"
_PAGES = r"(?:, (?:pp?|paras?)\. ?[\d–-]+)?"
_PLAIN = re.compile(
    rf"\((?:see(?: also)? |e\.g\.,? |cf\.? )?(?!(?:{_DATES})\b)"
    rf"(?:{_NAME}(?: {_NAME})?,|{_NAME}(?:, {_NAME})*,? (?:&|and) {_NAME},?|{_NAME} et al\.?,?) "
    rf"{_YEAR}{_PAGES}(?:; [^()\n]{{1,300}})?\)"
    rf"|(?<![\w’'-])(?:{_NAME} et al\.|{_NAME} (?:&|and) {_NAME}) \((?:19|20)\d\d[a-z]?{_PAGES}\)"
)
_ESCAPED = re.compile(
    r"\\\[(?:see )?\\?@(?P<key>[\w{][\w{}:.#$%&+?<>~/-]*)[^\[\]\n]{0,200}\]"
    r"|\[\\@(?P<other>\w[\w:.-]*)[^\[\]\n]{0,200}\](?!\()"
)
_ROUND = re.compile(
    rf"\(@(?<![\w\]\\]\(@)(?!{_LABEL})(?P<key>{_KEY_SIGNS})(?P<more>(?:, [^()\[\]\n@]{{1,40}})?)\)"
)
# A last line that names who said it.
_SOURCE = re.compile(r"(?:[—–―]|-{2,3} )\s*\S")
_CALLOUT = re.compile(r">[ \t]*\[!\w+\]")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_WORD = re.compile(r"[^\s\0]*\w[^\s\0]*")


def find(text: Text) -> Iterator[Finding]:
    """Find what is missing from quotations and citations."""
    quoting = "“" in text.prose or '"' in text.prose
    for number, paragraph in enumerate(text.paragraphs):
        first = text.written[paragraph.start]
        if first == ">":
            yield from find_block(text, number, paragraph)
        elif quoting and first not in "|#<":
            yield from find_running(text, paragraph)
    if "(" in text.prose:
        for match in _PLAIN.finditer(text.prose):
            message = (
                f"{shorten(match[0])} is plain text: it leads nowhere, and its work is missing from the"
                " references."
            )
            help = "Write [@key, p. 3] with the key that the work has in the .bib file."
            yield text.find("PW605", "warning", match.start(), message, help)
    if "@" in text.plain:
        yield from find_escaped(text)


def find_escaped(text: Text) -> Iterator[Finding]:
    """Find citations that a sign keeps from being some."""
    for match in _ESCAPED.finditer(text.plain) if "\\" in text.plain else ():
        new = re.sub(r"\\(?=[\[\]@_])", "", match[0])
        fix = Fix(match.start(), match.end(), new)
        message = (
            f"the \\ before a bracket or @ keeps this citation of {match['key'] or match['other']} from being"
            " one."
        )
        yield text.find("PW606", "warning", match.start(), message, f"Write {shorten(new)}.", fix)
    for match in _ROUND.finditer(text.plain):
        new = f"[@{match['key']}{match['more']}]"
        fix = Fix(match.start(), match.end(), new)
        message = "a citation in round brackets gets two pairs of them: (Doe (2019))."
        yield text.find("PW607", "warning", match.start(), message, f"Write {shorten(new)}.", fix)


def list_cited(text: str) -> list[re.Match[str]]:
    """Return all citations of works in a text."""
    found = _CITED.finditer(text) if "@" in text else ()
    return [match for match in found if not _LABELLED.search(match[0])]


def has_locator(cited: re.Match[str]) -> bool:
    """Say whether a citation says where in its first work something stands."""
    if cited["inside"] is None:
        return bool(cited["after"] and _LOCATOR.search(cited["after"]))
    return all(_LOCATOR.search(_KEY.sub("", part)) for part in cited["inside"].split(";")[:1])


def find_running(text: Text, paragraph: Paragraph) -> Iterator[Finding]:
    """Find quotations in running text."""
    prose = text.prose[paragraph.start : paragraph.end]
    straight = prose.count('"')
    if "“" not in prose and not straight:
        return
    plain = text.plain[paragraph.start : paragraph.end]
    cited = list_cited(plain)
    stops = [match.end() for match in _STOP.finditer(prose)] if cited else []
    place = 0
    for match in _QUOTED.finditer(prose):
        if match["straight"] is not None and straight % 2:
            # One is missing, and nobody can say which ones belong together.
            continue
        said = match["curly"] if match["curly"] is not None else match["straight"]
        words = len(_WORD.findall(said))
        at = paragraph.start + match.start()
        if words >= BLOCK:
            message = (
                f"this quotation has {words} words, and APA 7 (§ 8.27) sets one of {BLOCK} and more as a"
                " block."
            )
            help = 'Write it as a paragraph of its own with "> " before each line, without quotation marks.'
            yield text.find("PW601", "warning", at, message, help)
        if words < FEW or not cited:
            continue
        stop = bisect_right(stops, match.end())
        end = stops[stop] if stop < len(stops) else len(prose)
        first = bisect_right(stops, match.start())
        begin = stops[first - 1] if first else 0
        while place < len(cited) and cited[place].start() < match.end():
            place += 1
        after = cited[place] if place < len(cited) and cited[place].start() <= end + 1 else None
        before = cited[place - 1] if place and cited[place - 1].start() >= begin else None
        nearest = after or before
        if nearest and not has_locator(nearest) and not (before and has_locator(before)):
            yield _tell_locator(
                text,
                at,
                shorten(text.raw[paragraph.start + nearest.start() : paragraph.start + nearest.end()]),
            )


def _tell_locator(text: Text, at: int, cited: str) -> Finding:
    message = (
        f"this quotation does not say where it stands in its source: {cited} has no page (APA 7, § 8.25)."
    )
    help = "Write [@key, p. 3]; where there are no pages, [@key, para. 4] or the heading above it (§ 8.28)."
    return text.find("PW602", "warning", at, message, help)


def find_block(text: Text, number: int, paragraph: Paragraph) -> Iterator[Finding]:
    """Find what is wrong with quotations that are blocks."""
    lines = text.plain[paragraph.start : paragraph.end].split("\n")
    inner = "\n".join(line.lstrip().removeprefix(">").strip() for line in lines)
    if _CALLOUT.match(text.written, paragraph.start) or _LIST.match(inner) or not inner.strip():
        return
    goes_on = any(
        0 <= other < len(text.paragraphs) and text.written[text.paragraphs[other].start] == ">"
        for other in (number - 1, number + 1)
    )
    cited = list_cited(inner)
    words = _CITED.sub("", inner).strip().strip(HIDDEN).strip()
    count = len(_WORD.findall(words))
    # Words before a text are an epigraph, and verses are set line by line (§ 8.35).
    verses = inner.count("\n") >= 2 and count / (inner.count("\n") + 1) < 9
    if 0 < count < BLOCK and number and not goes_on and not verses:
        message = (
            f"this block quotation has {count} words, and APA 7 (§ 8.26) sets fewer than {BLOCK} in running"
            " text."
        )
        yield text.find(
            "PW603", "advice", paragraph.start, message, "Write it in quotation marks in its sentence."
        )
    if (
        words[:1] in ("“", '"')
        and words.rstrip(".,")[-1:] in ("”", '"')
        and words.count(words[0]) == 1 + (words[0] == '"')
    ):
        message = "a block quotation needs no quotation marks: the block says that it is one (APA 7, § 8.27)."
        yield text.find("PW604", "warning", paragraph.start, message, "Take the quotation marks out.")
    if cited:
        if not has_locator(cited[-1]):
            yield _tell_locator(text, paragraph.start, shorten(cited[-1][0].replace("\n", " ")))
    elif count >= FEW and not goes_on and number and not _SOURCE.match(inner.rstrip().rpartition("\n")[2]):
        above = text.paragraphs[number - 1]
        if "@" not in text.plain[above.start : above.end]:
            message = "this block quotation names no source (APA 7, § 8.27)."
            yield text.find(
                "PW608", "advice", paragraph.start, message, "Write [@key, p. 3] behind its last word."
            )
