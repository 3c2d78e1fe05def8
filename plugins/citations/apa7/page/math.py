r"""Math in a text, which is no place for citations: `$x$`, `$$x$$`, `\(x\)` and `\[x\]`.

Dollars are read by Pandoc's rule: the opening one stands before, the closing one after something
other than space, and no digit follows. So "$5 and $6" are sums.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from apa7.model import Citation, Cite, Locator

Stash = Mapping[str, object]
Token = tuple[str, int, int]

# As an author writes them, or as Python-Markdown sets escaped characters aside: in its stash, then by code.
_TOKEN = re.compile(
    r"\\\\(?![()\[\]])|\\(?![\\()\[\]])."
    r"|(?P<dollars>\$\$?)"
    r"|\\{1,2}(?P<bracket>[()\[\]])"
    r"|(?:\x02klzzwxh:(?P<stashed>\d+)\x03|(?P<code>\x02(?:40|41|91|92|93)\x03))(?P<next>[()\[\]]?)",
    re.DOTALL,
)
_ESCAPED = {f"\x02{ord(character)}\x03": character for character in "()[]"}
_BACKSLASH = "\x0292\x03"
_STASHED = re.compile("\x02klzzwxh:([0-9]+)\x03")
_CLOSING = {"$": "$", "$$": "$$", "(": ")", "[": "]"}
_NOTHING: dict[str, object] = {}
# What means something in citations and quotations → characters that Unicode keeps out of all texts.
_HIDDEN = {ord(character): chr(0xFDD0 + number) for number, character in enumerate("@[]{};\"'")}
_SHOWN = {ord(hidden): chr(character) for character, hidden in _HIDDEN.items()}


def find_math(text: str, stash: Stash = _NOTHING) -> Iterator[tuple[int, int]]:
    """Yield where math begins and ends in a paragraph, in time that grows as the text does.

    Args:
        text: The paragraph.
        stash: What Python-Markdown has set aside from it.
    """
    tokens = [token for match in _TOKEN.finditer(text) if (token := _read_token(match, stash))]
    closing: list[int | None] = []
    nearest: dict[str, int] = {}
    for number in range(len(tokens) - 1, -1, -1):
        name = tokens[number][0]
        closing.append(nearest.get(_CLOSING.get(name, "")))
        nearest[name] = number
        if name == "$$":
            nearest["$"] = number
    closing.reverse()
    at = 0
    while at < len(tokens):
        name, start, end = tokens[at]
        close = closing[at]
        if close is not None and (name != "$" or _is_math(text, end, tokens[close])):
            yield start, tokens[close][2]
            at = close
        at += 1


def _read_token(match: re.Match[str], stash: Stash) -> Token | None:
    if name := match["dollars"] or match["bracket"]:
        return name, match.start(), match.end()
    escaped = match["code"] or stash.get(match["stashed"] or "")
    if escaped == _BACKSLASH and match["next"]:
        return match["next"], match.start(), match.end()
    if isinstance(escaped, str) and escaped in _ESCAPED:
        return _ESCAPED[escaped], match.start(), match.start("next")
    return None


def _is_math(text: str, start: int, closing: Token) -> bool:
    _, close, end = closing
    return not text[start].isspace() and not text[close - 1].isspace() and not text[end : end + 1].isdigit()


def mask(text: str, stash: Stash = _NOTHING) -> str:
    """Return a paragraph, as long as before, in whose math nothing looks like a citation or quotation."""
    if not _is_possible(text, stash):
        return text
    parts, at = [], 0
    for start, end in find_math(text, stash):
        parts += [text[at:start], text[start:end].translate(_HIDDEN)]
        at = end
    return "".join([*parts, text[at:]]) if at else text


def _is_possible(text: str, stash: Stash) -> bool:
    """Tell at a glance that there is no math in most paragraphs."""
    if "$" in text or "\\" in text:
        return True
    stashed = (stash.get(name) for name in _STASHED.findall(text))
    return "\x02" in text and (
        any(isinstance(what, str) for what in stashed) or "\x029" in text or "\x024" in text
    )


def unmask(text: str) -> str:
    """Return a part of a masked text as it was written."""
    if text.isascii():
        return text
    return text.translate(_SHOWN)


def unmask_citation(citation: Citation) -> Citation:
    """Return a citation that was read from a masked text as it was written."""
    return replace(citation, cites=tuple(map(_unmask_cite, citation.cites)))


def _unmask_cite(cite: Cite) -> Cite:
    return replace(
        cite,
        prefix=unmask(cite.prefix),
        locator=cite.locator and _unmask_locator(cite.locator),
        suffix=unmask(cite.suffix),
        cited_in=cite.cited_in and _unmask_cite(cite.cited_in),
    )


def _unmask_locator(locator: Locator) -> Locator:
    return replace(
        locator, value=unmask(locator.value), inner=locator.inner and _unmask_locator(locator.inner)
    )
