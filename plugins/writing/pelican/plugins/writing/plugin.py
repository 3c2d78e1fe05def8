"""Pelican's signals."""

import logging
from os.path import relpath
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader

from guards.words import Lines

from .extension import WritingExtension
from .settings import WritingSettings

logger = logging.getLogger(__name__)

INCLUDED = "_*.md"


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(leave_included)
    signals.generator_init.connect(wrap_readers)


def leave_included(pelican: Any) -> None:
    """Keep Pelican from taking for posts what is there to be included: `_method.md`, as Quarto has it."""
    ignored = pelican.settings["IGNORE_FILES"]
    if INCLUDED not in ignored:
        pelican.settings["IGNORE_FILES"] = [*ignored, INCLUDED]


def wrap_readers(generator: Generator) -> None:
    """Let every Markdown reader read what scholars write, whichever it is when all plugins have chosen."""
    readers, settings = generator.readers, WritingSettings.read(generator.settings)
    wrapped: dict[type, type] = {}
    for extension, reader in list(readers.reader_classes.items()):
        if reader and issubclass(reader, MarkdownReader):
            wrapped.setdefault(reader, with_writing(reader, settings))
            readers.reader_classes[extension] = wrapped[reader]
            readers.readers[extension] = wrapped[reader](generator.settings)


def with_writing(reader: Any, chosen: WritingSettings) -> type:
    """Return a reader class that extends another one by what scholars write.

    Args:
        reader: The class.
        chosen: What texts are read by.
    """

    class WritingReader(reader):  # type: ignore[misc] # the class is known at run time only
        def __init__(self, settings: dict[str, Any]) -> None:
            self._writing = WritingExtension()
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._writing]
            super().__init__({**settings, "MARKDOWN": {**markdown, "extensions": extensions}})

        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            page, file = self._writing.page, Path(source_path)
            page.path, page.lang, page.content = file, chosen.lang, chosen.content
            page.frames.clear()
            page.shown = Path(relpath(file, chosen.content.parent)).as_posix()
            page.source = Lines(file.read_text("utf-8-sig", "replace"))
            content, metadata = super().read(source_path)
            for problem in page.problems:
                logger.log(logging.ERROR if problem.grave else logging.WARNING, "%s", problem)
            page.problems.clear()
            return content, metadata | ({"frames": tuple(sorted(page.frames))} if page.frames else {})

    # Pelican makes the metadata `reader` of the class' name.
    WritingReader.__name__ = reader.__name__
    return WritingReader
