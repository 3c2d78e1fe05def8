"""Citations that are printed as they are typed, because nothing reads them."""

import re
from html.parser import HTMLParser

from apa7.errors import Problem
from apa7.model import Bibliography
from apa7.page.math import mask
from apa7.page.source import Source
from apa7.syntax import MENTION

_BRACKETED = re.compile(r"[^\[\]\n]*\]")
# What is shown as it is, and what is not shown.
_NO_TEXT = ("pre", "code", "tt", "kbd", "samp", "script", "style", "textarea", "template")


_RAW = re.compile(rf"<({'|'.join(_NO_TEXT)})\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)


def find_printed(html: str, name: str, written: str, library: Bibliography) -> Problem | None:
    """Return the first citation in a page that was not read as one.

    Handles and addresses are none: only keys of works are, and what stands in brackets, `[@key]`.

    Args:
        html: The page, or more of its texts.
        name: What to call the file that it was made from.
        written: What that file says.
        library: The works that it could cite.
    """
    text = mask(_Text.of(html))
    source = Source(_RAW.sub(lambda raw: "\n" * raw[0].count("\n"), written).split("\n"), name)
    for match in MENTION.finditer(text):
        key = match["key"].strip("{}")
        bracketed = text[match.start() - 1] == "[" and _BRACKETED.match(text, match.end())
        lines = source.lines_of(key) if bracketed or library.get(key) else []
        # What was escaped in the source is not found there.
        if lines:
            return Problem(
                name,
                lines[0],
                f'"@{key}" is printed as it is typed: citations are read in Markdown alone. '
                "Write this file in Markdown (.md), or escape the @ if this is no citation",
            )
    return None


class _Text(HTMLParser):
    """Takes the words out of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = [" "]
        self.within: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        # Most files cite nothing, and parsing takes time.
        if "@" in html or "&#" in html:
            parser.feed(html)
            parser.close()
        return "".join(parser.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NO_TEXT:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.words.append(data)
