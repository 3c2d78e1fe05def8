"""What is due where: every post for everyone who receives it, in their words, and what waits."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from .article import may_copy, post_id, read_article, read_status, show_source, write_time
from .compose import Composer
from .contract import TargetSettings
from .errors import SyndicationError
from .ledger import Ledger
from .links import anchor_prefix
from .model import Article, Place, Post, Sibling, Waiting
from .moves import check_move, check_words, find_lost
from .settings import HUB, Settings
from .targets import KINDS, Kind
from .wishes import check_lines, choose_targets, find_slips

logger = logging.getLogger(__name__)


@dataclass
class Due:
    """What a build found.

    Attributes:
        posts: By target or feed, what it receives.
        waiting: What exists and is not due.
        copies: Pelican's article and the copy of each published post whose licence lets anyone make copies.
    """

    posts: dict[str, list[Post]]
    waiting: list[Waiting] = field(default_factory=list)
    copies: list[tuple[Any, Post]] = field(default_factory=list)


def gather(
    articles: Iterable[Any],
    settings: Settings,
    files: Mapping[str, Any],
    composer: Composer,
    ledger: Ledger,
) -> Due:
    """Make the copies, and say which target gets which.

    Args:
        articles: All of Pelican's, drafts and hidden ones too.
        settings: The site's.
        files: As for `read_article`.
        composer: Writes short forms.
        ledger: What was sent.
    """
    from .copy import make_copy
    from .embedded import Drawings

    now = datetime.now(UTC)
    statuses = [(read_status(article, now), article) for article in articles]
    # What is published has the first right to its name.
    statuses.sort(key=lambda pair: pair[0] != "published")
    urls = {article.url: post_id(article) for status, article in statuses if status == "published"}
    here = {post_id(article) for _, article in statuses}
    lost = find_lost(here, settings, ledger)
    names: dict[str, Any] = {}
    drawings = Drawings(settings.output)
    due = Due({entry.name: [] for entry in settings.receivers})
    known = list(due.posts)
    slips = find_slips((article.metadata for _, article in statuses), known)
    for status, article in statuses:
        source = show_source(article, settings)
        other = names.setdefault(anchor_prefix(post_id(article)), article)
        if other is not article:
            taken = show_source(other, settings)
            logger.error("%s: partners would take this for %s. Rename one of them.", source, taken)
            continue
        wanted = choose_targets(article, source, known)
        check_lines(article, source, known, files, slips)
        note_waiting(article, status, wanted, settings, due)
        if status != "published" or not (wanted or may_copy(article)):
            continue
        if wanted and not check_move(article, source, here, settings, ledger):
            continue
        try:
            read = read_article(article, settings, urls, files)
            copy = make_copy(read, drawings)
            if wanted and not check_words(copy, article, source, lost, settings, ledger):
                continue
            add_post(article, wanted, read, copy, settings, composer, due)
        except ValueError as error:
            # Such as from an address that is none.
            logger.error("%s: no copy can be made of it: %s.", source, error)
    return due


def note_waiting(article: Any, status: str, wanted: list[str], settings: Settings, due: Due) -> None:
    """Write down for which targets a post is not due, and why."""
    targets = [entry.name for entry in settings.targets if entry.kind != HUB]
    for reason, names in (
        (status, [name for name in targets if name in wanted and status != "published"]),
        ("kept", [name for name in targets if name not in wanted]),
    ):
        if names:
            from .article import read_title

            until = write_time(article.date) if reason == "date" else ""
            title = read_title(article.title)
            due.waiting.append(Waiting(post_id(article), title, reason, until, tuple(names)))


def add_post(
    source: Any,
    wanted: list[str],
    article: Article,
    copy: Post,
    settings: Settings,
    composer: Composer,
    due: Due,
) -> None:
    """Add a published post to what everyone who wants it receives."""
    if may_copy(source):
        due.copies.append((source, copy))
    # Who calls category and tags alike shares one copy.
    mapped: dict[tuple[str, tuple[str, ...]], Post] = {(copy.category, copy.tags): copy}
    for entry in settings.receivers:
        if entry.name not in wanted:
            continue
        kind = KINDS.get(entry.kind)
        terms = map_terms(copy, entry)
        if kind and kind.characters:
            try:
                post = shorten_post(copy, terms, article, entry, kind, composer)
            except SyndicationError as error:
                logger.error("%s", error)
                continue
        else:
            if terms not in mapped:
                mapped[terms] = seal(replace(copy, category=terms[0], tags=terms[1]))
            post = mapped[terms]
        due.posts[entry.name].append(post)


def shorten_post(
    copy: Post,
    terms: tuple[str, tuple[str, ...]],
    article: Article,
    entry: TargetSettings,
    kind: Kind,
    composer: Composer,
) -> Post:
    """Return what a network is sent of a post and nothing else, so that other edits change nothing there."""
    category, tags = terms
    plain = replace(article, summary=copy.summary, category=category, tags=tags)
    short = composer.compose(plain, entry, kind)
    post = replace(copy, category=category, tags=tags, short=short)
    if entry.options.get("article") is True:
        return seal(post)
    return seal(
        replace(
            post,
            html="",
            text=short.text,
            modified="",
            licence=None,
            attribution_html="",
            attribution_text="",
            series=thread(copy.series) if entry.options.get("thread") is True else None,
            images=(),
        )
    )


def thread(place: Place | None) -> Place | None:
    """Return what a thread needs to know of a series: which posts come before this one."""
    if place is None:
        return None
    earlier = [sibling for sibling in place.siblings if sibling.id and sibling.number < place.number]
    siblings = tuple(Sibling(sibling.id, sibling.number, "", "") for sibling in earlier)
    return Place("", "", place.number, 0, siblings)


def map_terms(post: Post, entry: TargetSettings) -> tuple[str, tuple[str, ...]]:
    """Return what the target calls the post's category and its tags."""
    tags = [entry.tags.get(tag, tag) for tag in post.tags]
    return entry.categories.get(post.category, post.category), tuple(dict.fromkeys(filter(None, tags)))


def seal(post: Post) -> Post:
    """Return the post with its hashes."""
    from .outbox import seal_post

    return seal_post(post)
