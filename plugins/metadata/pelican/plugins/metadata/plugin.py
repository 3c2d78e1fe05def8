"""Pelican's signals."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader, parse_path_metadata
from pelican.writers import Writer

from guards.tables import read_sheet
from guards.words import shorten

from .anchors import name_anchors
from .cite_this import write_reference
from .dates import find_ambiguous_date
from .entries import find_full_text, list_unshown
from .errors import Problem, SettingsError, line_of, show
from .exports import list_files, list_pdf, write_file
from .feeds import enrich_feed, enrich_item
from .head import link_feed, write_head, write_page_head
from .header.signs import find_line
from .json_feed import write_json_feed
from .languages import choose_marked, with_languages
from .model import Person, Site
from .outline import count_minutes, link_sections, list_sections
from .people import join_suffixes, read_people, split_name
from .prose import cut_prose, write_prose
from .record import describe, encode, join_lines, read_origin, read_own_doi, read_own_id, tag_language
from .settings import MetadataSettings, check_siteurl
from .signposting import write_headers
from .titles import clean_title

logger = logging.getLogger(__name__)

# What many feeds need, on a build's context: its articles by their addresses.
ARTICLES = "_METADATA_ARTICLES"

PUBLIC = ("published", "hidden")
# The words of an abstract where the site lets Pelican's summaries be whole posts.
WORDS = 50


class Verbatim:
    """A text that Pelican's writer can write as it writes a page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, _context: Any) -> str:
        """Return the text."""
        return self.text


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(check_settings)
    signals.generator_init.connect(wrap_readers)
    signals.content_object_init.connect(prepare)
    signals.article_generator_finalized.connect(mark_terms)
    signals.all_generators_finalized.connect(describe_posts)
    signals.feed_generated.connect(describe_feed)
    signals.article_writer_finalized.connect(write_files)


def check_settings(pelican: Any) -> None:
    """Tell a bad setting and go on with the default."""
    try:
        MetadataSettings.read(pelican.settings)
    except SettingsError as error:
        logger.error("%s", error)
        pelican.settings.pop("METADATA_JSON_FEED", None)
    if pelican.settings.get("METADATA_PDF") and find_spec("weasyprint") is None:
        logger.error("METADATA_PDF needs WeasyPrint: pip install 'pelican-scholarly-metadata[pdf]'.")
        pelican.settings["METADATA_PDF"] = False
    try:
        check_siteurl(pelican.settings)
    except SettingsError as error:
        logger.error("%s", error)


def wrap_readers(generator: Generator) -> None:
    """Let every reader keep at home what looks like a draft, and those of Markdown read any header whole.

    When generators begin, all plugins have chosen their readers.
    """
    from .header.reader import with_header, with_judgement

    readers = generator.readers
    for extension, reader in list(readers.reader_classes.items()):
        # "static" stands for files that are copied as they are.
        if reader and extension != "static":
            markdown = issubclass(reader, MarkdownReader)
            wrap = with_header if markdown else with_judgement
            inner = with_languages(with_suffixes(reader), markdown=markdown)
            readers.reader_classes[extension] = wrap(inner, read_path)
            readers.readers[extension] = readers.reader_classes[extension](generator.settings)


def read_path(path: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Return what the path of a file in the content folder says of a post."""
    return dict(parse_path_metadata(source_path=path, settings=settings))


def with_suffixes(reader: Any) -> Any:
    """Return a reader class that extends another one: in a list of authors, "Jr." is no author."""

    class SuffixesReader(reader):  # type: ignore[misc]
        def process_metadata(self, name: str, value: Any) -> Any:
            # Pelican parts a text at its commas only where it has no semicolon.
            if name == "authors" and not (isinstance(value, str) and ";" in value):
                value = join_suffixes(value.split(",") if isinstance(value, str) else value)
            return super().process_metadata(name, value)

    # Pelican makes the metadata `reader` of the class' name.
    SuffixesReader.__name__ = reader.__name__
    return SuffixesReader


def prepare(content: Any) -> None:
    """Make HTML of a title that is none, name anchors, and set ``plain_title`` and ``plain_summary``."""
    title = getattr(content, "title", None)
    if isinstance(title, str) and isinstance(content, Article | Page):
        content._content = name_anchors(content._content or "")
        if "title" not in content.settings["FORMATTED_FIELDS"]:
            content.title = content.metadata["title"] = clean_title(title)
        content.plain_title = write_prose(content.title)
        content.plain_summary = summarise(content)


def mark_terms(generator: ArticlesGenerator) -> None:
    """List a tag with its words in another language marked, if any post marks them."""
    if marked := choose_marked(generator.articles):
        generator.tags = {marked.get(tag.slug, tag): posts for tag, posts in generator.tags.items()}
        generator.context["tags"] = [*generator.tags.items()]


def summarise(content: Any) -> str:
    """Return what a post or page says of itself as plain prose: its summary, or how its text begins."""
    written = getattr(content, "_summary", None) or content.metadata.get("summary")
    if written:
        return write_prose(str(written))
    return cut_prose(write_prose(content._content or ""), content.settings["SUMMARY_MAX_LENGTH"] or WORDS)


def describe_posts(generators: list[Any]) -> None:
    """Set ``article.record`` and the context's ``page_head``, once all plugins have set theirs."""
    generator = next(g for g in generators if isinstance(g, ArticlesGenerator))
    context, settings = generator.context, generator.settings
    site = read_site(context)
    feed = link_feed(site, MetadataSettings.read(settings).json_feed)
    people_file = Path(generator.path, "people.toml")
    people, problems = read_people(read_sheet(people_file), show(people_file, generator.path))
    tell(problems)
    context["person_of"] = partial(find_person, people)
    context.update(sections_of=list_sections, minutes_of=count_minutes, with_anchors=link_sections)
    context["page_head"] = partial(
        write_page_head, site, feed, context["person_of"], partial(find_card, context)
    )

    def find_url(path: str) -> str | None:
        static = context["static_content"].get(path)
        return static.url if static else None

    write = partial(write_head, feed=feed)
    ids: dict[str, Article] = {}
    for content in context["generated_content"].values():
        # Other plugins may have written it since.
        if isinstance(content, Article | Page):
            content.plain_summary = summarise(content)
    for article in list_articles(context):
        check_identity(article)
        record = describe(article, site, people, find_url)
        exports = list_files(article.save_as, article.slug) if article.status in PUBLIC else ()
        record = replace(record, exports=exports, cite_this=write_reference(record))
        if site.pdf and article.status in PUBLIC:
            record = replace(record, pdf=list_pdf(article.save_as, article.slug))
            if record.series:
                series = article.series
                record = replace(record, series_pdf=list_pdf(series.save_as, series.slug))
        article.record = replace(record, write=write, sign=write_headers)
        file = Path(article.source_path)
        text = file.read_text("utf-8-sig")
        if date := find_ambiguous_date(text):
            message = f'"{date}" is read as {article.date:%Y-%m-%d}. Write the date so, year first.'
            tell([Problem(show(file, generator.path), line_of(text, date), message)])
        twin = ids.setdefault(record.id, article)
        if twin is not article:
            other = show(Path(twin.source_path), generator.path)
            line = find_line(text, "id" if article.metadata.get("id") else "formerly")
            message = f"this post has the same id as {other}. Give it another, or remove its id."
            if not article.metadata.get("id"):
                message = f"this post has the same id as {other}, by its line Formerly: or that of the other."
            tell([Problem(show(file, generator.path), line, message)])


def find_card(context: dict[str, Any], url: str) -> Any:
    """Return the card of a page that is no post, or the site's; None without the plugin that makes them."""
    cards = context.get("cards")
    return (cards.get(url) or cards.get("")) if isinstance(cards, dict) else None


def find_person(people: dict[str, Person], name: str) -> Person:
    """Return who is called by a name."""
    return people.get(name) or split_name(name)


def check_identity(article: Article) -> None:
    """Tell an id, or a former file, that is none; without it, the post has the id of its file."""
    file, content = Path(article.source_path), Path(article.settings["PATH"])
    for key, read, message in (
        (
            "formerly",
            read_origin,
            'Formerly: "{}" is no file in {}/. Write where the post was in that folder, such as '
            "old-series/1-first.md.",
        ),
        (
            "doi",
            read_own_doi,
            '"{}" is no DOI. Write it as 10.5555/abc123, or as https://doi.org/10.5555/abc123.',
        ),
        ("id", read_own_id, '"{}" is no id. Write a UUID, or remove the line: without it the post has one.'),
    ):
        try:
            read(article)
        except ValueError:
            said = shorten(join_lines(article.metadata.pop(key)))
            line = find_line(file.read_text("utf-8-sig"), key)
            tell([Problem(show(file, str(content)), line, message.format(said, content.name))])


def describe_feed(context: dict[str, Any], feed: Any) -> None:
    """Give a feed and its entries ids, languages, authors and absolute links."""
    site = read_site(context)
    if ARTICLES not in context:
        context[ARTICLES] = {article.record.url: article for article in list_articles(context)}
    for item in feed.items:
        article = context[ARTICLES].get(encode(item["link"].removesuffix("?ref=feed")))
        if article is not None:
            full_text = find_full_text(context, article)
            summary = str(article.metadata.get("summary", ""))
            enrich_item(item, article.record, full_text, summary, list_unshown(article))
    enrich_feed(feed, site, feed.feed["feed_url"] or feed.feed["link"])


def write_files(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the citation files beside each post, and the JSON Feed."""
    context = generator.context
    for article in list_articles(context):
        for file in article.record.exports:
            writer.write_file(file.url, Verbatim(write_file(article.record, file)), context)
    if read_site(context).pdf:
        from .printed.files import Printer
        from .printed.press import LibraryError

        series = context.get("series") or ()
        try:
            Printer(generator, context["SITEURL"].rstrip("/")).write(list_articles(context), series)
        except LibraryError as error:
            logger.error("%s", error)
    path = MetadataSettings.read(generator.settings).json_feed
    if path:
        listed = sorted(
            chain(generator.articles, generator.translations), key=lambda article: article.date, reverse=True
        )
        posts = [
            (article.record, find_full_text(context, article))
            for article in listed[: generator.settings["FEED_MAX_ITEMS"]]
        ]
        subtitle = context.get("SITESUBTITLE") or ""
        writer.write_file(path, Verbatim(write_json_feed(read_site(context), path, subtitle, posts)), context)


def read_site(context: dict[str, Any]) -> Site:
    """Return the site as the settings name it."""
    language, pdf = tag_language(context["DEFAULT_LANG"]), bool(context.get("METADATA_PDF"))
    return Site(context["SITENAME"], context["SITEURL"].rstrip("/"), language, pdf)


def list_articles(context: dict[str, Any]) -> list[Any]:
    """Return every post of the build, drafts too, in the order of their files."""
    contents = context["generated_content"]
    return [contents[path] for path in sorted(contents) if isinstance(contents[path], Article)]


def tell(problems: Iterable[Problem]) -> None:
    """Log what is wrong, each mistake at its place."""
    for problem in problems:
        logger.log(logging.ERROR if problem.grave else logging.WARNING, "%s", problem)
