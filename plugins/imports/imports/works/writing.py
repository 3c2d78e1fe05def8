"""A citation in Markdown, and the words around it that become part of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from .. import places
from ..markup.escaping import escape_text
from .model import Cluster, Item

_LABELS = {"article-locator": "article", "title-locator": "title", "sub verbo": "sub-verbo"}
_BRACED = re.compile(r"(?P<lead>, |(?<=\[))\{(?P<label>[^\W\d]+|¶|§) (?P<value>[^{}]+)\}")
_PAGES = re.compile(r"^\s*pp?\.?\s*(?=[\divxlc])", re.IGNORECASE)
_SEVERAL = re.compile(r"\d\s*[-–—,&/]\s*\d|[ivxlc]\s*[-–—]\s*[ivxlc]|\dff?\b")
_EMPHASIS = re.compile(r"<(/?)(i|em|b|strong)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_YEAR = re.compile(r"\(?(?:c\.\s*)?(?:\d{4}|n\.d\.|in press)", re.IGNORECASE)


def write_citation(cluster: Cluster, key: Callable[[Item], str], before: str) -> tuple[str, str]:
    """Return a citation in Markdown, and what is left of the text before it.

    Args:
        cluster: What is cited.
        key: Returns the key of a work.
        before: The Markdown before it on its line, of which the author's name may become a part of it.

    Returns:
        The text before, and the citation.
    """
    from apa7.model import Citation, Cite, Citekey

    keys: list[str] = []

    def name(item: Item) -> Citekey:
        keys.append(key(item))
        return Citekey(keys[-1])

    shown = [item for item in cluster.items if not item.hidden]
    cites = tuple(
        Cite(name(item), write_words(item.prefix), _locate(item), _after(item), author=item.author)
        for item in shown
    )
    first = shown[0]
    names = name_forms(first.csl)
    narrative = cluster.narrative or _is_narrative(cluster, names)
    owns = ""
    if not first.author and not first.prefix.strip():
        ending = _find_ending(before, names)
        if ending:
            before, narrative, owns = before[: ending.start("name")], True, ending["owns"] or ""
    if narrative:
        from dataclasses import replace

        cites = (replace(cites[0], author=True), *cites[1:])
        owned = bool(owns) or re.match(r"[^(]*['’]s\s*\(", cluster.shown) is not None
        return before, _mark(_nicely(Citation(cites, narrative=True, possessive=owned)), keys)
    return before, _mark(_nicely(Citation(cites)), keys)


def _mark(written: str, keys: list[str]) -> str:
    """Put marks for keys, which may be others in the site."""
    known = "|".join(map(re.escape, sorted(set(keys), key=len, reverse=True)))
    return re.sub(rf"(?<!\\)@({known})(?![\w])", lambda found: f"@{places.work(found[1])}", written)


def write_words(text: str) -> str:
    """Return what CSL has in HTML as Markdown, without blanks around it."""
    done, end = [], 0
    for tag in _EMPHASIS.finditer(text):
        done += [
            escape_text(_TAG.sub("", text[end : tag.start()])),
            "**" if tag[2].lower()[0] in "bs" else "*",
        ]
        end = tag.end()
    done.append(escape_text(_TAG.sub("", text[end:])))
    words = "".join(done)
    if words.count("*") % 2:
        words = escape_text(_TAG.sub("", text))
    return " ".join(words.split())


def name_forms(item: Mapping[str, Any]) -> list[str]:
    """Return how a text may say a work's authors: Doe, Doe and Roe, Doe & Roe, Doe et al."""
    people = item.get("author") or item.get("editor") or []
    names = (
        [_surname(name) for name in people if isinstance(name, Mapping)] if isinstance(people, list) else []
    )
    names = [name for name in names if name]
    if len(names) == 2:
        return [f"{names[0]} {word} {names[1]}" for word in ("and", "&")]
    return names if len(names) == 1 else [f"{names[0]} et al."] if names else []


def _surname(name: Mapping[str, Any]) -> str:
    parts = (name.get("non-dropping-particle"), name.get("family"))
    said = " ".join(part for part in parts if isinstance(part, str) and part)
    literal = name.get("literal")
    return said or (literal if isinstance(literal, str) else "")


def _find_ending(before: str, names: list[str]) -> re.Match[str] | None:
    said = "|".join(re.escape(escape_text(name)) for name in names)
    if not said:
        return None
    longest = max(map(len, said.split("|"))) + 10
    return re.compile(rf"(?<![\w@])(?P<name>{said})(?P<owns>['’]s)?\s*$").search(
        before, max(0, len(before) - longest)
    )


def _is_narrative(cluster: Cluster, names: list[str]) -> bool:
    """Tell whether what stood there was a name and, in brackets, the rest: Doe (2019, p. 4)."""
    for name in names:
        rest = cluster.shown.removeprefix(name)
        if rest != cluster.shown and re.match(r"(?:['’]s)?\s*\(", rest) and rest.endswith(")"):
            return _YEAR.match(rest[rest.index("(") :]) is not None
    return False


def _locate(item: Item) -> Any:
    from apa7.locators import LABELS
    from apa7.model import Locator

    value = " ".join(item.locator.translate({123: "(", 125: ")"}).split())
    label = _LABELS.get(item.label, item.label) or "page"
    if label == "page":
        value = _PAGES.sub("", value)
    if not value:
        return None
    if label not in LABELS:
        return Locator("", f"{label} {value}")
    return Locator(label, value)


def _after(item: Item) -> str:
    words = write_words(item.suffix)
    return words if not words or words[0] in ",.;:" else f", {words}" if not item.locator else words


def _nicely(citation: Any) -> str:
    """Write a citation as an author would, as long as it reads again as the same one."""
    from apa7 import syntax

    written = syntax.write(citation)
    nicer = _BRACED.sub(_loosen, written)
    find = syntax.find_mention if citation.narrative else partial(syntax.find_bracketed, start=0)
    plain, nice = find(written), find(nicer)
    if plain and nice and nice.end == len(nicer) and plain.citation == nice.citation:
        return nicer
    return written


def _loosen(found: re.Match[str]) -> str:
    label, value = found["label"], found["value"]
    if label == "p":
        return f"{found['lead']}{'pp.' if _SEVERAL.search(value) else 'p.'} {value}"
    dot = "" if label in ("¶", "§", "table", "slide", "timestamp") else "."
    return f"{found['lead']}{label}{dot} {value}"
