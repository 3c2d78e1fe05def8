"""Plain prose of HTML: what a post says, without what only its page can show."""

import re
from collections.abc import Iterator
from html import escape, unescape

from guards.formulas import FORMULA, shift, write_words
from guards.marks import Marked, collect_signs, drop_signs, read_language, sign

# A comment, a tag with quotes minded, or a sign that begins neither. As browsers have it (HTML, § 13.2.5),
# what does not end goes on to the end of the text, so nothing is read twice.
TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
    |<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+)(?:>|\Z)
    |<[!?/][^>]*(?:>|\Z)
    |(?P<text><|[^<]+)""",
    re.DOTALL | re.VERBOSE,
)
# What stands above or below the line; marks of footnotes have more to them.
SHIFTED = re.compile(r"<(su[pb])>([^<>]+)</\1>")
LANG = re.compile(r"""\slang\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
CLASS = re.compile(r"""\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# fmt: off
# Elements within a sentence; all others part the words before from those after.
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
}
# What is no prose.
LEFT_OUT = {
    "annotation", "audio", "button", "canvas", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "iframe", "map", "math", "nav", "noscript", "object", "pre", "select", "svg", "table",
    "template", "video",
}
CLASSES = {
    # Marks of footnotes, and links back from them.
    "footnote-ref", "footnote-reference", "footnote-back", "footnote-backref", "fn-backref", "backlink",
    "headerlink",
    # Footnotes, reference lists, tables of contents, and who made an image.
    "footnote", "footnotes", "footnote-list", "references", "csl-bib-body", "toc", "contents", "credit",
    "figure-note",
}
# fmt: on
# Within these, nothing is a tag but their own end.
RAW = {"script", "style", "textarea", "title", "xmp"}
QUOTES = ("“", "”")
# Languages without spaces are counted by their characters.
WORD = re.compile(r"[\u2e80-\u9fff\uff01-\uff60]|[^\s\u2e80-\u9fff\uff01-\uff60]+")
# What ends a sentence, with the quotation marks and brackets after it; no initial, and none of these.
SENTENCE = re.compile(r"[^\W\d_]{2,}[\d)\]’”\"']*[.!?…][)\]’”\"']*$|[)\]’”\d][.!?…][)\]’”\"']*$|[。！？]$")
# fmt: off
SHORTENED = {
    "cf", "dr", "ed", "eds", "et", "al", "etc", "fig", "mr", "mrs", "ms", "no", "nos", "pp", "prof", "st",
    "vol", "vs",
}
# fmt: on


def write_prose(html: str) -> str:
    """Return the prose of HTML on one line, as plain text.

    Without the marks of footnotes, captions, credits, headings, tables, code blocks and reference lists; with
    formulas, and what stands above or below the line, as copies have them: x².
    Words of different blocks stay apart; those of a sentence that are in another language stay marked so.

    Args:
        html: Any HTML, whole or cut off.
    """
    if "<math" in html:
        html = FORMULA.sub(lambda found: escape(write_words(found[0])), html)
    if "<su" in html:
        html = SHIFTED.sub(lambda found: escape(shift(unescape(found[2]), found[1])), html)
    marked = "lang=" in html
    prose = re.sub(r"[^\S\xa0]+", " ", "".join(_read(drop_signs(html) if marked else html, marked))).strip()
    return collect_signs(prose) if marked else prose


def cut_prose(text: str, most: int) -> str:
    """Return at most so many words of a plain text: whole sentences where they say enough, or an ellipsis.

    Args:
        text: On one line.
        most: How many words.
    """
    words = list(WORD.finditer(text))
    if len(words) <= most:
        return text
    for word in words[most - 1 : max(most // 2 - 1, 0) : -1]:
        if SENTENCE.search(word[0]) and word[0].strip("()[]“”‘’\"'.").lower() not in SHORTENED:
            return _cut(text, word.end())
    end = len(text[: words[most - 1].end()].rstrip(" ,;:.–—-"))
    return _add(_cut(text, end), "…")


def _cut(text: str, end: int) -> str:
    return text.part(0, end) if isinstance(text, Marked) else text[:end]


def _add(text: str, more: str) -> str:
    return Marked(text + more, text.marks) if isinstance(text, Marked) else text + more


def _read(html: str, marked: bool) -> Iterator[str]:
    """Yield the texts of HTML, with a space for each border between blocks; and signs of marks, if wanted."""
    skipped, depth = "", 0
    opened: list[tuple[str, bool]] = []
    place = 0
    while match := TOKEN.match(html, place):
        place = match.end()
        name = (match["name"] or "").lower()
        if name in RAW and not match["end"]:
            # Its end, or that of the text.
            found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, place)
            place = found.start() if found else len(html)
            continue
        if skipped:
            if name == skipped:
                depth += -1 if match["end"] else 1
                skipped = skipped if depth else ""
            continue
        if match["text"]:
            yield unescape(match["text"])
        elif not name:
            continue
        elif not match["end"] and name not in VOID and _is_left_out(name, match["attributes"]):
            skipped, depth = name, 1
        if marked and name in INLINE:
            yield from _mark(match, name, opened)
        if name and name not in INLINE:
            yield " "
        elif name == "q":
            yield QUOTES[bool(match["end"])]


def _mark(tag: re.Match[str], name: str, opened: list[tuple[str, bool]]) -> Iterator[str]:
    """Yield what stands where an element within a sentence begins or ends in another language."""
    if not tag["end"]:
        found = LANG.search(tag["attributes"])
        lang = read_language(found[1] or found[2] or found[3] or "") if found else ""
        if name not in VOID:
            opened.append((name, bool(lang)))
            if lang:
                yield sign(lang)
    elif opened and opened[-1][0] == name and opened.pop()[1]:
        yield sign(None)


def _is_left_out(name: str, attributes: str) -> bool:
    if name in LEFT_OUT:
        return True
    found = CLASS.search(attributes) if "class" in attributes.lower() else None
    return found is not None and not CLASSES.isdisjoint((found[1] or found[2] or found[3] or "").split())
