"""Code in a language, its words marked by Pygments, which Pelican brings, with classes for themes."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from pygments.lexers import get_lexer_by_name
from pygments.lexers._mapping import LEXERS
from pygments.token import Token
from pygments.util import ClassNotFound

from guards.words import suggest

from .model import Page

LARGEST = 100_000
"""Characters of code that are looked at."""
PLAIN = {"text", "plain", "plaintext", "txt", "none", "output"}
# What is marked, and how Pygments calls its class: of what is not here, a theme says nothing.
KINDS = {
    Token.Comment: "c",
    Token.Keyword: "k",
    Token.Operator.Word: "k",
    Token.Literal.String: "s",
    Token.Literal.Number: "m",
    Token.Name.Function: "nf",
    Token.Name.Class: "nf",
    Token.Name.Tag: "k",
    Token.Generic.Deleted: "gd",
    Token.Generic.Inserted: "gi",
    Token.Generic.Heading: "k",
}
# What Python-Markdown makes of a block of code with a language, where nobody has marked it: not
# even us, as a text is put together more than once.
BLOCK = re.compile(
    r'<pre(?! class="highlight")(?P<pre>[^<>]*)><code(?P<before>[^<>]*)\bclass="'
    r'(?P<classes>[^"]*\blanguage-(?P<name>[^"\s]+)[^"]*)"(?P<after>[^<>]*)>(?P<code>[^<]*)</code></pre>'
)


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown: before what was set aside, code among it, is put back."""
    md.postprocessors.register(_Code(md, page), "writing-code", 35)


class _Code(Postprocessor):
    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, text: str) -> str:
        blocks: list[Any] = self.md.htmlStash.rawHtmlBlocks
        for number, block in enumerate(blocks):
            if (
                isinstance(block, str)
                and block.startswith("<pre")
                and (found := BLOCK.fullmatch(block.strip()))
            ):
                blocks[number] = self.mark(found)
        return text

    def mark(self, found: re.Match[str]) -> str:
        """Return a block with its words marked."""
        name = unescape(found["name"])
        code = found["code"]
        if name.lower() not in PLAIN and len(code) <= LARGEST:
            try:
                code = mark_words(unescape(code), name)
            except ClassNotFound:
                known = (alias for _, _, aliases, *_ in LEXERS.values() for alias in aliases)
                near = (
                    suggest(name, [one for one in known if one[:1] == name[:1].lower()], 1)
                    or " Without one, leave the word away."
                )
                starts = [f"{fence}{gap}{name}" for fence in ("```", "~~~") for gap in ("", " ", "{.", " {.")]
                self.page.tell(f'no language "{name}" is known for code.{near}', *starts, name, grave=False)
        shown = f'<code{found["before"]}class="{found["classes"]}"{found["after"]}>{code}</code>'
        # Wide code is moved sideways, with keys, too.
        return f'<pre class="highlight" tabindex="0"{found["pre"]}>{shown}</pre>'


def mark_words(code: str, name: str) -> str:
    """Return code as HTML, its words marked.

    Raises:
        ClassNotFound: There is no such language.
    """
    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    parts: list[str] = []
    last, run = "", ""
    for kind, words in lexer.get_tokens(code):
        name = find_class(kind)
        if name != last and not (words.isspace() and "\n" not in words):
            parts.append(_write(run, last))
            last, run = name, ""
        run += words
    return "".join([*parts, _write(run, last)])


def find_class(kind: Any) -> str:
    """Return the class of a kind of word; "" if it has none."""
    while kind is not None:
        if kind in KINDS:
            return KINDS[kind]
        kind = kind.parent
    return ""


def _write(words: str, name: str) -> str:
    text = escape(words, quote=False)
    return f'<span class="{name}">{text}</span>' if name and words else text
