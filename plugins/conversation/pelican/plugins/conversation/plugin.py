"""Pelican's signals: what the files of conversations hold is put on articles before pages are written."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.utils import strftime

from conversation.errors import ConversationError
from conversation.settings import read_settings

from .attributes import note_conversations

logger = logging.getLogger(__name__)


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.all_generators_finalized.connect(note_articles)


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
