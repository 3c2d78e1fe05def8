"""Citations that are printed as they are typed, because nothing reads them."""

import re
from html import unescape

from apa7.errors import Problem
from apa7.model import Bibliography
from apa7.page.math import mask
from apa7.page.source import Source
from apa7.syntax import MENTION

_BRACKETED = re.compile(r"[^\[\]\n]*\]")
# What is shown as it is, and what is not shown.
_RAW = re.compile(r"<(?:!--|(?P<name>pre|code|tt|kbd|samp|script|style|textarea|template)\b)", re.IGNORECASE)
_TAG = re.compile(r"""<[/!?A-Za-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")


def find_printed(html: str, name: str, written: str, library: Bibliography) -> Problem | None:
    """Return the first citation in a page that was not read as one.

    Handles and addresses are none: only keys of works are, and what stands in brackets, `[@key]`.

    Args:
        html: The page, or more of its texts.
        name: What to call the file that it was made from.
        written: What that file says.
        library: The works that it could cite.
    """
    # Most files cite nothing.
    if "@" not in html and "&#" not in html:
        return None
    text = mask(" " + unescape(_TAG.sub("", _without_raw(html))))
    source = Source(_without_raw(written, closed=True).split("\n"), name)
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


def _without_raw(html: str, *, closed: bool = False) -> str:
    """Return HTML in which nothing but line breaks is left of what is no text, in linear time.

    Args:
        html: The HTML.
        closed: Whether what is never closed stays: then it may be no HTML.
    """
    missing: set[str] = set()
    parts: list[str] = []
    at = 0
    while match := _RAW.search(html, at):
        end = f"</{match['name'].lower()}" if match["name"] else "-->"
        close = None if end in missing else re.compile(end, re.IGNORECASE).search(html, match.end())
        if close is None and closed:
            missing.add(end)
            parts.append(html[at : match.end()])
            at = match.end()
            continue
        after = html.find(">", close.start()) + 1 if close else 0
        after = after or len(html)
        parts += [html[at : match.start()], "\n" * html.count("\n", match.start(), after)]
        at = after
    return "".join([*parts, html[at:]])
