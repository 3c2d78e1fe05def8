"""What other programs understand and Markdown does not: readers would see it as it stands (PW101-PW115)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from ..model import Finding, Fix, Severity
from ..text import HIDDEN, Text, each


class Leftover(NamedTuple):
    """A kind of leftover.

    Attributes:
        code: Of what is found.
        gates: One of these a text must have for it: others need no searching.
        pattern: What it looks like.
        message: What is wrong, with `{}` for what was found.
        help: What to do.
        severity: How bad it is.
    """

    code: str
    gates: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str
    help: str
    severity: Severity = "warning"


_SHORTCODES = (
    "caption|gallery|embed|audio|video|playlist|wp_caption|footnote|fn|youtube|vimeo|soundcloud|tweet|"
    "sourcecode|latex|contact-form(?:-7)?|button|dropcap|columns?|row|tabs?|toggle|accordion|spoiler|toc|"
    "(?:su|vc|et_pb|fusion|av|tcb|fl|kt|wpforms|ninja|gravityform|mc4wp)_?[\\w-]*"
)
_LATEX = (
    "cite[tp]?|citealp|citeauthor|citeyear|parencite|textcite|autocite|footcite|footnote|textit|textbf|emph|"
    "underline|texttt|textsc|section|subsection|subsubsection|chapter|paragraph|label|ref|autoref|pageref|"
    "href|includegraphics|caption|enquote"
)
_ENVIRONMENTS = "document|itemize|enumerate|description|quote|quotation|figure|table|tabular|center|abstract"

LEFTOVERS = [
    Leftover(
        "PW101",
        ("[",),
        re.compile(rf"\[(?<![\\!\]\w]\[)/?(?:{_SHORTCODES})(?:[ =][^\[\]\n]*)?\](?![(\[:])"),
        "{} is a shortcode of WordPress, and readers see it as it stands.",
        "Take it out, and write what it stood for: a picture is ![What it shows]({{static}}images/file.png).",
    ),
    Leftover(
        "PW103",
        ("{{",),
        # Includes are understood here.
        re.compile(r"\{\{[<%](?! *include )[^\n]{0,300}?[>%]\}\}"),
        "{} is a shortcode of Hugo or Quarto, and readers see it as it stands.",
        "Take it out, and write what it stood for: a citation is [@key, p. 3].",
    ),
    Leftover(
        "PW104",
        ("{%", "{{"),
        # Places for what was said at an event are understood here.
        re.compile(r"\{%-?\s*(?!(?:counts|people|entr(?:y|ies))\b)\w[^%\n]*%\}|\{\{-?\s*[\w.]+(?:\s*\|[^{}\n]*)?\s*-?\}\}"),
        "{} is a command of Jekyll (Liquid), and readers see it as it stands.",
        "Take it out, and write what it stood for.",
    ),
    Leftover(
        "PW105",
        ("[[",),
        re.compile(r"!?\[\[[^\]\[\n]+\]\](?!\()"),
        "{} is a link of Obsidian or a wiki, and leads nowhere here.",
        "Write [words]({{filename}}file.md) for a post, or ![What it shows]({{static}}images/file.png).",
    ),
    Leftover(
        "PW106",
        ("==",),
        re.compile(r"==(?<![=\w]==)(?=[^\s=])[^=\n]{0,300}[^\s=]==(?![=\w])"),
        "{} marks words in Obsidian and others; here readers see the signs.",
        "Write <mark>…</mark>, or **…** where the words are important.",
    ),
    Leftover(
        "PW107",
        ("\\",),
        re.compile(
            rf"\\(?:{_LATEX})\*?(?:\s?\[[^\[\]\n]*\]){{0,2}}\{{[^}}\n]*\}}?|\\(?:begin|end)\{{(?:{_ENVIRONMENTS})\}}"
            r"|\\(?:newpage|noindent|maketitle|tableofcontents|item|ldots)(?![A-Za-z])"
        ),
        "{} is a command of LaTeX, and readers see it as it stands.",
        "Write [@key] for a citation, *…* for italics, **…** for bold type, ## for a heading.",
    ),
    Leftover(
        "PW108",
        ("]{.", f"{HIDDEN}{{=", "(@)"),
        re.compile(rf"(?<=\])\{{\.[\w-]+[^{{}}\n]*\}}|(?<={HIDDEN})\{{=\w+\}}|^\(@\w*\)(?= )", re.MULTILINE),
        "{} is understood by pandoc and Quarto; here readers see it as it stands.",
        "Take the signs out, or write HTML: <span class=\"…\">…</span> around words.",
    ),
    Leftover(
        "PW109",
        ("''", "==", "{{", "<ref", "[[", "[http"),
        re.compile(
            r"(?<!['\w])'{2,5}(?=[^'\s])[^'\n]{1,300}'{2,5}(?!['\w])|^={2,6}[^=\n]+={2,6}[ \t]*$"
            r"|\{\{(?:[Cc]ite|[Ss]fn|[Ee]fn|[Rr]eflist)\b[^\n]{0,80}|<ref[\s>/]|\[\[(?:File|Category|Image):"
            r"|(?<![\]\w!])\[https?://[^\s\[\]]+ [^\[\]\n]+\](?![(\[:])",
            re.MULTILINE,
        ),
        "{} is written as in Wikipedia, and readers see it as it stands.",
        "Write *…* for italics, ## for a heading, [words](https://…) for a link and [@key] for a source.",
    ),
    Leftover(
        "PW110",
        (f":{HIDDEN}", ".. ", f"{HIDDEN}_"),
        re.compile(
            rf"(?<![\w:.+-]):[a-z][\w.+-]*(?::[\w.+-]+)*:(?={HIDDEN})"
            r"|^[ \t]*\.\. +(?:[\w-]+::|_[^:\n]+:)[^\n]*"
            rf"|(?<={HIDDEN})__?(?![\w_])",
            re.MULTILINE,
        ),
        "{} is reStructuredText, and this file is Markdown.",
        "Write [words](https://…) for a link, [@key] for a source, `…` for code.",
    ),
    Leftover(
        "PW111",
        ("[/", "="),
        re.compile(
            r"\[/(?:b|i|u|s|url|img|quote|code|color|size|list|center)\]|\[(?:url|img|color|size|quote)=[^\[\]\n]*\]",
            re.IGNORECASE,
        ),
        "{} is BBCode, as forums have it, and readers see it as it stands.",
        "Write *…* for italics, **…** for bold type, [words](https://…) for a link.",
    ),
    Leftover(
        "PW112",
        ("&amp;",),
        re.compile(r"&amp;(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});"),
        "{} was encoded twice, and readers see the signs.",
        "Write the letter itself.",
    ),
    Leftover(
        "PW114",
        ("Error! ", "ADDIN ", "{", "_Toc", "_Ref", *"•▪◦‣●○\ufffc\ufffd\uf0b7\uf0a7\uf0d8\uf020\uf0e0\uf0fc"),
        re.compile(
            r"Error! (?:Reference source|Bookmark) not (?:found|defined)\.?"
            r"|ADDIN (?:ZOTERO|EN\.CITE|Mendeley|CSL)[^\n]{0,40}"
            r"|\{ ?(?:HYPERLINK|REF|PAGEREF|SEQ|TOC) [^}\n]{0,80}\}|\b_(?:Toc|Ref)\d{5,}"
            r"|[\uf020-\uf0ff\ufffc\ufffd]|^[ \t]*[•▪◦‣●○][ \t]+",
            re.MULTILINE,
        ),
        "{} was left by Word, and means nothing here.",
        "Take it out. A list has \"- \" before each of its lines.",
    ),
]  # fmt: skip

_BLOCKS = re.compile(r"<!--\s*/?(?:wp:[\w/-]+|more\b|nextpage\b)")
_ENTITY = re.compile(r"&(?<!\\&)(?:[a-zA-Z]{2,31}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});")
# Letters that nobody sees, and signs that would begin something.
_KEPT = set("<>&\"'*_`[]\\#|~$\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2002\u2003\u2009\u202f")
_ODD = "âÃÂÄÅ"
_MOJIBAKE = re.compile("â(?:€.|\x80[\x80-\xbf])|[ÃÂÄÅ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]")


# A post of a network, alone on its line, is quoted.
_QUOTED = re.compile(r"\{%[ ]*quote-post[ ]+\S+[ ]*%\}[ \t]*(?=\n|\Z)")
_NOTHING, _FAR = " \t>-*+:.0123456789", 40


def find(text: Text) -> Iterator[Finding]:
    """Find what is left of other programs."""
    for leftover in LEFTOVERS:
        written = text.written if leftover.code not in ("PW107", "PW114") else text.plain
        if not any(gate in written for gate in leftover.gates):
            continue
        for match in leftover.pattern.finditer(written):
            if leftover.code == "PW104" and is_quoted(written, match.start()):
                continue
            shown = shorten(text.raw[match.start() : match.end()].strip() or "this")
            message = leftover.message.format(shown)
            yield text.find(leftover.code, leftover.severity, match.start(), message, leftover.help.format())
    for start, end in text.comments:
        if found := _BLOCKS.match(text.raw, start, end):
            yield text.find(
                "PW102",
                "warning",
                start,
                f"{found[0]} … --> is a block comment of WordPress, which does nothing here.",
                "Take the line out; `invoke import` brings whole posts over without them.",
            )
    yield from find_letters(text)


def is_quoted(written: str, start: int) -> bool:
    """Say whether a command that begins somewhere is one that pelican-conversation knows."""
    before = written[max(0, start - _FAR) : start].rpartition("\n")[2]
    return _QUOTED.match(written, start) is not None and not before.strip(_NOTHING)


def find_letters(text: Text) -> Iterator[Finding]:
    """Find letters that are written by their names, and such as were read in the wrong encoding."""
    for match in each(_ENTITY, text.plain, "&"):
        letter = unescape(match[0])
        if letter != match[0] and len(letter) == 1 and letter not in _KEPT and not letter.isspace():
            fix = Fix(match.start(), match.end(), letter)
            help = f"Write {letter} itself: that is easier to read, and found by a search."
            yield text.find("PW113", "advice", match.start(), f"{match[0]} stands for {letter}.", help, fix)
    for match in _MOJIBAKE.finditer(text.prose) if any(sign in text.raw for sign in _ODD) else ():
        try:
            letter = match[0].encode("cp1252", "strict").decode("utf-8")
        except UnicodeError:
            try:
                letter = match[0].encode("latin-1").decode("utf-8")
            except UnicodeError:
                continue
        fix = Fix(match.start(), match.end(), letter)
        message = f"{match[0]!r} is {letter} in the wrong encoding, as old exports have it."
        yield text.find("PW115", "warning", match.start(), message, f"Write {letter}.", fix)


def shorten(shown: str) -> str:
    """Return as much of what an author wrote as a message has room for."""
    line = " ".join(shown[:80].split())
    return line if len(line) <= 40 and len(shown) <= 80 else f"{line[:39]}…"
