"""The HTML that a partner's filter lets pass: what WordPress's KSES keeps for an author."""

from __future__ import annotations

import re
from functools import lru_cache

GLOBAL = frozenset({"class", "dir", "id", "lang", "role", "style", "title"})
CELL = frozenset({"abbr", "colspan", "headers", "rowspan", "scope"})
# Kinds of addresses; all others are programs, or somebody's machine.
SCHEMES = frozenset({"ftp", "http", "https", "irc", "mailto", "news", "sms", "tel", "urn", "webcal", "xmpp"})
PLAIN = frozenset({"cite", "datetime"})

# fmt: off
BARE = (
    "abbr", "address", "article", "aside", "b", "bdo", "big", "br", "caption", "cite", "code", "dd", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "i", "kbd", "main", "mark", "nav", "p", "pre", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "tfoot", "thead", "tr",
    "u", "ul", "var",
)
# Elements whose text means nothing outside them: it would stay on the page if only the tags were lost.
SILENT = {
    "base", "button", "canvas", "dialog", "embed", "form", "head", "iframe", "input", "link", "math", "meta",
    "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
}
# fmt: on

# The attributes that an element may have besides the global ones, aria-* and data-*.
ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(BARE, frozenset()),
    "a": frozenset({"href", "rel"}),
    "audio": frozenset({"controls", "loop", "preload", "src"}),
    "blockquote": PLAIN,
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": PLAIN,
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "loading", "src", "width"}),
    "ins": PLAIN,
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": PLAIN,
    "td": CELL,
    "th": CELL,
    "track": frozenset({"kind", "label", "src", "srclang"}),
    "video": frozenset({"controls", "height", "loop", "muted", "poster", "preload", "src", "width"}),
}


@lru_cache(1024)
def may_have(element: str, attribute: str) -> bool:
    """Say whether an element keeps an attribute."""
    if attribute in GLOBAL or attribute in ELEMENTS.get(element, ()):
        return True
    return re.fullmatch(r"(aria|data)-[a-z0-9_-]+", attribute) is not None
