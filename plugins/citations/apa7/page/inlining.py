"""Inline text, without looking for what is not in it.

Python-Markdown goes through every text once for each of its patterns; most texts have none of them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

Marks = tuple[str, ...]
"""What a pattern matches has one of these in it; nothing is known of a pattern whose mark is empty."""

_UNKNOWN = ("",)


def hasten(md: Markdown) -> None:
    """Let what reads inline text pass over patterns whose marks are not there, with the same result."""
    for processor in md.treeprocessors:
        if type(processor) is InlineProcessor and not isinstance(processor.run, _Run):
            processor.run = _Run(processor)  # type: ignore[method-assign]


class _Run:
    """Python-Markdown's own way through the tree of a page, where there is something on it.

    Args:
        processor: Python-Markdown's.
    """

    def __init__(self, processor: Any) -> None:
        self.processor = processor
        self.go = processor.run
        self.apply = processor._InlineProcessor__applyPattern
        self.patterns: list[tuple[int, Any, Marks]] = []
        self.marks: Marks = ()
        processor._InlineProcessor__handleInline = self.handle

    def __call__(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns that Python-Markdown knows by now."""
        self.patterns = [
            (number, pattern, find_marks(compiled.pattern, compiled.flags))
            for number, pattern in enumerate(self.processor.inlinePatterns)
            for compiled in [pattern.getCompiledRegExp()]
        ]
        self.marks = tuple({mark for _, _, marks in self.patterns for mark in marks})
        texts = "\0".join(_list_texts(tree))
        if any(mark in texts for mark in (*self.marks, INLINE_PLACEHOLDER_PREFIX)):
            self.go(tree, ancestors)
        else:
            self.processor.stashed_nodes = {}
        return tree

    def handle(self, data: str, first: int = 0) -> str:
        """Apply the patterns from a number on to a text."""
        if isinstance(data, AtomicString) or not any(mark in data for mark in self.marks):
            return data
        for number, pattern, marks in self.patterns[first:]:
            matched, at = True, 0
            while matched and any(data.find(mark, at) >= 0 for mark in marks):
                data, matched, at = self.apply(pattern, data, number, at)
        return data


def _list_texts(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        for text in (element.text, element.tail):
            # What is final is left alone, but what was set aside in it is put back.
            if text and (not isinstance(text, AtomicString) or INLINE_PLACEHOLDER_PREFIX in text):
                yield text


@lru_cache(maxsize=500)
def find_marks(pattern: str, flags: int) -> Marks:
    """Return texts of which one stands in whatever a regular expression matches.

    Args:
        pattern: The expression.
        flags: Its flags.
    """
    try:
        from re import _parser  # type: ignore[attr-defined] # Nobody else knows an expression as well.

        return _UNKNOWN if flags & re.IGNORECASE else _choose(_parser.parse(pattern, flags))
    except (ImportError, TypeError, re.error):
        return _UNKNOWN


def _choose(items: Iterable[Any]) -> Marks:
    """Return the marks of a sequence: those of the part that stands in the fewest texts."""
    found, letters = [], ""
    for item in items:
        run = _repeat(item)
        letters += run
        if not run:
            found += [(letters,), _list_marks(*item)]
            letters = ""
    return min([*found, (letters,)], key=lambda marks: (not all(marks), len(marks), -len(marks[0])))


def _repeat(item: Any) -> str:
    """Return the letters that an item stands for, if it is nothing but letters."""
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return chr(value)
    if operation == "MAX_REPEAT" and value[0] == value[1]:
        return "".join(map(_repeat, value[2])) * value[0] if all(map(_repeat, value[2])) else ""
    return ""


def _list_marks(operation: Any, value: Any) -> Marks:
    name = str(operation)
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return tuple(chr(letter) for _, letter in value)
    if name == "BRANCH":
        return tuple(mark for branch in value[1] for mark in _choose(branch))
    if name == "SUBPATTERN" and not value[1] & re.IGNORECASE:
        return _choose(value[3])
    if name.endswith("_REPEAT") and value[0]:
        return _choose(value[2])
    return _choose(value) if name == "ATOMIC_GROUP" else _UNKNOWN
