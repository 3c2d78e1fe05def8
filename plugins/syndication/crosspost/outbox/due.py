"""What is due where: every post for everyone who receives it, in their words, and what waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from crosspost.contract import Kind, TargetSettings
from crosspost.errors import SyndicationError
from crosspost.ledger.ledger import Ledger
from crosspost.model import Article, Place, Post, Sibling, Waiting
from crosspost.publication import Publication
from crosspost.settings import HUB, Settings
from crosspost.text.links import anchor_prefix
from crosspost.text.mark import seal_post

from .compose import Composer
from .metadata import check_lines, choose_targets, find_slips
from .moves import check_move, check_words, find_lost
from .publications import describe_publications
from .readiness import check_ready
from .source import Source

logger = logging.getLogger(__name__)

# Takes a post, and the address of each published post with its id.
Read = Callable[[Source, Mapping[str, str]], Article]


@dataclass(frozen=True)
class Due:
    """A published post that somebody may have.

    Attributes:
        source: The post.
        copy: What a partner is given of it.
        posts: By target or feed, what that receives.
    """

    source: Source
    copy: Post
    posts: Mapping[str, Post]


def gather(
    sources: Iterable[Source],
    read: Read,
    settings: Settings,
    files: Collection[str],
    composer: Composer,
    kinds: Mapping[str, Kind],
    ledger: Ledger,
    waiting: list[Waiting],
    elsewhere: Mapping[str, str],
) -> Iterator[Due]:
    """Make the copies, and say which target gets which: one post after the other.

    Args:
        sources: All posts, drafts and hidden ones too.
        read: Returns what a copy is made of, for a post and the id of each published one by its address.
        settings: The site's.
        files: The paths of the files in the content folder that the site has.
        composer: Writes short forms.
        kinds: What is to be known of each kind of target.
        ledger: What was sent.
        waiting: What exists and is not due is added here.
        elsewhere: The site's other posts, where these are a part of it: id → address, "" where it has none
            for readers.
    """
    from crosspost.copies.copy import make_copy
    from crosspost.copies.embedded import Drawings

    # What is published has the first right to its name.
    sources = sorted(sources, key=lambda source: source.status != "published")
    urls = {url: id_ for id_, url in elsewhere.items() if url}
    urls |= {source.url: source.id for source in sources if source.status == "published"}
    here = {*elsewhere, *(source.id for source in sources)}
    lost = find_lost(here, settings, ledger)
    names: dict[str, Source] = {}
    drawings = Drawings(settings.output)
    known = list(dict.fromkeys(entry.name for entry in settings.receivers))
    publications = describe_publications(settings)
    slips = find_slips((source.lines for source in sources), known)
    for source in sources:
        other = names.setdefault(anchor_prefix(source.id), source)
        if other is not source:
            message = "%s: partners would take this for %s. Rename one of them."
            logger.error(message, source.source, other.source)
            continue
        wanted = choose_targets(source, known)
        check_lines(source, known, files, slips)
        waiting += list_waiting(source, wanted, settings)
        if source.status != "published" or not (wanted or source.reuse):
            continue
        if wanted and not check_move(source, here, settings, ledger):
            continue
        try:
            article = read(source, urls)
            if not check_ready(source, article.html):
                continue
            copy = make_copy(article, drawings)
            if wanted and not check_words(copy, source, lost, settings, ledger):
                continue
            posts = map_posts(wanted, article, copy, settings, composer, kinds, publications)
        except ValueError as error:
            # Such as from an address that is none.
            logger.error("%s: no copy can be made of it: %s.", source.source, error)
            continue
        yield Due(source, copy, posts)


def list_waiting(source: Source, wanted: list[str], settings: Settings) -> Iterator[Waiting]:
    """Yield for which targets a post is not due, and why."""
    targets = [entry.name for entry in settings.targets if entry.kind != HUB]
    status = source.status
    for reason, names in (
        (status, [name for name in targets if name in wanted and status != "published"]),
        ("kept", [name for name in targets if name not in wanted]),
    ):
        if names:
            until = source.date if reason == "date" else ""
            yield Waiting(source.id, source.title, reason, until, tuple(names))


def map_posts(
    wanted: list[str],
    article: Article,
    copy: Post,
    settings: Settings,
    composer: Composer,
    kinds: Mapping[str, Kind],
    publications: Mapping[str, Publication],
) -> dict[str, Post]:
    """Return what everyone who wants a published post receives."""
    posts: dict[str, Post] = {}
    # Who calls category and tags alike shares one copy.
    mapped: dict[tuple[str, tuple[str, ...]], Post] = {(copy.category, copy.tags): copy}
    for entry in settings.receivers:
        if entry.name not in wanted:
            continue
        kind = kinds.get(entry.kind)
        terms = map_terms(copy, entry)
        if kind and kind.characters:
            try:
                post = shorten_post(copy, terms, article, entry, kind, composer)
            except SyndicationError as error:
                logger.error("%s", error)
                continue
            if entry.name in publications:
                post = seal_post(replace(post, publication=publications[entry.name]))
        else:
            if terms not in mapped:
                mapped[terms] = seal_post(replace(copy, category=terms[0], tags=terms[1]))
            post = mapped[terms]
        posts[entry.name] = post
    return posts


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
    # What an author did not sum up is left to the card, or to the page.
    plain = replace(article, summary=copy.summary if article.summary else "", category=category, tags=tags)
    short = composer.compose(plain, entry, kind)
    post = replace(copy, category=category, tags=tags, short=short)
    if entry.options.get("article") is True:
        return seal_post(post)
    return seal_post(
        replace(
            post,
            html="",
            text=short.text,
            summary=copy.summary if kind.card else "",
            category="",
            tags=(),
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
