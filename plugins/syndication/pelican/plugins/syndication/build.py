"""What a build makes for partners: their feeds, the outbox, and the pages for those who republish a post."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crosspost.copies.people import read_accounts
from crosspost.ledger.ledger import Ledger
from crosspost.model import Article, Post, Waiting
from crosspost.outbox.compose import Composer
from crosspost.outbox.due import Due, gather
from crosspost.outbox.files import Outbox, write_waiting
from crosspost.outbox.source import Source
from crosspost.republish.origin import Origin
from crosspost.republish.page import describe_page
from crosspost.settings import HUB, Settings, feed_path
from crosspost.targets import find_kinds
from guards.tables import read_sheet
from guards.whole import write_file

from .articles import read_article, read_origin, read_source

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Built:
    """What the end of a build must know of the site.

    Attributes:
        articles: Pelican's, published first.
        files: The path of each file in the content folder that Pelican copies → what Pelican knows of it.
        ledger: What was sent.
        feeds: The files of the feeds that were written.
        values: Pelican's settings.
        generator: Pelican's, with its templates and their context.
        writer: Pelican's, which writes pages.
    """

    articles: Iterable[Any]
    files: Mapping[str, Any]
    ledger: Ledger
    feeds: Iterable[Path]
    values: Mapping[str, Any]
    generator: Any
    writer: Any


def fill_outbox(built: Built, settings: Settings) -> None:
    """Write everything that is published, for everyone who receives it.

    Raises:
        SyndicationError: Something is wrong that concerns more than one post.
        OSError: A file cannot be written.
    """
    now = datetime.now(UTC)
    sources = [read_source(article, settings, now) for article in built.articles]
    files = {path: str(file.save_as) for path, file in built.files.items()}

    def read(source: Source, urls: Mapping[str, str]) -> Article:
        return read_article(source, settings, urls, files)

    # Who gave articles their records has read the file of people, and told what is wrong with it.
    told = any(hasattr(source.article, "record") for source in sources)
    composer = Composer(settings.root, read_people(settings, told))
    outbox, waiting = Outbox(settings.outbox), list[Waiting]()
    targets, feeds = ({entry.name for entry in entries} for entries in (settings.targets, settings.feeds))
    kept: dict[str, list[Post]] = defaultdict(list)
    origins: dict[str, Origin] = {}
    elsewhere = built.values.get("PART", {}).get("elsewhere", {})
    kinds = find_kinds(settings.targets)
    for due in gather(sources, read, settings, files, composer, kinds, built.ledger, waiting, elsewhere):
        outbox.put({name: post for name, post in due.posts.items() if name in targets})
        for name in due.posts.keys() & feeds:
            kept[name].append(due.posts[name])
            origins[due.copy.id] = read_origin(due.source.article)
        if due.source.reuse:
            write_page(due, built.generator, built.writer)
    write_feeds(kept, origins, settings, built.values)
    for topic in find_topics(settings, built.feeds):
        outbox.put({target.name: topic for target in settings.targets if target.kind == HUB})
    outbox.close()
    write_waiting(settings.outbox, waiting)


def read_people(settings: Settings, told: bool) -> dict[str, dict[str, str]]:
    """Return the accounts in `content/people.toml`, if it is there.

    Args:
        settings: The site's.
        told: Whether the author has been told already where the file cannot be read.
    """
    file = settings.content / "people.toml"
    sheet = read_sheet(file)
    if told and sheet.faults:
        return {}
    people, problems = read_accounts(sheet, file.relative_to(settings.root).as_posix())
    for problem in problems:
        logger.error("%s", problem)
    return people


def write_feeds(
    posts: Mapping[str, list[Post]],
    origins: Mapping[str, Origin],
    settings: Settings,
    values: Mapping[str, Any],
) -> None:
    """Write the feed of each partner that takes copies from one.

    Args:
        posts: What each receives.
        origins: What else is known of the posts, by their ids.
        settings: The site's.
        values: Pelican's settings.
    """
    if not settings.feeds:
        return
    from crosspost.republish.feed import Feed, sort_posts, write_atom, write_json

    for target in settings.feeds:
        feed = Feed(
            target.name,
            settings.sitename,
            settings.siteurl,
            str(values["DEFAULT_LANG"]),
            sort_posts(posts[target.name], values["FEED_MAX_ITEMS"]),
            settings.hubs,
            origins,
        )
        write_file(settings.output / feed_path(feed.name, "atom.xml"), write_atom(feed).encode())
        write_file(settings.output / feed_path(feed.name, "json"), write_json(feed).encode())


def find_topics(settings: Settings, feeds: Iterable[Path]) -> list[Post]:
    """Return what hubs, if there are any, are told of the site's feeds, those for partners too."""
    if all(target.kind != HUB for target in settings.targets):
        return []
    from crosspost.targets.websub.topics import collect_topics

    own = [feed_path(entry.name, kind) for entry in settings.feeds for kind in ("atom.xml", "json")]
    files = [*feeds, *(settings.output / path for path in own)]
    return collect_topics(settings.output, settings.siteurl, files)


def write_page(due: Due, generator: Any, writer: Any) -> None:
    """Write the page of a post that tells how to republish it."""
    article = due.source.article
    page = describe_page(article, due.source.url, str(article.save_as), due.copy)
    writer.write_file(
        page.save_as,
        generator.get_template("republish"),
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        url=page.url,
        republish=page,
    )
