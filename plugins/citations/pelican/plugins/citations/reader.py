"""Readers of Markdown that cite."""

import logging
from collections.abc import Callable, Mapping
from os.path import relpath
from pathlib import Path
from typing import Any

from apa7.bibliography.shelf import Shelf
from apa7.errors import CitationsError, show_path
from apa7.page.markdown import CitationsExtension
from apa7.page.mistakes import DEEPEST
from apa7.page.source import Source

from .converter import Converter
from .settings import Settings
from .summaries import unlink

logger = logging.getLogger(__name__)

Name = Callable[[str, dict[str, Any]], Mapping[str, Any]]


def with_citations(reader: Any, chosen: Settings, shelf: Shelf, name: Name, *, plain: bool) -> type:
    """Return a reader class that extends another one of Markdown by citations.

    Args:
        reader: The class.
        chosen: The plugin's settings.
        shelf: Where the works of a post are.
        name: Returns what a path in the content folder says of a post, as the settings read it.
        plain: Whether the class reads a file as Pelican's own does.
    """

    class CitingReader(reader):  # type: ignore[misc] # the class is known at run time only
        """Converts a post with the extension, its own bibliography and its own messages."""

        cites = True
        settings: dict[str, Any]
        _source_path: str

        def __init__(self, settings: dict[str, Any]) -> None:
            self._citations = CitationsExtension(report=False, heading=chosen.heading)
            self._converter: Converter | None = None
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._citations]
            super().__init__({**settings, "MARKDOWN": {**markdown, "extensions": extensions}})

        def read(self, source_path: Any) -> tuple[str, dict[str, Any]]:
            path, citations = Path(source_path), self._citations
            text = path.read_text("utf-8-sig", "replace")
            source = Source(text.splitlines(), show_path(path), headed=True)
            citations.expect(source, shelf.library_for(path, text), self._language(path))
            log_problems(shelf.problems)
            try:
                # Whoever reads a file that is no UTF-8 says so.
                whole = plain and "\ufffd" not in text
                content, metadata = self._convert(source_path, text) if whole else super().read(source_path)
            except RecursionError:
                raise CitationsError(DEEPEST) from None
            log_problems(citations.problems)
            if not citations.text_only:
                # This reader has its own way with metadata, and made pages of them.
                formatted = {name: metadata.get(name) for name in self.settings["FORMATTED_FIELDS"]}
                metadata |= {name: unlink(text) for name, text in formatted.items() if text}
            return content, {**metadata, "references": citations.references}

        def _convert(self, source_path: str, text: str) -> tuple[str, dict[str, Any]]:
            """Read as Pelican does, with the converter of the last file where that has forgotten it."""
            converter, self._converter = self._converter or Converter(self.settings["MARKDOWN"]), None
            self._source_path = source_path
            self._md = converter.renew()
            content = self._md.convert(text)
            metadata = self._parse_metadata(self._md.Meta) if hasattr(self._md, "Meta") else {}
            if converter.reusable:
                self._converter = converter
            return content, metadata

        def _language(self, path: Path) -> str:
            """Return the language of a post that doesn't say it itself: its path's, or the site's."""
            named = name(relpath(path, chosen.content), self.settings)
            default = self.settings["DEFAULT_METADATA"].get("lang", self.settings["DEFAULT_LANG"])
            return str(named.get("lang", default))

        def _parse_metadata(self, meta: dict[str, Any]) -> dict[str, Any]:
            """Let summaries have citations without links, and the letters of the text."""
            self._citations.text_only = True
            metadata: dict[str, Any] = super()._parse_metadata(meta)
            return metadata

    # Pelican makes the metadata `reader` of the class' name.
    CitingReader.__name__ = reader.__name__
    return CitingReader


def log_problems(problems: list[Any]) -> None:
    """Log problems, once each."""
    for problem in sorted(set(problems)):
        logger.log(problem.level, "%s", problem)
    problems.clear()
