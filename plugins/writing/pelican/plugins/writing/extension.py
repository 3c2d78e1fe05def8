"""The Python-Markdown extension: it loads the rooms of what a text has in it, and no others."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .model import Page, Way

WAYS = (
    # Neither footnotes nor the folder of somebody in an address.
    Way("strokes", ("~", "^"), r"(?<![/\[])[~^]"),
)
"""All ways of writing, in the order in which their rooms change the lines of a text."""

PRIORITY = 26
"""After the header (27) and before fenced code (25) is taken out of a text."""


class WritingExtension(Extension):
    """Reads what scholars write.

    Attributes:
        page: The text that is converted; set anew before each.
    """

    forgets = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.page = Page()

    def __deepcopy__(self, memo: dict[int, Any]) -> WritingExtension:
        """Stay one where settings are copied, so that whoever made it learns what it finds."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.preprocessors.register(_Begin(md, self.page), "writing", PRIORITY)


class _Begin(Preprocessor):
    """Looks which ways of writing a text has."""

    forgets = True

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page
        self.waiting = list(WAYS)

    def run(self, lines: list[str]) -> list[str]:
        page = self.page
        # Pelican takes `meta` out when it converts the fields of a header.
        page.brief = "meta" not in self.md.preprocessors
        if self.waiting:
            self.load("\n".join(lines))
        for way in WAYS if page.rewrites else ():
            if rewrite := page.rewrites.get(way.room):
                lines = rewrite(lines)
        return lines

    def load(self, text: str) -> None:
        """Load the rooms of what is in a text and was in none before."""
        for way in [way for way in self.waiting if way.is_in(text)]:
            import_module(f".{way.room}", __package__).extend(self.md, self.page)
            self.waiting.remove(way)
