"""HTML, JATS and MathML in the values of fields, as databases put them there → LaTeX."""

import html
import re

from .patterns import late

_PAIRED = {
    "i": r"\emph{", "em": r"\emph{", "ital": r"\emph{", "italic": r"\emph{",
    "sub": r"\textsubscript{", "inf": r"\textsubscript{", "sup": r"\textsuperscript{", "nocase": "{",
}  # fmt: skip
_BLOCKS = frozenset(("p", "br", "div", "li", "title", "sec"))
_TAG = late(
    r"<(?P<shut>/?)(?:jats:|mml:|ns\d:)?(?P<name>i|em|ital|italic|sub|inf|sup|p|br|div|li|title|sec|b|strong|bold|"
    r"scp|sc|span|u|underline|small|tt|monospace|font|a|xref|q|tex|tex-math|formula|inline-formula|"
    r"named-content|math|m[inos]|mrow|mtext|mspace|mstyle|mfrac|msqrt|msub|msup|msubsup|mover|munder|mfenced|"
    r"mpadded|semantics|alternatives|[a-z]+:[\w-]+)(?P<rest>(?:\s[^<>]*|/)?)>",
    re.IGNORECASE,
)
# Brackets and ampersands that a reference manager took for LaTeX's own.
_ESCAPED_BRACKET = late(
    r"\{\\text(less|greater)(?:\{\})?\s*\}|\\text(less|greater)(?![A-Za-z])(?:\{\}|\s+)?"
    r"|\\ensuremath\{([<>])\}|\$([<>])\$"
)
_ESCAPED_ENTITY = late(r"\{?\\&\}?(?=\w+;|\\?#\w+;)")
_ENTITY = late(r"&(?:\w+|#\d+|#[xX][0-9a-fA-F]+);")
_WITH_NAMESPACE = late(r"<(/?)mml:", re.IGNORECASE)
_ANNOTATION = late(r"<annotation[^<>]*>[^<]*</annotation>")
_ROW = late(r"</?(?:mrow|mstyle|semantics)(?:\s[^<>]*)?>")
_MATHEMATICAL = late(
    r"<m(?P<kind>sub|sup|frac)>\s*<(?P<name>m[ino]|mtext)(?:\s[^<>]*)?>(?P<base>[^<>]*)</(?P=name)>"
    r"(?P<rest>(?:(?!</?m(?:sub|sup|frac)>).)*)</m(?P=kind)>",
    re.DOTALL,
)
_BETWEEN = {"sub": r"\textsubscript{", "sup": r"\textsuperscript{", "frac": "{/"}


def from_html(value: str) -> str:
    """Make LaTeX of tags and entities; what is none of those that texts are marked up with stays."""
    if "&" in value:
        value = unescape(unescape(_ESCAPED_ENTITY.sub("&", value)))
    if "less" in value or "greater" in value or "$<$" in value or "{<}" in value:
        value = _ESCAPED_BRACKET.sub(_bracket, value)
    if "<" not in value:
        return value
    if "math" in value or "<m" in value:
        value = _ROW.sub("", _ANNOTATION.sub("", _WITH_NAMESPACE.sub(r"<\1", value)))
        value = _MATHEMATICAL.sub(
            lambda found: f"{found['base']}{_BETWEEN[found['kind']]}{found['rest']}}}", value
        )
    return _replace_tags(value)


def unescape(value: str) -> str:
    """Undo HTML's entities; without its semicolon, "&copy" is part of an address."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), value) if "&" in value else value


def _bracket(found: re.Match[str]) -> str:
    return found[3] or found[4] or ("<" if "less" in (found[1], found[2]) else ">")


def _replace_tags(value: str) -> str:
    """Make LaTeX of tags, each with the one that ends it; those without one go."""
    tags = list(_TAG.finditer(value))
    written = [" " if tag["name"].lower() in _BLOCKS else "" for tag in tags]
    opened: list[tuple[str, int]] = []
    count = dict.fromkeys((*_PAIRED, "span"), 0)
    for number, tag in enumerate(tags):
        name = tag["name"].lower()
        if name not in count:
            continue
        if not tag["shut"]:
            opened.append((name, number))
            count[name] += 1
        elif count[name]:
            while True:
                other, start = opened.pop()
                count[other] -= 1
                if other == name:
                    break
            name = "nocase" if "nocase" in tags[start]["rest"] else name
            if name in _PAIRED:
                written[start], written[number] = _PAIRED[name], "}"
    each = iter(written)
    return _TAG.sub(lambda tag: next(each), value)
