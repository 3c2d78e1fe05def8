"""Where syndication meets Pelican: the ledger is read before pages are written, the outbox filled after."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pelican import signals  # type: ignore[attr-defined]

from .errors import SettingsError, SyndicationError
from .model import Copy
from .settings import Settings, read_settings

logger = logging.getLogger(__name__)

# Where the articles of a build wait for its end, on Pelican's settings.
KEPT = "_SYNDICATION_ARTICLES"


@dataclass(frozen=True)
class Kept:
    """What the end of a build must know of its beginning.

    Attributes:
        articles: Pelican's, published first.
        files: The path of each file in the content folder that Pelican copies → what Pelican knows of it.
    """

    articles: list[Any]
    files: Mapping[str, Any]


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(note_articles)
    signals.finalized.connect(fill_outbox)


def load_settings(path: str, output: str = "") -> Settings:
    """Read a Pelican settings file, for the command.

    Args:
        path: The settings file.
        output: The folder that was built, if not the one that the settings name.

    Raises:
        SettingsError: The file is not there, or Python cannot run it.
    """
    from pelican.settings import read_settings as read_pelican

    try:
        values = read_pelican(path, override={"OUTPUT_PATH": output} if output else None)
    except Exception as error:
        # The file is a program, so anything can go wrong in it.
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    return read_settings(values)


def note_articles(generators: Iterable[Any]) -> None:
    """Put the copies that readers can visit on each article, and keep the articles for the outbox."""
    from pelican.generators import ArticlesGenerator

    for generator in generators:
        if not isinstance(generator, ArticlesGenerator):
            continue
        public = [*generator.articles, *generator.translations]
        try:
            settings = read_settings(generator.settings)
            note_copies(public, settings)
        except SyndicationError as error:
            logger.error("%s", error)
            continue
        generator.settings[KEPT] = Kept(
            [
                *public,
                *generator.hidden_articles,
                *generator.hidden_translations,
                *generator.drafts,
                *generator.drafts_translations,
            ],
            generator.context["static_content"],
        )


def note_copies(articles: Iterable[Any], settings: Settings) -> None:
    """Set `article.copies` from the ledger."""
    from .article import post_id
    from .ledger import read_ledger

    ledger = read_ledger(settings.ledger)
    for problem in ledger.problems:
        logger.warning("%s", problem)
    for article in articles:
        copies = []
        for target in settings.targets:
            receipt = ledger.known(target.name, post_id(article))
            holding = receipt.holding if receipt else None
            if holding and holding.visitable:
                copies.append(Copy(target.name, target.label, holding.url))
        article.copies = tuple(copies)


def fill_outbox(pelican: Any) -> None:
    """Write the outbox: everything that is published, for everyone who receives it."""
    kept = pelican.settings.pop(KEPT, None)
    if kept is None:
        return
    try:
        settings = read_settings(pelican.settings)
        if settings.siteurl:
            write_due(kept, settings)
        else:
            logger.info("No outbox is written: without SITEURL there is nothing to link back to.")
    except SyndicationError as error:
        logger.error("%s", error)
    except OSError as error:
        logger.error("%s: cannot be written (%s).", error.filename, error.strerror)


def write_due(kept: Kept, settings: Settings) -> None:
    """Write what is due and what waits."""
    from .compose import Composer
    from .due import gather
    from .outbox import write_outbox, write_waiting

    composer = Composer(settings.root, read_people(settings))
    due = gather(kept.articles, settings, kept.files, composer)
    write_outbox(settings.outbox, {target.name: due.posts[target.name] for target in settings.targets})
    write_waiting(settings.outbox, due.waiting)


def read_people(settings: Settings) -> dict[str, dict[str, str]]:
    """Return the accounts in `content/people.toml`, if it is there."""
    from .people import read_accounts

    file = settings.content / "people.toml"
    if not file.is_file():
        return {}
    shown = file.relative_to(settings.root).as_posix()
    people, problems = read_accounts(file.read_text(encoding="utf-8-sig"), shown)
    for problem in problems:
        logger.error("%s", problem)
    return people
