"""Summaries that are cut from a text: no links and ids of citations, and no reference list."""

import re

_SECTION = re.compile(r'<section(?=[^<>]*class="references")[^<>]*>')
_CITATION = re.compile(r'<a (?=[^<>]*class="citation")[^<>]*>')


def unlink(html: str) -> str:
    """Return HTML in which citations are words alone."""
    return _take_out(_take_out(html, _SECTION, "</section>", keep=False), _CITATION, "</a>", keep=True)


def _take_out(html: str, opening: re.Pattern[str], end: str, *, keep: bool) -> str:
    """Take elements out of HTML, and keep what is in them or not."""
    parts, at = [], 0
    while (match := opening.search(html, at)) and (close := html.find(end, match.end())) >= 0:
        parts += [html[at : match.start()], html[match.end() : close] if keep else ""]
        at = close + len(end)
    return "".join([*parts, html[at:]])
