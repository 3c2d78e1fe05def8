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

from conversation.authors import read_authors
from conversation.errors import ConversationError
from conversation.event.places import mark_places
from conversation.settings import read_settings

from .attributes import note_conversations
from .events import find_events, set_event
from .quoting import QuotingExtension

logger = logging.getLogger(__name__)


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(wrap_readers)
    signals.content_object_init.connect(mark_content)
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


def mark_content(content: Any) -> None:
    """Mark the places for entries in a post or page of an event: in feeds and copies they have none."""
    text = getattr(content, "_content", None)
    if not text or "{%" not in text:
        return
    marked = mark_places(text)
    if isinstance(getattr(content, "event", None), str):
        content._content = marked
    elif marked != text:
        logger.warning(
            "%s: has a place for what was said at an event, and does not say at which. Write a line such as "
            '"Event: swrb13" into its header.',
            f"{Path(content.settings['PATH']).name}/{content.relative_source_path}",
        )


def note_articles(generators: Iterable[Any]) -> None:
    """Set `conversation` and `event` where there is one, and `made_of`, the files that these are made of."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            note_answers(generator)
        note_events(generator)


def note_answers(generator: Any) -> None:
    """Set `article.conversation`."""
    articles = [*generator.articles, *generator.translations]
    articles += [*generator.hidden_articles, *generator.hidden_translations]
    try:
        settings = read_settings(generator.settings)
        problems = note_conversations(articles, settings, generator.settings["SITEURL"], write_day)
    except ConversationError as error:
        logger.error("%s", error)
        return
    for problem in problems:
        logger.warning("%s", problem)


def note_events(generator: Any) -> None:
    """Set `event` on pages and posts of events, and `made_of`."""
    contents = list(find_events(generator))
    if not contents:
        return
    try:
        settings = read_settings(generator.settings)
        authors = read_authors(settings.content)
    except ConversationError as error:
        logger.error("%s", error)
        return
    for content in contents:
        try:
            for problem in set_event(content, settings, authors, write_day):
                logger.warning("%s", problem)
        except ConversationError as error:
            logger.error("%s", error)


def write_day(article: Any, moment: datetime) -> str:
    """Return a day as the site writes dates."""
    return str(strftime(moment, article.date_format))
