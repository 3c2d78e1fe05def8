"""The fields of a document of Word: an instruction and what it shows, over however many runs they go."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

DEEPEST = 20
"""Fields within fields."""


@dataclass
class Field:
    """A field.

    Attributes:
        code: Its instruction: "ADDIN ZOTERO_ITEM CSL_CITATION {…}".
        shown: What readers see.
        data: What Word keeps beside it, in base64.
        runs: The runs that it is made of, from the first to the last.
        inner: Fields in its instruction.
    """

    code: str = ""
    shown: str = ""
    data: str = ""
    runs: list[Any] = field(default_factory=list)
    inner: list[Field] = field(default_factory=list)
    separated: bool = False


def find_fields(story: Any) -> list[Field]:
    """Return the fields of a text, in the order in which they end; those that never end are none.

    Args:
        story: The root of its XML.
    """
    _part_runs(story)
    found: list[Field] = []
    opened: list[Field] = []
    for run in story.iter(f"{W}r", f"{W}fldSimple"):
        if run.tag == f"{W}fldSimple":
            found.append(_read_simple(run))
            continue
        kind = run.find(f"{W}fldChar")
        if kind is not None and kind.get(f"{W}fldCharType") == "begin":
            opened.append(Field(data=kind.findtext(f"{W}fldData") or ""))
        for one in opened[-DEEPEST:]:
            one.runs.append(run)
        if not opened:
            continue
        last = opened[-1]
        for text in run.iter(f"{W}instrText"):
            if not last.separated:
                last.code += text.text or ""
        words = read_words(run)
        for one in opened[-DEEPEST:]:
            if one.separated:
                one.shown += words
        if kind is None:
            continue
        if kind.get(f"{W}fldCharType") == "separate":
            last.separated = True
        elif kind.get(f"{W}fldCharType") == "end":
            found.append(opened.pop())
            if opened and not opened[-1].separated:
                opened[-1].inner.append(last)
    return found


def read_words(element: Any) -> str:
    """Return the words in a part of a text."""
    words = []
    for part in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        words.append(
            (part.text or "") if part.tag == f"{W}t" else "-" if part.tag == f"{W}noBreakHyphen" else " "
        )
    return "".join(words)


def _read_simple(element: Any) -> Field:
    return Field(element.get(f"{W}instr") or "", read_words(element), runs=[element])


def _part_runs(story: Any) -> None:
    """Give whatever begins or ends a field a run of its own."""
    for mark in [*story.iter(f"{W}fldChar", f"{W}instrText")]:
        run = mark.getparent()
        children = [child for child in run if child.tag != f"{W}rPr"] if run.tag == f"{W}r" else []
        if len(children) < 2:
            continue
        style = run.find(f"{W}rPr")
        for child in children:
            alone = run.makeelement(run.tag, run.attrib)
            if style is not None:
                alone.append(deepcopy(style))
            alone.append(child)
            run.addprevious(alone)
        run.getparent().remove(run)


def put(place: Any, words: str) -> Any:
    """Put a run with words before an element of a paragraph, and return it."""
    run = place.makeelement(f"{W}r")
    text = run.makeelement(f"{W}t")
    text.text = words
    run.append(text)
    place.addprevious(run)
    return run


def take(elements: Iterator[Any] | list[Any]) -> None:
    """Take elements out of the text, and leave what follows them."""
    for element in list(elements):
        parent = element.getparent()
        if parent is not None:
            if element.tail:
                before = element.getprevious()
                if before is not None:
                    before.tail = (before.tail or "") + element.tail
                else:
                    parent.text = (parent.text or "") + element.tail
            parent.remove(element)
