"""Marks of citations, references and languages → Markdown."""

from __future__ import annotations

import re

from .. import places
from ..errors import ImportingError
from ..markup.escaping import escape_text
from ..works.library import Library
from ..works.model import Cluster, Item
from ..works.writing import name_forms, write_citation
from .draft import BEGIN, END, MARK, Draft, shorten
from .figures import Figures

_LIST = re.compile(rf"\n*{BEGIN}k{END}\n*")
_ALONE = re.compile(rf"{BEGIN}l([\w-]+){END}([^{BEGIN}{END}]*){BEGIN}s{END}")
_GOES_ON = re.compile(rf"{BEGIN}s{END}(\s*){BEGIN}l([\w-]+){END}")
NEAR = 500
"""Characters before a citation in which its author's name may stand."""

REFERENCES = '<div id="refs"></div>'


def fill_in(text: str, draft: Draft, figures: Figures, library: Library) -> str:
    """Return a text with all marks of this room replaced."""
    text = _mark_languages(_place_list(text))
    done: list[str] = []
    at = 0
    for found in MARK.finditer(text):
        # What may become a part of a citation is a piece of its own.
        near = max(at, found.start() - NEAR)
        done += [text[at:near], text[near : found.start()]]
        at = found.end()
        kind, value = found[1], found[2]
        if kind == "c":
            # Only the line before it may become a part of it.
            line = ""
            while done and "\n" not in line and len(line) < NEAR:
                line = done.pop() + line
            before, written = _cite(draft, int(value), library, line)
            done += [before, written]
        elif kind == "r":
            name, shown = draft.shown[int(value)]
            label = figures.labels.get(name)
            done.append(f"[@{label}]" if label else escape_text(shown))
    done.append(text[at:])
    return "".join(done)


def _cite(draft: Draft, number: int, library: Library, before: str) -> tuple[str, str]:
    cluster, place = draft.clusters[number]
    told = ""
    alone = _only_author(cluster)
    if alone:
        name, other = alone, draft.clusters[number + 1 : number + 2]
        goes_on = (
            bool(other)
            and other[0][0].items[0].csl == cluster.items[0].csl
            and not other[0][0].items[0].author
        )
        if not goes_on:
            told = draft.lose(
                f"“{shorten(name)}” is a citation of the author's name alone, and plain words now", place
            )
        return before, told + escape_text(name)
    try:
        left, written = write_citation(cluster, lambda item: _key(item, library), before)
    except ImportingError as error:
        message = (
            f"“{shorten(cluster.shown)}” cites a work that cannot be read ({error}): it is plain words now"
        )
        return before, draft.lose(message, place) + escape_text(cluster.shown)
    if _is_edited(cluster):
        shown = shorten(cluster.shown)
        message = f"a citation was edited by hand: “{shown}”. It is made of its work again: compare"
        told = draft.lose(message, place)
    return left, told + written


def _key(item: Item, library: Library) -> str:
    return library.add(item.csl)


def _only_author(cluster: Cluster) -> str:
    if len(cluster.items) == 1 and not cluster.items[0].year:
        return cluster.shown or next(iter(name_forms(cluster.items[0].csl)), "")
    return ""


def _is_edited(cluster: Cluster) -> bool:
    if not (cluster.edited or (cluster.made and _squeeze(cluster.made) != _squeeze(cluster.shown))):
        return False
    # A name before the brackets is what a narrative citation is for.
    forms = name_forms(cluster.items[0].csl)
    return not any(
        re.match(rf"{re.escape(name)}(?:['’]s)?\s*\((?:\d{{4}}|n\.d\.)[^()]*\)$", cluster.shown)
        for name in forms
    )


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"<[^<>]*>|\{\\\w+ ?|\\\w+", "", text)).lower()


def _place_list(text: str) -> str:
    """Put the list of references where it was, unless that is the end, where it comes by itself."""
    parts = _LIST.split(text)
    if len(parts) == 1:
        return text
    rest = re.sub(r"(?m)^\[\^\d+\]: .*(?:\n(?: {4}.*)?)*", "", parts[-1])
    kept = f"{REFERENCES}\n\n" if MARK.sub("", places.MARK.sub("", rest)).strip() else ""
    return "\n\n".join([*filter(None, parts[:-1]), kept + parts[-1]])


def _mark_languages(text: str) -> str:
    joined = _GOES_ON.sub(lambda found: _join(found, text), text)
    return _ALONE.sub(_write_language, joined)


def _write_language(found: re.Match[str]) -> str:
    before, after = _blanks(found[2])
    return f"{before}[{found[2].strip(' ')}]{{lang={found[1]}}}{after}"


def _blanks(words: str) -> tuple[str, str]:
    return words[: len(words) - len(words.lstrip(" "))], words[len(words.rstrip(" ")) :]


def _join(found: re.Match[str], text: str) -> str:
    """Let a language go on from one run to the next."""
    begun = text.rfind(f"{BEGIN}l{found[2]}{END}", max(0, found.start() - 2000), found.start())
    closed = text.rfind(f"{BEGIN}l", max(0, found.start() - 2000), found.start())
    return found[1] if begun >= 0 and begun == closed else found[0]
