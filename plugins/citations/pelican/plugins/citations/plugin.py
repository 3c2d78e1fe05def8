"""Pelican's signals: every Markdown reader gets citations, every article and page its `references`."""

import logging
import re
from functools import partial
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader, Readers

from .cache import FOLDER, Cache
from .errors import CitationsError, show_path
from .markdown import CitationsExtension
from .settings import read_settings
from .shelf import Shelf

logger = logging.getLogger(__name__)

_SHELF = "_CITATIONS_SHELF"
_SECTION = re.compile(r'<section[^>]*class="references".*?</section>', re.DOTALL)
_CITATION = re.compile(r'<a [^>]*class="citation"[^>]*>(.*?)</a>', re.DOTALL)


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(wrap_readers)
    signals.content_object_init.connect(unlink_summary)


def wrap_readers(readers: Readers) -> None:
    """Make every Markdown reader one that cites."""
    if _SHELF not in readers.settings:
        try:
            readers.settings[_SHELF] = Shelf(read_settings(readers.settings), Cache(FOLDER))
        except CitationsError as error:
            logger.error("%s", error)
            readers.settings[_SHELF] = None
    shelf = readers.settings[_SHELF]
    if shelf is None:
        return
    wrapped: dict[type, type] = {}
    for extension, reader_class in list(readers.reader_classes.items()):
        if reader_class and issubclass(reader_class, MarkdownReader):
            if reader_class not in wrapped:
                wrapped[reader_class] = _make_reader(reader_class, shelf)
            readers.reader_classes[extension] = wrapped[reader_class]


def unlink_summary(content: Content) -> None:
    """Keep links and ids of citations out of a summary that Pelican cuts from the text."""
    if "summary" not in content.metadata and getattr(content, "references", None):
        content.get_summary = partial(_summarise, content.get_summary)


def _summarise(get_summary: Any, siteurl: str) -> str:
    return _CITATION.sub(r"\1", _SECTION.sub("", get_summary(siteurl)))


def _make_reader(reader_class: Any, shelf: Shelf) -> type:
    class CitingReader(reader_class):  # type: ignore[misc] # the class is known at run time only
        """Converts a post with the extension, its own bibliography and its own messages."""

        settings: dict[str, Any]

        def read(self, source_path: Any) -> tuple[str, dict[str, Any]]:
            path = Path(source_path)
            self._citations = CitationsExtension(shelf.library_for(path), show_path(path), report=False)
            _log(shelf.problems)
            settings, markdown = self.settings, self.settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._citations]
            self.settings = {**settings, "MARKDOWN": {**markdown, "extensions": extensions}}
            try:
                content, metadata = super().read(source_path)
            finally:
                self.settings = settings
            _log(self._citations.problems)
            return content, metadata

        def _parse_metadata(self, meta: dict[str, Any]) -> dict[str, Any]:
            """Keep the text's references, then let summaries have citations without links."""
            references = self._citations.references
            self._citations.text_only = True
            metadata: dict[str, Any] = super()._parse_metadata(meta)
            metadata["references"] = references
            return metadata

    return CitingReader


def _log(problems: list[Any]) -> None:
    """Log problems, once each."""
    for problem in sorted(set(problems)):
        logger.error("%s", problem)
    problems.clear()
