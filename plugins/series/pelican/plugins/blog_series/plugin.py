"""Pelican's signals."""

import logging
import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.utils import slugify
from pelican.writers import Writer

from .assembly import Frame, Posts, assemble, attach
from .errors import Problem, SettingsError, line_of
from .model import Series
from .outline import read_outline
from .references import find_broken_links
from .settings import SeriesSettings

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"
SETTINGS = ("SERIES_URL", "SERIES_SAVE_AS", "SERIES_FEED_ATOM")


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(check_settings)
    signals.article_generator_init.connect(offer_template)
    signals.article_generator_finalized.connect(gather_series)
    signals.all_generators_finalized.connect(check_references)
    signals.feed_generated.connect(describe_feed)
    signals.article_writer_finalized.connect(write_series)


def check_settings(pelican: Any) -> None:
    """Tell a bad setting and go on with the defaults."""
    try:
        SeriesSettings.read(pelican.settings)
    except SettingsError as error:
        logger.error("%s", error)
        for name in SETTINGS:
            pelican.settings.pop(name, None)


def offer_template(generator: ArticlesGenerator) -> None:
    """Let a theme without ``series.html`` use the plugin's."""
    from jinja2 import FileSystemLoader

    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))


def gather_series(generator: ArticlesGenerator) -> None:
    """Read each ``series.toml``; set ``article.series``, ``article.part`` and the context's ``series``."""
    settings = SeriesSettings.read(generator.settings)
    content = Path(generator.path)
    shown = [*generator.articles, *generator.translations]
    if settings.drafts:
        shown += [*generator.drafts, *generator.drafts_translations]
    published = {article.relative_source_path: article for article in shown}
    withheld = {
        article.relative_source_path: article
        for article in chain(
            generator.hidden_articles,
            generator.hidden_translations,
            generator.drafts,
            generator.drafts_translations,
        )
    }
    found: list[Series] = []
    for file in _series_files(generator):
        folder = file.parent.relative_to(content).as_posix()
        outline = read_outline(file.read_text("utf-8-sig"), _shown(file, content))
        _tell(outline.problems)
        if not outline.title:
            continue
        files = {child.relative_to(content).as_posix() for child in file.parent.rglob("*") if child.is_file()}
        posts = Posts(published, withheld, files)
        slug = slugify(
            file.parent.name,
            regex_subs=generator.settings["SLUG_REGEX_SUBSTITUTIONS"],
            preserve_case=generator.settings["SLUGIFY_PRESERVE_CASE"],
        )
        frame = Frame(folder, slug, _shown(file, content), generator.settings["DEFAULT_LANG"])
        series, problems = assemble(outline, frame, posts, settings)
        _tell(problems)
        twin = next((other for other in found if other.slug == series.slug), None)
        if twin:
            logger.error("%s:1: %s has a folder of the same name. Rename one.", series.source, twin.source)
            continue
        attach(series, outline, folder, posts)
        found.append(series)
    generator.context["series"] = tuple(series for series in found if series.published)


def check_references(generators: list[Any]) -> None:
    """Tell links between posts that lead nowhere, or to a draft."""
    context = generators[0].context
    known = context["generated_content"]
    for _, content in sorted(known.items()):
        if content is not None:
            for target, message in find_broken_links(content, known, context["static_content"]):
                file = Path(content.source_path)
                line = line_of(file.read_text("utf-8-sig"), target)
                _tell([Problem(_shown(file, Path(context["PATH"])), line, message)])


def describe_feed(context: dict[str, Any], feed: Any) -> None:
    """Give a series' feed the title, abstract, language and landing page of its series."""
    for series in context.get("series", ()):
        if series.feed_url and feed.feed["feed_url"] == f"{context['FEED_DOMAIN']}/{series.feed_url}":
            feed.feed.update(
                title=series.title,
                link=f"{context['SITEURL']}/{series.url}",
                subtitle=series.abstract or None,
                description=series.abstract,
                language=series.lang,
            )


def write_series(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the landing page and the feed of each series that has something to read."""
    pages = {
        content.save_as: content for content in generator.context["generated_content"].values() if content
    }
    for series in generator.context["series"]:
        taken = pages.get(series.save_as)
        if taken:
            logger.error(
                "%s:1: %s is already published at %s. Rename the folder or set SERIES_SAVE_AS.",
                series.source,
                taken.relative_source_path,
                series.save_as,
            )
            continue
        # A series' folder is a category, too, whose page may have the same place; this one tells more.
        writer.write_file(
            series.save_as,
            generator.get_template("series"),
            generator.context,
            relative_urls=generator.settings["RELATIVE_URLS"],
            override_output=True,
            url=series.url,
            this_series=series,
            page_name=series.save_as.removesuffix(".html"),
        )
        if series.feed_url:
            writer.write_feed(
                sorted((part.article for part in series.published), key=lambda a: a.date, reverse=True),
                generator.context,
                series.feed_url,
                feed_title=series.title,
                override_output=True,
            )


def _series_files(generator: ArticlesGenerator) -> list[Path]:
    excluded = [Path(generator.path, name) for name in generator.settings["ARTICLE_EXCLUDES"]]
    roots = [Path(generator.path, name) for name in generator.settings["ARTICLE_PATHS"]]
    files = {file for root in roots for file in root.rglob("series.toml")}
    return sorted(file for file in files if not any(folder in file.parents for folder in excluded))


def _shown(file: Path, content: Path) -> str:
    """Return a file's path as its author knows it: from the folder that holds the content folder."""
    return Path(os.path.relpath(file, content.parent)).as_posix()


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        logger.error("%s", problem)
