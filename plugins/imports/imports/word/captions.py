"""Captions of figures and tables in a document of Word."""

from __future__ import annotations

import re
from typing import Any

from .draft import Draft
from .fields import W, put, read_words, take
from .parts import Parts

XML = "{http://www.w3.org/XML/1998/namespace}"
LABEL = re.compile(r"\s*([^\W\d]+\.?)\s*[\dIVXivx.\-–]+\s*[.:–—-]?\s*")
"""What a caption begins with: "Figure 3. "."""

COUNTED = ("table", "figure", "illustration", "drawing", "text")
"""LibreOffice's styles of captions, which may be those of other paragraphs, too."""


def read_captions(story: Any, draft: Draft, parts: Parts) -> None:
    """Mark the captions of a text, and take their labels and numbers out: pages count themselves.

    Args:
        story: The root of its XML.
        draft: Gets the captions.
        parts: Knows the styles.
    """
    for paragraph in [*story.iter(f"{W}p")]:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = parts.styles.get(style.get(f"{W}val") or "") if style is not None else ""
        if style is None or not (name == "caption" or (name in COUNTED and _is_counted(paragraph))):
            continue
        words = read_words(paragraph)
        codes = " ".join(text.text or "" for text in paragraph.iter(f"{W}instrText"))
        codes += " ".join(one.get(f"{W}instr") or "" for one in paragraph.iter(f"{W}fldSimple"))
        counted = re.search(r"\bSEQ\s+(\S+)", codes)
        label = LABEL.match(words) if counted else re.match(r"(?:Figure|Table)\s+\d+[.:]?\s*", words)
        called = f"{counted[1] if counted else ''} {label[0] if label else ''}".lower()
        kind = "t" if re.search(r"tab", called) else "f" if re.search(r"fig|abb|ill", called) else "g"
        names = [one.get(f"{W}name") or "" for one in paragraph.iter(f"{W}bookmarkStart")]
        style.getparent().remove(style)
        if label:
            _cut(paragraph, label.end())
        first = next(iter(paragraph.iter(f"{W}r")), None)
        if first is not None:
            put(
                outermost(first, paragraph),
                draft.caption(kind, label[0] if label else "", tuple(names)),
            )


def _is_counted(paragraph: Any) -> bool:
    codes = [text.text or "" for text in paragraph.iter(f"{W}instrText")]
    codes += [one.get(f"{W}instr") or "" for one in paragraph.iter(f"{W}fldSimple")]
    return any(re.search(r"\bSEQ\s", code) for code in codes)


def outermost(run: Any, paragraph: Any) -> Any:
    """Return the part of a paragraph that a run stands in."""
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run


def _cut(paragraph: Any, length: int) -> None:
    """Take so many characters away from the beginning of a paragraph, and the fields among them."""
    for run in [*paragraph.iter(f"{W}r")]:
        words = read_words(run)
        if length <= 0 and words:
            return
        if len(words) <= length:
            length -= len(words)
            take([run])
        else:
            for text in run.iter(f"{W}t", f"{W}tab", f"{W}br"):
                own = (text.text or "") if text.tag == f"{W}t" else " "
                if text.tag == f"{W}t":
                    text.text = own[min(length, len(own)) :]
                    text.set(f"{XML}space", "preserve")
                length = max(0, length - len(own))
            return
