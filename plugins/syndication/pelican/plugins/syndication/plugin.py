"""Where syndication meets Pelican: the ledger is read before pages are written, the outbox filled after."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import signals  # type: ignore[attr-defined]

from .errors import SettingsError, SyndicationError
from .model import Copy
from .settings import HUB, Settings, read_settings

if TYPE_CHECKING:
    from .due import Due

logger = logging.getLogger(__name__)

# Where the articles of a build wait for its end, on Pelican's settings.
KEPT = "_SYNDICATION_ARTICLES"
WRITER = "_SYNDICATION_WRITER"
# Where the files of feeds are noted, on the context of Pelican's templates and on its settings.
FEEDS = "_SYNDICATION_FEEDS"
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Kept:
    """What the end of a build must know of its beginning.

    Attributes:
        articles: Pelican's, published first.
        files: The path of each file in the content folder that Pelican copies → what Pelican knows of it.
        generator: Pelican's, with its templates and their context.
    """

    articles: list[Any]
    files: Mapping[str, Any]
    generator: Any


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
    signals.article_generator_init.connect(offer_template)
    signals.all_generators_finalized.connect(note_articles)
    signals.article_writer_finalized.connect(keep_writer)
    signals.feed_generated.connect(name_hubs)
    signals.feed_written.connect(note_feed)
    signals.content_written.connect(note_json_feed)
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


def offer_template(generator: Any) -> None:
    """Let a theme without `republish.html` use the plugin's."""
    from jinja2 import FileSystemLoader

    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))


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
            note_pages(public, settings)
        except SyndicationError as error:
            logger.error("%s", error)
            continue
        generator.context[FEEDS] = generator.settings[FEEDS] = Feeds(settings.hubs)
        generator.settings[KEPT] = Kept(
            [
                *public,
                *generator.hidden_articles,
                *generator.hidden_translations,
                *generator.drafts,
                *generator.drafts_translations,
            ],
            generator.context["static_content"],
            generator,
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


def note_pages(articles: Iterable[Any], settings: Settings) -> None:
    """Set `article.republish_url` where the licence lets anyone make copies."""
    from .article import may_copy, read_status
    from .republish import page_url

    now = datetime.now(UTC)
    for article in articles:
        if settings.siteurl and may_copy(article) and read_status(article, now) == "published":
            article.republish_url = page_url(str(article.url))


def name_hubs(context: Mapping[str, Any], feed: Any) -> None:
    """Let a feed name the hubs that announce it."""
    if FEEDS in context:
        from . import topics

        topics.name_hubs(feed, context[FEEDS].hubs)


def note_feed(path: str, context: Mapping[str, Any], **_: Any) -> None:
    """Note a feed that was written."""
    if FEEDS in context:
        context[FEEDS].files.append(Path(path))


def note_json_feed(path: str, context: Mapping[str, Any]) -> None:
    """Note a JSON Feed that was written, and let it name the hubs."""
    # A post has files of its own that end so: they are read only where it matters.
    if path.endswith(".json") and FEEDS in context and context[FEEDS].hubs:
        from .topics import name_hubs_in_json

        if name_hubs_in_json(Path(path), context[FEEDS].hubs):
            context[FEEDS].files.append(Path(path))


def keep_writer(generator: Any, writer: Any) -> None:
    """Keep what writes pages: those that show copies can be written when all files are there."""
    generator.settings[WRITER] = writer


def fill_outbox(pelican: Any) -> None:
    """Write the outbox: everything that is published, for everyone who receives it."""
    kept, writer, feeds = (pelican.settings.pop(name, None) for name in (KEPT, WRITER, FEEDS))
    if kept is None:
        return
    try:
        settings = read_settings(pelican.settings)
        if settings.siteurl:
            due = find_due(kept, settings)
            write_feeds(due, settings, pelican.settings)
            add_topics(due, settings, feeds.files)
            write_due(due, settings)
            write_pages(due, kept.generator, writer)
        else:
            logger.info("No outbox is written: without SITEURL there is nothing to link back to.")
    except SyndicationError as error:
        logger.error("%s", error)
    except OSError as error:
        logger.error("%s: cannot be written (%s).", error.filename, error.strerror)


def find_due(kept: Kept, settings: Settings) -> Due:
    """Return what is due and what waits."""
    from .compose import Composer
    from .due import gather

    return gather(kept.articles, settings, kept.files, Composer(settings.root, read_people(settings)))


def add_topics(due: Due, settings: Settings, feeds: list[Path]) -> None:
    """Let the hubs be told of the site's feeds, those for partners too."""
    hubs = [target.name for target in settings.targets if target.kind == HUB]
    if hubs:
        from .feed import feed_path
        from .topics import collect_topics

        own = [feed_path(entry.name, kind) for entry in settings.feeds for kind in ("atom.xml", "json")]
        files = [*feeds, *(settings.output / path for path in own)]
        due.posts |= dict.fromkeys(hubs, collect_topics(settings.output, settings.siteurl, files))


def write_due(due: Due, settings: Settings) -> None:
    """Write the outbox."""
    from .outbox import write_outbox, write_waiting

    write_outbox(
        settings.outbox, {target.name: due.posts.get(target.name, ()) for target in settings.targets}
    )
    write_waiting(settings.outbox, due.waiting)


def write_feeds(due: Due, settings: Settings, pelican: Mapping[str, Any]) -> None:
    """Write the feed of each partner that takes copies from one."""
    from .feed import Feed, feed_path, sort_posts, write_atom, write_json
    from .files import write_file

    for target in settings.feeds:
        feed = Feed(
            target.name,
            settings.sitename,
            settings.siteurl,
            str(pelican["DEFAULT_LANG"]),
            sort_posts(due.posts[target.name], pelican["FEED_MAX_ITEMS"]),
            settings.hubs,
        )
        write_file(settings.output / feed_path(feed.name, "atom.xml"), write_atom(feed).encode())
        write_file(settings.output / feed_path(feed.name, "json"), write_json(feed).encode())


def write_pages(due: Due, generator: Any, writer: Any) -> None:
    """Write the page of each post that tells how to republish it."""
    from .republish import describe_page

    for article, post in due.copies:
        page = describe_page(article, post)
        writer.write_file(
            page.save_as,
            generator.get_template("republish"),
            generator.context,
            relative_urls=generator.settings["RELATIVE_URLS"],
            url=page.url,
            republish=page,
        )


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
