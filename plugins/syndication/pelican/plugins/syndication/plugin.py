"""Where syndication meets Pelican: the ledger is read before pages are written, the outbox filled after."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pelican import signals  # type: ignore[attr-defined]

from .errors import SettingsError, SyndicationError
from .model import Article, Copy, Licence, Place, Post, Sibling
from .settings import Settings, read_settings

logger = logging.getLogger(__name__)

# Where the articles of a build wait for its end, on Pelican's settings.
KEPT = "_SYNDICATION_ARTICLES"


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
        articles = [*generator.articles, *generator.translations]
        generator.settings[KEPT] = articles
        try:
            settings = read_settings(generator.settings)
            note_copies(articles, settings)
        except SyndicationError as error:
            logger.error("%s", error)
            generator.settings[KEPT] = []


def note_copies(articles: Iterable[Any], settings: Settings) -> None:
    """Set `article.copies` from the ledger."""
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
    articles = pelican.settings.pop(KEPT, None)
    if articles is None:
        return
    try:
        settings = read_settings(pelican.settings)
        if settings.siteurl:
            from .outbox import write_outbox

            try:
                write_outbox(settings.outbox, collect_posts(articles, settings))
            except OSError as error:
                logger.error("%s: cannot be written (%s).", error.filename, error.strerror)
        else:
            logger.info("No outbox is written: without SITEURL there is nothing to link back to.")
    except SyndicationError as error:
        logger.error("%s", error)


def collect_posts(articles: list[Any], settings: Settings) -> dict[str, list[Post]]:
    """Make the copies, and say which target gets which."""
    from .copy import make_copy
    from .files import file_name

    names: dict[str, Any] = {}
    due: dict[str, list[Post]] = {target.name: [] for target in settings.targets}
    # Pelican shows posts with a date to come unless told otherwise; a partner could not take one back.
    now = datetime.now(UTC)
    articles = [article for article in articles if article.status == "published" and article.date <= now]
    urls = {article.url: post_id(article) for article in articles}
    for article in articles:
        other = names.setdefault(file_name(post_id(article)), article)
        if other is not article:
            logger.error(
                "%s: partners would take this for %s. Rename one of them.",
                article.source_path,
                other.source_path,
            )
            continue
        wanted = wanted_targets(article, list(due))
        if not wanted:
            continue
        try:
            post = make_copy(read_article(article, settings, urls))
        except ValueError as error:
            # Such as from an address that is none.
            logger.error("%s: no copy can be made of it: %s.", article.source_path, error)
            continue
        for target in wanted:
            due[target].append(post)
    return due


def wanted_targets(article: Any, known: list[str]) -> list[str]:
    """Read `Syndicate:` in a post's metadata: true, false, or names of targets."""
    value = article.metadata.get("syndicate", True)
    words = value if isinstance(value, list) else re.split(r"[,\s]+", str(value).strip().strip("[]"))
    words = [str(word).strip("\"' ") for word in words if str(word).strip("\"' ")]
    if [word.lower() for word in words] in (["true"], ["yes"], ["on"]):
        return known
    if not words or [word.lower() for word in words] in (["false"], ["no"], ["off"], ["none"]):
        return []
    for word in words:
        if word not in known:
            logger.error(
                '%s: Syndicate: no target "%s" in SYNDICATION_TARGETS. There are: %s.',
                article.source_path,
                word,
                ", ".join(known) or "none",
            )
    return [word for word in words if word in known]


def post_id(article: Any) -> str:
    """Return the id of a post: its source path without suffix and without the number that orders parts."""
    path = str(article.relative_source_path)
    return re.sub(r"(^|/)\d{1,3}-(?=[^/]+$)", r"\1", re.sub(r"\.\w+$", "", path))


def read_article(article: Any, settings: Settings, urls: dict[str, str]) -> Article:
    """Gather what a copy is made of, from Pelican and from the other plugins, if they are there."""
    authors: Any = getattr(getattr(article, "record", None), "authors", None) or getattr(
        article, "authors", ()
    )
    # Without the plugins, these may be lines of the post's metadata, as plain text.
    licence: Any = getattr(article, "licence", None)
    attribution = getattr(article, "attribution", None)
    modified = getattr(article, "modified", None)
    reuse = {}
    for image in getattr(article, "images", None) or ():
        if not hasattr(image, "licence"):
            continue
        of_image = getattr(image, "licence", None)
        parts = (image.title, image.author, image.source, getattr(of_image, "name", ""))
        credit = ", ".join(str(part) for part in parts if part)
        reuse[str(image.path)] = (
            credit,
            str(getattr(of_image, "spdx", "")),
            bool(getattr(of_image, "reuse", True)),
        )
    return Article(
        id=post_id(article),
        source=str(article.source_path),
        slug=article.slug,
        title=read_title(article.title),
        html=article.get_content(settings.siteurl),
        summary=str(article.metadata.get("summary", "")),
        url=f"{settings.siteurl}/{article.url}",
        published=write_time(article.date),
        modified=write_time(modified) if modified else "",
        language=str(article.lang),
        authors=tuple(str(getattr(author, "name", author)) for author in authors),
        category=str(article.category),
        tags=tuple(str(tag) for tag in getattr(article, "tags", ())),
        licence=Licence(licence.spdx, licence.name, licence.url or "") if hasattr(licence, "spdx") else None,
        attribution_html=str(getattr(attribution, "html", "")),
        attribution_text=str(getattr(attribution, "text", "")),
        series=read_place(article, settings, urls),
        site=settings.sitename,
        home=settings.siteurl,
        output=settings.output,
        reuse=reuse,
    )


def read_place(article: Any, settings: Settings, urls: dict[str, str]) -> Place | None:
    """Return where the article stands in its series."""
    series: Any = getattr(article, "series", None)
    part: Any = getattr(article, "part", None)
    if not hasattr(series, "parts") or not hasattr(part, "number"):
        return None
    siblings = [
        Sibling(
            urls.get(str(other.url), ""),
            other.number,
            read_title(other.title),
            f"{settings.siteurl}/{other.url}" if other.url and not other.planned else "",
        )
        for other in series.parts
        if other.number != part.number
    ]
    home = f"{settings.siteurl}/{series.url}" if series.url else ""
    return Place(read_title(series.title), home, part.number, len(series.parts), tuple(siblings))


def read_title(html: object) -> str:
    """Return a title, which may hold entities and markup, as plain text."""
    from .plaintext import parse, read_inline

    return read_inline(parse(str(html))) if re.search("[<&]", str(html)) else str(html)


def write_time(moment: datetime) -> str:
    """Return a moment as ISO 8601 with its time zone, to the second."""
    return moment.isoformat(timespec="seconds")
