"""Pelican's signals."""

import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import order_content, slugify
from pelican.writers import Writer

from guards.catalogues import Catalogues
from guards.tables import read_sheet
from guards.words import Lines

from .addresses import note_former, place_languages
from .assembly import Frame, Posts, assemble, attach
from .errors import Problem, SettingsError, line_of_key, show
from .linking import FOUND, settle_all
from .model import Series
from .outline import Outline, read_outline
from .references import find_broken_links
from .settings import SeriesSettings
from .translations import choose_original, find_versions

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"
SETTINGS = ("SERIES_URL", "SERIES_SAVE_AS", "SERIES_FEED_ATOM")
# Pelican's setting, and where the site's own value of it waits.
TRANSLATION_ID = "ARTICLE_TRANSLATION_ID"
KEPT = "_SERIES_TRANSLATION_ID"
# Whether the site's posts in another language have addresses by our rule.
PLACED = "_SERIES_PLACED"
# Where the series of a build are by the addresses of their feeds, on its context.
FEEDS = "_SERIES_FEEDS"
# Where the posts of a build are listed: those that stand for all their versions, and the others.
LISTS = (
    ("articles", "translations"),
    ("hidden_articles", "hidden_translations"),
    ("drafts", "drafts_translations"),
)
TAXONOMIES = (("tags", "tags"), ("authors", "authors"), ("category", "categories"))


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(check_settings)
    signals.initialized.connect(take_translations)
    signals.article_generator_pretaxonomy.connect(arrange_translations)
    signals.article_generator_init.connect(offer_template)
    signals.article_generator_init.connect(offer_words)
    signals.article_generator_finalized.connect(gather_series)
    # Pages are read after posts.
    signals.page_generator_finalized.connect(settle_links)
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


def take_translations(pelican: Any) -> None:
    """Keep Pelican from taking for translations all posts of one name, in whichever series; place them."""
    pelican.settings.setdefault(KEPT, pelican.settings[TRANSLATION_ID])
    pelican.settings[TRANSLATION_ID] = None
    pelican.settings[PLACED] = place_languages(pelican.settings, DEFAULT_CONFIG)


def arrange_translations(generator: ArticlesGenerator) -> None:
    """Set each article's ``translations``; in lists, archives and feeds one version stands for all."""
    folders = {file.parent.relative_to(generator.path).as_posix() for file in _series_files(generator)}
    posts = sorted(_posts(generator), key=lambda post: (post.slug, post.relative_source_path))
    versions = find_versions(posts, folders, generator.settings[KEPT])
    generator.series_versions = versions
    for slip in versions.slips:
        file = Path(slip.post.source_path)
        line = line_of_key(file.read_text("utf-8-sig"), slip.line)
        _tell([Problem(show(file, Path(generator.path)), line, slip.message)])
    if generator.settings[PLACED]:
        note_former(posts, DEFAULT_CONFIG["ARTICLE_LANG_URL"])
    for names, status in zip(LISTS, ("published", "hidden", "draft"), strict=True):
        originals: list[Any] = []
        others: list[Any] = []
        for post in (post for post in posts if post.status == status):
            same = [one for one in versions.of(post.relative_source_path) if one.status == status]
            post.translations = [one for one in same if one is not post]
            post.original = choose_original(same)
            (originals if post is post.original else others).append(post)
        for name, found in zip(names, (originals, others), strict=True):
            setattr(generator, name, order_content(found, generator.settings["ARTICLE_ORDER_BY"]))
    list_translations(generator)


def list_translations(generator: ArticlesGenerator) -> None:
    """List a translation where no version of it is: under tags, authors and categories of its own."""
    for post in generator.translations:
        original = choose_original([post, *post.translations])
        for attribute, name in TAXONOMIES:
            for term in _terms(post, attribute):
                if term not in _terms(original, attribute):
                    getattr(generator, name)[term].append(post)


def sort_terms(generator: ArticlesGenerator) -> None:
    """Put what tags, authors and categories list in order, now that translations are among it."""
    for _, name in TAXONOMIES:
        for _, posts in dict(getattr(generator, name)).items():
            order_content(posts, generator.settings["ARTICLE_ORDER_BY"])


def offer_template(generator: ArticlesGenerator) -> None:
    """Let a theme without ``series.html`` use the plugin's."""
    from jinja2 import FileSystemLoader

    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))


def offer_words(generator: ArticlesGenerator) -> None:
    """Let a theme speak the languages that it has catalogues for: ``locale/mi.po``."""

    def tell(file: Path, message: str) -> None:
        logger.error("%s:%s", show(file, Path(generator.path)), message)

    catalogues = Catalogues(Path(generator.settings["THEME"], "locale"), tell)
    generator.context.update(
        say_in=catalogues.say, count_in=catalogues.count, interface_language=catalogues.choose
    )


def gather_series(generator: ArticlesGenerator) -> None:
    """Read each ``series.toml``; set ``article.series``, ``article.part`` and the context's ``series``."""
    settings = SeriesSettings.read(generator.settings)
    content = Path(generator.path)
    sort_terms(generator)
    shown = {"published", "draft"} if settings.drafts else {"published"}
    articles = {post.relative_source_path: post for post in _posts(generator)}
    outlines = _series_files(generator)
    children = (child for file in outlines for child in file.parent.rglob("*") if child.is_file())
    posts = Posts(
        published={path: post for path, post in articles.items() if post.status in shown},
        withheld={path: post for path, post in articles.items() if post.status not in shown},
        files={child.relative_to(content).as_posix() for child in children},
        versions=generator.series_versions,
    )
    found: dict[str, tuple[Series, Outline, str]] = {}
    for file in outlines:
        folder = file.parent.relative_to(content).as_posix()
        outline = read_outline(read_sheet(file), show(file, content))
        _tell(outline.problems)
        if not outline.title:
            continue
        slug = _slugify(generator.settings, file.parent.name)
        frame = Frame(folder, slug, show(file, content), generator.settings["DEFAULT_LANG"])
        series, problems = assemble(outline, frame, posts, settings)
        _tell(problems)
        if series.slug in found:
            twin, _, _ = found[series.slug]
            logger.error("%s:1: %s has a folder of the same name. Rename one.", series.source, twin.source)
            continue
        found[series.slug] = series, outline, folder
    attach(found.values(), posts)
    generator.context[FOUND] = [*found.values()]
    generator.context["series"] = tuple(series for series, _, _ in found.values() if series.published)


def settle_links(generator: Generator) -> None:
    """Let links by name lead to posts and series, and links to where posts were to where they are."""
    # A part of a build has not read everything.
    part = "PART" in generator.settings
    content = Path(generator.path)
    _tell(settle_all(generator.context, content, partial(_slugify, generator.settings), part=part))


def check_references(generators: list[Any]) -> None:
    """Tell links between posts that lead nowhere, or to a draft."""
    context = generators[0].context
    known = context["generated_content"]
    for _, content in sorted(known.items()):
        broken = [*find_broken_links(content, known, context["static_content"])] if content else []
        if broken:
            file = Path(content.source_path)
            lines = Lines(file.read_text("utf-8-sig"))
            shown = show(file, Path(context["PATH"]))
            _tell(Problem(shown, lines.find(target), message) for target, message in broken)


def describe_feed(context: dict[str, Any], feed: Any) -> None:
    """Give a series' feed the title, abstract, language and landing page of its series."""
    if FEEDS not in context:
        context[FEEDS] = {
            f"{context['FEED_DOMAIN']}/{series.feed_url}": series
            for series in context.get("series", ())
            if series.feed_url
        }
    series = context[FEEDS].get(feed.feed["feed_url"])
    if series:
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
            # After a page, Pelican takes its place for that from which all relative links start.
            generator.context["localsiteurl"] = generator.settings["SITEURL"]
            writer.write_feed(
                sorted((part.article for part in series.published), key=lambda a: a.date, reverse=True),
                generator.context,
                series.feed_url,
                feed_title=series.title,
                override_output=True,
            )


def _posts(generator: ArticlesGenerator) -> list[Any]:
    return [post for names in LISTS for name in names for post in getattr(generator, name)]


def _slugify(settings: Any, name: str) -> str:
    return str(
        slugify(
            name,
            regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
            preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
        )
    )


def _terms(post: Any, attribute: str) -> list[Any]:
    found = getattr(post, attribute, [])
    return found if isinstance(found, list) else [found]


def _series_files(generator: ArticlesGenerator) -> list[Path]:
    excluded = [Path(generator.path, name) for name in generator.settings["ARTICLE_EXCLUDES"]]
    roots = [Path(generator.path, name) for name in generator.settings["ARTICLE_PATHS"]]
    part = generator.settings.get("PART")
    if part:
        read = {Path(generator.path, name).parent for name in part["read"]}
        folders = {folder for place in read for folder in (place, *place.parents)}
        files = {file for folder in folders if (file := folder / "series.toml").is_file()}
        files = {file for file in files if any(file.is_relative_to(root) for root in roots)}
    else:
        files = {file for root in roots for file in root.rglob("series.toml")}
    return sorted(file for file in files if not any(folder in file.parents for folder in excluded))


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        logger.log(logging.ERROR if problem.grave else logging.WARNING, "%s", problem)
