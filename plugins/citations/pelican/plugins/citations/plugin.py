"""Pelican's signals: readers that cite, `references` on posts and pages, files and a page for them."""

import logging
import re
from collections.abc import Iterable
from functools import cache, partial
from os.path import relpath
from pathlib import Path
from typing import Any, NamedTuple

from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader, Readers, parse_path_metadata
from pelican.writers import Writer

from apa7.bibliography.cache import Cache
from apa7.bibliography.library import Library
from apa7.bibliography.places import FOLDER
from apa7.bibliography.shelf import Shelf
from apa7.errors import CitationsError, show_path
from apa7.export import ReferenceFile, list_files, write_file
from apa7.model import Work
from apa7.page.markdown import CitationsExtension

from .settings import Settings, read_settings
from .union import CitedWork, cited_works, unite

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"

_SITE = "_CITATIONS_SITE"
_SECTION = re.compile(r'<section[^>]*class="references".*?</section>', re.DOTALL)
_CITATION = re.compile(r'<a [^>]*class="citation"[^>]*>(.*?)</a>', re.DOTALL)


class Site(NamedTuple):
    """What a build must know everywhere: the settings, and the .bib files that were read."""

    settings: Settings
    shelf: Shelf


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(wrap_readers)
    signals.content_object_init.connect(unlink_summary)
    signals.article_generator_init.connect(offer_template)
    signals.all_generators_finalized.connect(announce_files)
    signals.article_writer_finalized.connect(write_files)


def wrap_readers(readers: Readers) -> None:
    """Make every Markdown reader one that cites."""
    if _SITE not in readers.settings:
        try:
            settings = read_settings(readers.settings)
            shelf = Shelf(settings.content, settings.bibliography, Cache(FOLDER))
            readers.settings[_SITE] = Site(settings, shelf)
        except CitationsError as error:
            logger.error("%s", error)
            readers.settings[_SITE] = None
    site = readers.settings[_SITE]
    if site is None:
        return
    wrapped: dict[type, type] = {}
    for extension, reader_class in list(readers.reader_classes.items()):
        if reader_class and issubclass(reader_class, MarkdownReader):
            if reader_class not in wrapped:
                wrapped[reader_class] = _make_reader(reader_class, site)
            readers.reader_classes[extension] = wrapped[reader_class]


def unlink_summary(content: Content) -> None:
    """Keep links and ids of citations out of a summary that Pelican cuts from the text."""
    if "summary" not in content.metadata and getattr(content, "references", None):
        content.get_summary = partial(_summarise, content.get_summary)


def _summarise(get_summary: Any, siteurl: str) -> str:
    return _CITATION.sub(r"\1", _SECTION.sub("", get_summary(siteurl)))


class Verbatim:
    """A text that Pelican's writer can write as it writes a page."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, _context: Any) -> str:
        """Return the text."""
        return self.text


def offer_template(generator: ArticlesGenerator) -> None:
    """Let a theme without `works.html` use the plugin's."""
    from jinja2 import FileSystemLoader

    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))


def announce_files(generators: list[Any]) -> None:
    """Set `reference_files` on each post and page, and the context's `bibliography_of` and `works_url`."""
    context = generators[0].context
    site: Site | None = generators[0].settings.get(_SITE)
    if site is None:
        return
    settings, shelf = site

    @cache
    def library_for(content: Any) -> Library:
        return shelf.library_for(Path(content.source_path))

    def bibliography_of(articles: Iterable[Any]) -> tuple[CitedWork, ...]:
        return unite(articles, library_for)

    context["bibliography_of"] = bibliography_of
    for content in _citing(context):
        slug = content.slug if isinstance(content, Article) else ""
        content.reference_files = list_files(content.save_as, slug)
    if settings.works_save_as and any(content.status == "published" for content in _citing(context)):
        context["works_url"] = settings.works_save_as.removesuffix("index.html")


def write_files(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the references of each post and page beside it, and the page with all works cited."""
    context, site = generator.context, generator.settings.get(_SITE)
    if site is None:
        return
    settings, shelf = site
    for content in _citing(context):
        library = shelf.library_for(Path(content.source_path))
        works = [work for _, work in cited_works(content, library)]
        _write_all(content.reference_files, works, writer, context)
    save_as = settings.works_save_as
    if "works_url" not in context:
        return
    taken = next((content for content in _contents(context) if content.save_as == save_as), None)
    if taken:
        logger.error(
            "%s is published at %s, where the page with all works cited belongs. "
            "Give it another slug, or set CITATIONS_WORKS_SAVE_AS.",
            show_path(taken.source_path),
            save_as,
        )
        return
    cited = context["bibliography_of"](
        content for content in _citing(context) if content.status == "published"
    )
    files = list_files(save_as)
    _write_all(files, [item.work for item in cited], writer, context)
    writer.write_file(
        save_as,
        generator.get_template("works"),
        context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        url=context["works_url"],
        works=cited,
        reference_files=files,
        page_name=save_as.removesuffix(".html"),
    )


def _write_all(
    files: Iterable[ReferenceFile], works: list[Work], writer: Writer, context: dict[str, Any]
) -> None:
    for file in files:
        writer.write_file(file.url, Verbatim(write_file(file, works)), context)


def _contents(context: dict[str, Any]) -> list[Any]:
    """Return every post and page of the build in the order of their files."""
    contents = context["generated_content"]
    return [contents[path] for path in sorted(contents) if contents[path] is not None]


def _citing(context: dict[str, Any]) -> list[Any]:
    """Return the posts and pages that readers can visit and that cite something."""
    return [
        content
        for content in _contents(context)
        if content.status in ("published", "hidden")
        and isinstance(getattr(content, "references", None), tuple)
        and content.references
    ]


def _make_reader(reader_class: Any, site: Site) -> type:
    chosen, shelf = site

    class CitingReader(reader_class):  # type: ignore[misc] # the class is known at run time only
        """Converts a post with the extension, its own bibliography and its own messages."""

        settings: dict[str, Any]

        def read(self, source_path: Any) -> tuple[str, dict[str, Any]]:
            path = Path(source_path)
            self._citations = CitationsExtension(
                shelf.library_for(path),
                show_path(path),
                report=False,
                heading=chosen.heading,
                lang=self._language(path),
            )
            _log(shelf.problems)
            settings, markdown = self.settings, self.settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._citations]
            self.settings = {**settings, "MARKDOWN": {**markdown, "extensions": extensions}}
            try:
                content, metadata = super().read(source_path)
            finally:
                self.settings = settings
            _log(self._citations.problems)
            return content, metadata

        def _language(self, path: Path) -> str:
            """Return the language of a post that doesn't say it itself: its path's, or the site's."""
            place = relpath(path, chosen.content)
            named = parse_path_metadata(source_path=place, settings=self.settings)
            default = self.settings["DEFAULT_METADATA"].get("lang", self.settings["DEFAULT_LANG"])
            return str(named.get("lang", default))

        def _parse_metadata(self, meta: dict[str, Any]) -> dict[str, Any]:
            """Keep the text's references, then let summaries have citations without links."""
            references = self._citations.references
            self._citations.text_only = True
            metadata: dict[str, Any] = super()._parse_metadata(meta)
            metadata["references"] = references
            return metadata

    return CitingReader


def _log(problems: list[Any]) -> None:
    """Log problems, once each."""
    for problem in sorted(set(problems)):
        logger.error("%s", problem)
    problems.clear()
