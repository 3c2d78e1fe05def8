"""Where syndication meets Pelican: the ledger is read before pages are written, the outbox filled after."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pelican import signals  # type: ignore[attr-defined]

from crosspost.errors import MixedError, SyndicationError
from crosspost.settings import read_settings

if TYPE_CHECKING:
    from crosspost.ledger.ledger import Ledger

logger = logging.getLogger(__name__)

# Where what the end of a build needs waits for it, on Pelican's settings.
KEPT = "_SYNDICATION_KEPT"
WRITER = "_SYNDICATION_WRITER"
# Where the files of feeds are noted, on the context of Pelican's templates and on its settings.
FEEDS = "_SYNDICATION_FEEDS"
# What is held as long as a build is at work, on its settings.
HELD = "_SYNDICATION_HELD"
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Kept:
    """What the end of a build must know of its beginning.

    Attributes:
        generator: Pelican's, of articles.
        ledger: What was sent.
        articles: Those that can be called by a name, published first.
    """

    generator: Any
    ledger: Ledger
    articles: list[Any]


@dataclass(frozen=True)
class Feeds:
    """The feeds of a build.

    Attributes:
        hubs: The addresses of the hubs that announce them.
        files: Those that were written.
    """

    hubs: tuple[str, ...]
    files: list[Path] = field(default_factory=list)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_init.connect(begin)
    signals.article_generator_init.connect(offer_template)
    signals.all_generators_finalized.connect(note_articles)
    signals.article_writer_finalized.connect(keep_writer)
    signals.feed_generated.connect(name_hubs)
    signals.feed_written.connect(note_feed)
    signals.content_written.connect(note_json_feed)
    signals.finalized.connect(finish)


def begin(generator: Any) -> None:
    """Hold what is built, before anything is written: no publish may read it until the build has ended."""
    from crosspost.outbox.files import begin_build, keep_build

    # A build in this process that failed has left it.
    release(generator.settings)
    try:
        settings = read_settings(generator.settings)
    except MixedError as error:
        if str(error).startswith("OUTPUT_PATH"):
            end(error)
        return
    except SyndicationError:
        # It is told with what else is wrong.
        return
    held = ExitStack()
    try:
        held.enter_context(keep_build(settings.outbox))
        generator.settings[HELD] = held
        begin_build(settings.outbox)
    except SyndicationError as error:
        end(error)
    except OSError:
        # Where nothing can be noted, such as in a folder of somebody else's, nobody publishes.
        pass


def end(error: SyndicationError) -> NoReturn:
    """End the program, because what comes next would spoil what is there."""
    logger.critical("%s", error)
    ending = SystemExit(1)
    ending.told = True  # type: ignore[attr-defined]
    raise ending


def release(values: dict[str, Any]) -> None:
    """Let others read what was built."""
    held: ExitStack | None = values.pop(HELD, None)
    if held:
        held.close()


def offer_template(generator: Any) -> None:
    """Let a theme without `republish.html` use the plugin's."""
    from jinja2 import FileSystemLoader

    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))


def note_articles(generators: Iterable[Any]) -> None:
    """Put on each article what templates read, and keep the articles for the outbox."""
    from pelican.generators import ArticlesGenerator

    from crosspost.ledger.ledger import read_ledger
    from crosspost.outbox.files import require_own
    from crosspost.targets import check_target

    from .attributes import note_copies, note_former, note_pages

    for generator in generators:
        if not isinstance(generator, ArticlesGenerator):
            continue
        public = [*generator.articles, *generator.translations]
        try:
            settings = read_settings(generator.settings)
            for target in settings.targets:
                check_target(target)
            require_own(settings.outbox)
            ledger = read_ledger(settings.ledger)
            for problem in ledger.problems:
                logger.warning("%s", problem)
            known = [*find_known(list_articles(generator))]
            named = set(map(id, known))
            public = [article for article in public if id(article) in named]
            note_copies(public, settings, ledger)
            note_pages(public, settings)
            note_former(public, settings, ledger)
        except SyndicationError as error:
            logger.error("%s", error)
            continue
        generator.context[FEEDS] = generator.settings[FEEDS] = Feeds(settings.hubs)
        generator.settings[KEPT] = Kept(generator, ledger, known)


def find_known(articles: Iterable[Any]) -> Iterator[Any]:
    """Yield the articles that can be called by a name, and tell why others cannot: these get no copies."""
    from .articles import post_id

    for article in articles:
        try:
            article.post_id = post_id(article)
            yield article
        except SyndicationError as error:
            logger.error("%s", error)


def name_hubs(context: Mapping[str, Any], feed: Any) -> None:
    """Let a feed name the hubs that announce it."""
    if FEEDS in context:
        from crosspost.targets.websub import topics

        topics.name_hubs(feed, context[FEEDS].hubs)


def note_feed(path: str, context: Mapping[str, Any], **_: Any) -> None:
    """Note a feed that was written."""
    if FEEDS in context:
        context[FEEDS].files.append(Path(path))


def note_json_feed(path: str, context: Mapping[str, Any]) -> None:
    """Note a JSON Feed that was written, and let it name the hubs."""
    # A post has files of its own that end so: they are read only where it matters.
    if path.endswith(".json") and FEEDS in context and context[FEEDS].hubs:
        from crosspost.targets.websub.topics import name_hubs_in_json

        if name_hubs_in_json(Path(path), context[FEEDS].hubs):
            context[FEEDS].files.append(Path(path))


def keep_writer(generator: Any, writer: Any) -> None:
    """Keep what writes pages: those that show copies can be written when all files are there."""
    generator.settings[WRITER] = writer


def finish(pelican: Any) -> None:
    """Make what partners receive, now that the site is written, and let others read all of it."""
    kept, writer, feeds = (pelican.settings.pop(name, None) for name in (KEPT, WRITER, FEEDS))
    if kept is not None:
        fill(pelican, kept, writer, feeds)
    release(pelican.settings)


def fill(pelican: Any, kept: Kept, writer: Any, feeds: Feeds) -> None:
    """Fill the outbox, if there is an address to lead back to."""
    try:
        settings = read_settings(pelican.settings)
        if settings.siteurl:
            from crosspost.outbox.files import finish_build

            from .build import Built, fill_outbox
            from .place import write_place

            generator = kept.generator
            built = Built(
                kept.articles,
                generator.context["static_content"],
                kept.ledger,
                feeds.files,
                pelican.settings,
                generator,
                writer,
            )
            fill_outbox(built, settings)
            if "PART" not in pelican.settings:
                others = {str(file.save_as) for file in built.files.values()}
                write_place(settings, kept.ledger, others)
            finish_build(settings.outbox, settings.output)
        else:
            logger.info("No outbox is written: without SITEURL there is nothing to link back to.")
    except SyndicationError as error:
        logger.error("%s", error)
    except OSError as error:
        logger.error("%s: cannot be written (%s).", error.filename, error.strerror)


def list_articles(generator: Any) -> list[Any]:
    """Return all of Pelican's articles, published first."""
    return [
        *generator.articles,
        *generator.translations,
        *generator.hidden_articles,
        *generator.hidden_translations,
        *generator.drafts,
        *generator.drafts_translations,
    ]
