"""Blocks and inline text, without looking for what is not in them.

Python-Markdown goes through every text once for each of its patterns; most texts have none of them.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

from .marks import Marks, Sought, find_marks

_NAMES = ("RE", "SEARCH_RE", "FENCED_BLOCK_RE")
"""Where those that read blocks keep the expressions that they search whole texts for."""


def hasten(md: Markdown) -> None:
    """Let Python-Markdown pass over patterns whose marks are not there, with the same result."""
    for part in chain(md.preprocessors, md.parser.blockprocessors):
        for name in _NAMES if type(part).__module__.startswith("markdown.") else ():
            if isinstance(expression := getattr(part, name, None), re.Pattern):
                setattr(part, name, Sought(expression))
    for processor in md.treeprocessors:
        if type(processor).__module__ == "markdown.extensions.toc":
            _hasten_contents(processor)
        if type(processor) is InlineProcessor and not isinstance(processor.run, _Run):
            processor.run = _Run(processor)  # type: ignore[method-assign]


def _hasten_contents(processor: Any) -> None:
    """Let the table of contents look for its place only where its mark is on the page."""
    replace = processor.replace_marker

    def look(root: Element, contents: Element) -> None:
        if any(element.text and processor.marker in element.text for element in root.iter()):
            replace(root, contents)

    processor.replace_marker = look


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
