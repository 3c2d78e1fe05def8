"""Pandoc's citation syntax: `[see @doe99, pp. 33-35; -@roe04]` ⇄ Citation.

Nothing here knows about Markdown: prefixes and suffixes are returned as written.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from .locators import LABELS, read_locator
from .model import Citation, Cite, Citekey

KEY = r"(?:\{[^{}\s][^{}]*\}|\w(?:[\w]|[:.#$%&\-+?<>~/](?=\w))*)"
"""A citekey after its @: letters, digits, _ and single punctuation inside; anything else in braces."""

MENTION = re.compile(rf"(?:(?<![\w/@.:=&?#%+~\\\-])(?P<hide>-?)|(?<=--))@(?P<key>(?>{KEY}))(?!@\w)")
"""A key in running text. What comes before keeps e-mail addresses and URLs apart; `--` and `---` are dashes.

With a server behind it (`@name@server`) it is somebody's name elsewhere, and no key.
"""

_CITED_IN = re.compile(r"(?:^|(?<=[\s,]))(?P<words>(?:as\s+)?(?:cited|quoted|qtd\.)\s+in)\s+(?=-?@)")
# Pandoc lets a line end between a key and its bracket.
_GAP = r"[ \t]*+\n?[ \t]*+"
_AFTER_KEY = re.compile(rf"@{KEY}(?:['’]s)?{_GAP}")
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_BRACKET = re.compile(rf"{_GAP}\[")
_BRACKETS = re.compile(r"[\[\]]")


class Found(NamedTuple):
    """A citation and where it stands in the text."""

    citation: Citation
    start: int
    end: int


def pair_brackets(text: str) -> dict[int, int]:
    """Return where the bracket that opens at each place closes; those that never do are left out."""
    pairs, opened = {}, []
    for match in _BRACKETS.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            pairs[opened.pop()] = match.start()
    return pairs


def find_bracketed(text: str, start: int, pairs: Mapping[int, int] | None = None) -> Found | None:
    """Read the citation whose opening bracket stands at `start`.

    Args:
        text: The text.
        start: Where the bracket stands.
        pairs: The text's `pair_brackets`, where it is read in several places.

    Returns:
        None when the brackets hold no key, or aren't closed.
    """
    end = (pair_brackets(text) if pairs is None else pairs).get(start)
    if end is None or text.find("@", start, end) < 0:
        return None
    cites = _read_cites(text[start + 1 : end])
    if cites and _CITED_IN.search(f"{cites[0].prefix} @") and _follows_key(text, start):
        return None  # `@roe04 [as cited in @doe99]` is one citation, which begins with its key.
    return Found(Citation(cites), start, end + 1) if cites else None


def _follows_key(text: str, position: int) -> bool:
    """Tell whether a key stands right before a position; one in braces may have an @ of its own."""
    begins = {text.rfind("@", 0, position), text.rfind("@{", 0, position)}
    return any(at >= 0 and _AFTER_KEY.fullmatch(text, at, position) for at in begins)


def find_mention(text: str, start: int = 0, pairs: Mapping[int, int] | None = None) -> Found | None:
    """Read the first `@key`, `-@key` or `@key [p. 3; @other]` from `start` on; `pairs` as above."""
    match = MENTION.search(text, start)
    if not match:
        return None
    cite = Cite(_key(match["key"]), author=not match["hide"])
    owns = _POSSESSIVE.match(text, match.end()) if cite.author else None
    citation = Citation((cite,), narrative=cite.author, possessive=bool(owns))
    bare = Found(citation, match.start(), owns.end() if owns else match.end())
    return _with_bracket(text, bare, cite, pairs) or bare


def _with_bracket(text: str, bare: Found, cite: Cite, pairs: Mapping[int, int] | None) -> Found | None:
    """Read the locator in brackets after a key in running text, and the works after it."""
    bracket = _BRACKET.match(text, bare.end)
    if bracket and pairs is None:
        pairs = pair_brackets(text)
    close = pairs.get(bracket.end() - 1) if bracket and pairs else None
    # `@key [text](url)` and `@key [text][ref]` are a key and a link, `@key [^1]` a key and a footnote.
    if not bracket or close is None or text[close + 1 : close + 2] in ("(", "["):
        return None
    first, *others = _with_communications(_split_cites(text[bracket.end() : close]))
    if not first.strip() or first[0] == "^" or MENTION.search(_CITED_IN.split(first)[0]):
        return None
    more = [other for other in map(_read_cite, others) if other]
    if len(more) < len(others):
        return None
    cite = _read_after(cite, first if first.startswith(",") else f", {first}")
    return Found(replace(bare.citation, cites=(cite, *more)), bare.start, close + 1)


def write(citation: Citation) -> str:
    """Write a citation as Markdown; reading it again gives the same citation."""
    if not citation.narrative:
        return "[" + "; ".join(_write_cite(cite) for cite in citation.cites) + "]"
    first, *others = citation.cites
    inside = [_write_after(first).removeprefix(",").lstrip()] if _write_after(first) else []
    inside += [_write_cite(cite) for cite in others]
    bracket = f" [{'; '.join(inside)}]" if inside else ""
    owns = "'s" if citation.possessive else ""
    return f"@{_write_key(first.key)}{owns}{bracket}"


def _write_cite(cite: Cite) -> str:
    prefix = f"{_escape(cite.prefix)} " if cite.prefix else ""
    return f"{prefix}{'' if cite.author else '-'}@{_write_key(cite.key)}{_write_after(cite)}"


def _write_after(cite: Cite) -> str:
    after, locator = "", cite.locator
    while locator:
        label = f"{LABELS[locator.label][0]} " if locator.label else ""
        after += f", {{{label}{locator.value}}}"
        locator = locator.inner
    suffix = _escape(cite.suffix)
    after += suffix if suffix.startswith((",", ".", r"\;")) or not suffix else f" {suffix}"
    return after + (f", {_write_cite(cite.cited_in)}" if cite.cited_in else "")


def _write_key(key: str) -> str:
    return key if re.fullmatch(KEY, key) and not key.startswith("{") else f"{{{key}}}"


def _read_cites(inside: str) -> tuple[Cite, ...]:
    """Read what stands between brackets; empty unless every part has a key."""
    cites = [_read_cite(part) for part in _with_communications(_split_cites(inside))]
    return tuple(cite for cite in cites if cite) if all(cites) else ()


def _read_cite(part: str) -> Cite | None:
    match = MENTION.search(part)
    if not match:
        return None
    prefix = _unescape(part[: match.start()].strip())
    cite = Cite(_key(match["key"]), prefix, author=not match["hide"])
    return _read_after(cite, part[match.end() :])


def _read_after(cite: Cite, after: str) -> Cite:
    """Read what follows a key: locator, suffix, and the work that it is cited in."""
    cited_in = None
    if found := _CITED_IN.search(after):
        # "As cited in" are the words for it (APA 7, § 8.6).
        words = " ".join(found["words"].replace("qtd.", "cited").split())
        cited_in = _read_source(after[found.end() :], words if words.startswith("as ") else f"as {words}")
        after = after[: found.start()].rstrip(" ,\t\n") if cited_in else after
    locator, suffix = read_locator(after)
    return replace(cite, locator=locator, suffix=_unescape(suffix), cited_in=cited_in)


def _read_source(part: str, words: str) -> Cite | None:
    """Read the work that another is cited in; if it is cited in a third one, that is the author's words."""
    match = MENTION.match(part)
    if not match:
        return None
    locator, suffix = read_locator(part[match.end() :])
    return Cite(_key(match["key"]), words, locator, _unescape(suffix), author=not match["hide"])


def _unescape(words: str) -> str:
    r"""Return an author's own words, in which `\;` is a semicolon that ends no citation."""
    return words.replace(r"\;", ";")


def _escape(words: str) -> str:
    return words.replace(";", r"\;")


def _key(written: str) -> Citekey:
    return Citekey(written[1:-1] if written.startswith("{") else written)


def _split_cites(inside: str) -> list[str]:
    """Split at semicolons that are in no bracket, and not escaped."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(inside):
        depth += (character in "[{") - (character in "]}")
        if character == ";" and depth == 0 and inside[position - 1 : position] != "\\":
            parts.append(inside[start:position])
            start = position + 1
    return [*parts, inside[start:]]


def _with_communications(parts: list[str]) -> list[str]:
    """Join personal communications, which have no key, to the work before or after them (APA 7, § 8.9)."""
    joined: list[list[str]] = []
    communicates = cites = False
    for part in parts:
        spoken, keyed = "personal communication" in part, bool(MENTION.search(part))
        if joined and joined[-1] != [""] and ((spoken and not keyed) or (communicates and not cites)):
            joined[-1].append(part)
            communicates, cites = communicates or spoken, cites or keyed
        else:
            joined.append([part])
            communicates, cites = spoken, keyed
    return [";".join(several) for several in joined]
