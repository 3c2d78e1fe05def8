"""`~~struck out~~`, `H~2~O` and `2^10^`, by pymdown's extensions."""

from __future__ import annotations

from markdown import Markdown
from pymdownx.caret import InsertSupExtension
from pymdownx.tilde import DeleteSubExtension

from .model import Page


def extend(md: Markdown, page: Page) -> None:
    """Register with Python-Markdown."""
    for extension in (DeleteSubExtension(), InsertSupExtension(insert=False)):
        extension.extendMarkdown(md)
