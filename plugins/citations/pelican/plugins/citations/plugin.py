"""Pelican's signals: readers that cite, `references` on posts and pages, files and a page for them."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader, parse_path_metadata
from pelican.utils import memoized
from pelican.writers import Writer

from apa7.bibliography.cache import Cache
from apa7.bibliography.library import Library
from apa7.bibliography.places import FOLDER
from apa7.bibliography.shelf import Shelf
from apa7.errors import CitationsError, show_path
from apa7.export import ReferenceFile, list_files, write_file
from apa7.model import Work

from .printed import find_printed
from .reader import log_problems, with_citations
from .review import review_works
from .settings import Settings, read_settings
from .summaries import unlink
from .union import CitedWork, cited_works, unite
from .works import Verbatim, list_citing, list_contents, write_works

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"

_SITE = "_CITATIONS_SITE"


class Site(NamedTuple):
    """What a build must know everywhere: the settings, and the .bib files that were read."""

    settings: Settings
    shelf: Shelf


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(wrap_readers)
    signals.content_object_init.connect(unlink_summary)
    signals.article_generator_init.connect(offer_template)
    signals.all_generators_finalized.connect(check_uncited)
    signals.all_generators_finalized.connect(announce_files)
    signals.article_writer_finalized.connect(write_files)


def wrap_readers(generator: Generator) -> None:
    """Make every Markdown reader one that cites, after all plugins have chosen theirs."""
    settings, readers = generator.settings, generator.readers
    if _SITE not in settings:
        try:
            chosen = read_settings(settings)
            shelf = Shelf(chosen.content, chosen.bibliography, Cache(FOLDER), chosen.capitals)
            settings[_SITE] = Site(chosen, shelf)
        except CitationsError as error:
            logger.error("%s", error)
            settings[_SITE] = None
    site = settings[_SITE]
    if site is None:
        return
    site.shelf.forget_posts()
    wrapped: dict[type, type] = {}
    for extension, reader_class in list(readers.reader_classes.items()):
        if reader_class and issubclass(reader_class, MarkdownReader):
            if reader_class not in wrapped:
                plain = reader_class.read is MarkdownReader.read
                wrapped[reader_class] = with_citations(
                    reader_class, site.settings, site.shelf, read_path, plain=plain
                )
            readers.reader_classes[extension] = wrapped[reader_class]
            readers.readers[extension] = wrapped[reader_class](settings)


def read_path(path: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Return what the path of a file in the content folder says of a post."""
    return dict(parse_path_metadata(source_path=path, settings=settings))


def unlink_summary(content: Content) -> None:
    """Keep links and ids of citations out of a summary that is cut from the text."""
    if isinstance(getattr(content, "references", None), tuple):
        # As Pelican's own, down to the memory that other plugins clear when they change a summary.
        content.get_summary = memoized(_summarise).__get__(content, type(content))


def _summarise(content: Content, siteurl: str) -> str:
    summary: str = vars(Content)["get_summary"].func(content, siteurl)
    return unlink(summary)


def check_uncited(generators: list[Any]) -> None:
    """Tell files whose citations are printed as they are typed, because no reader of ours reads them."""
    site: Site | None = generators[0].settings.get(_SITE)
    foreign: dict[type, list[str]] = defaultdict(list)
    # A file that its reader could not read is there, too, as None.
    for place, content in sorted(generators[0].context["generated_content"].items()) if site else ():
        path = Path(generators[0].settings["PATH"], place)
        suffix = path.suffix.removeprefix(".")
        reader = generators[0].readers.reader_classes.get(suffix)
        if reader is None or site is None or hasattr(reader, "cites"):
            continue
        if suffix in MarkdownReader.file_extensions:
            foreign[reader].append(show_path(path))
        elif content is not None:
            texts = f"{content._content}\n\n{content.metadata.get('summary', '')}"
            written = path.read_text("utf-8-sig", "replace")
            if problem := find_printed(texts, show_path(path), written, site.shelf.library_for(path)):
                logger.error("%s", problem)
            log_problems(site.shelf.problems)
    for reader, paths in foreign.items():
        logger.error(
            "%s%s: nothing is cited, because %s.%s %s. "
            "Uninstall the plugin that brings it, or the plugin citations.",
            paths[0],
            f" and {len(paths) - 1} more" if len(paths) > 1 else "",
            reader.__module__,
            reader.__qualname__,
            "has taken the place of the reader that this plugin chose"
            if issubclass(reader, MarkdownReader)
            else "reads Markdown here and takes no extensions of Python-Markdown",
        )


def offer_template(generator: ArticlesGenerator) -> None:
    """Let a theme without `works.html` use the plugin's."""
    from jinja2 import FileSystemLoader

    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))


def announce_files(generators: list[Any]) -> None:
    """Set `reference_files` on posts and pages; for all, `bibliography_of`, `review_works`, `works_url`."""
    context = generators[0].context
    site: Site | None = generators[0].settings.get(_SITE)
    if site is None:
        return
    settings, shelf = site

    def library_for(content: Any) -> Library:
        return shelf.library_of(Path(content.source_path))

    def bibliography_of(articles: Iterable[Any]) -> tuple[CitedWork, ...]:
        return unite(articles, library_for)

    context["bibliography_of"] = bibliography_of
    context["review_works"] = partial(review_works, shelf, list_contents(context))
    for content in list_citing(context):
        slug = content.slug if isinstance(content, Article) else ""
        content.reference_files = list_files(content.save_as, slug)
    if settings.works_save_as and any(content.status == "published" for content in list_citing(context)):
        context["works_url"] = settings.works_save_as.removesuffix("index.html")


def write_files(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the references of each post and page beside it, and the page with all works cited."""
    context, site = generator.context, generator.settings.get(_SITE)
    if site is None:
        return
    settings, shelf = site
    for content in list_citing(context):
        library = shelf.library_of(Path(content.source_path))
        works = [work for _, work in cited_works(content, library)]
        _write_all(content.reference_files, works, writer, context)
    save_as = settings.works_save_as
    if "works_url" not in context:
        return
    taken = next((content for content in list_contents(context) if content.save_as == save_as), None)
    if taken:
        logger.error(
            "%s is published at %s, where the page with all works cited belongs. "
            "Give it another slug, or set CITATIONS_WORKS_SAVE_AS.",
            show_path(taken.source_path),
            save_as,
        )
        return
    write_works(generator, writer, shelf, save_as)


def _write_all(
    files: Iterable[ReferenceFile], works: list[Work], writer: Writer, context: dict[str, Any]
) -> None:
    for file in files:
        writer.write_file(file.url, Verbatim(write_file(file, works)), context)
