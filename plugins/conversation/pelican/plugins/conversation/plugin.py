"""Pelican's signals: posts that a text quotes are put into it, and conversations on articles."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader
from pelican.utils import strftime

from conversation.errors import ConversationError
from conversation.settings import read_settings

from .attributes import note_conversations
from .quoting import QuotingExtension

logger = logging.getLogger(__name__)


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(wrap_readers)
    signals.all_generators_finalized.connect(note_articles)


def wrap_readers(generator: Generator) -> None:
    """Let every Markdown reader read which posts are quoted, whichever it is when all plugins have chosen."""
    readers = generator.readers
    wrapped: dict[type, type] = {}
    for extension, reader in list(readers.reader_classes.items()):
        if reader and issubclass(reader, MarkdownReader):
            wrapped.setdefault(reader, with_quotes(reader))
            readers.reader_classes[extension] = wrapped[reader]
            readers.readers[extension] = wrapped[reader](generator.settings)


def with_quotes(reader: Any) -> type:
    """Return a reader class that extends another one by posts that are quoted."""

    class QuotingReader(reader):  # type: ignore[misc] # the class is known at run time only
        def __init__(self, settings: dict[str, Any]) -> None:
            def write(lang: str, moment: datetime) -> str:
                chosen = settings["DATE_FORMATS"].get(lang, settings["DEFAULT_DATE_FORMAT"])
                return str(strftime(moment, chosen[1] if isinstance(chosen, tuple) else chosen))

            self._quoting = QuotingExtension(Path(settings["PATH"]).absolute(), write)
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._quoting]
            super().__init__({**settings, "MARKDOWN": {**markdown, "extensions": extensions}})

        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            quoting = self._quoting
            quoting.path, quoting.lang = Path(source_path), str(self.settings["DEFAULT_LANG"])
            quoting.files.clear()
            content, metadata = super().read(source_path)
            for problem in quoting.problems:
                logger.log(logging.ERROR if problem.grave else logging.WARNING, "%s", problem)
            quoting.problems.clear()
            return content, metadata | (
                {"made_of": tuple(dict.fromkeys(quoting.files))} if quoting.files else {}
            )

    # Pelican makes the metadata `reader` of the class' name.
    QuotingReader.__name__ = reader.__name__
    return QuotingReader


def note_articles(generators: Iterable[Any]) -> None:
    """Set `article.conversation`, and `article.made_of`, the files that it is made of."""
    for generator in generators:
        if not isinstance(generator, ArticlesGenerator):
            continue
        articles = [*generator.articles, *generator.translations]
        articles += [*generator.hidden_articles, *generator.hidden_translations]
        try:
            settings = read_settings(generator.settings)
            problems = note_conversations(articles, settings, generator.settings["SITEURL"], write_day)
        except ConversationError as error:
            logger.error("%s", error)
            continue
        for problem in problems:
            logger.warning("%s", problem)


def write_day(article: Any, moment: datetime) -> str:
    """Return a day as the site writes dates."""
    return str(strftime(moment, article.date_format))
