"""Pelican's signals: readers that cite, `references` on posts and pages, files and a page for them."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from os.path import relpath
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
from apa7.page.markdown import CitationsExtension
from apa7.page.mistakes import DEEPEST
from apa7.page.source import Source

from .printed import find_printed
from .settings import Settings, read_settings
from .union import CitedWork, cited_works, unite

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"

_SITE = "_CITATIONS_SITE"
_SECTION = re.compile(r'<section(?=[^<>]*class="references")[^<>]*>')
_CITATION = re.compile(r'<a (?=[^<>]*class="citation")[^<>]*>')


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
            settings[_SITE] = Site(chosen, Shelf(chosen.content, chosen.bibliography, Cache(FOLDER)))
        except CitationsError as error:
            logger.error("%s", error)
            settings[_SITE] = None
    site = settings[_SITE]
    if site is None:
        return
    wrapped: dict[type, type] = {}
    for extension, reader_class in list(readers.reader_classes.items()):
        if reader_class and issubclass(reader_class, MarkdownReader):
            if reader_class not in wrapped:
                wrapped[reader_class] = _make_reader(reader_class, site)
            readers.reader_classes[extension] = wrapped[reader_class]
            readers.readers[extension] = wrapped[reader_class](settings)


def unlink_summary(content: Content) -> None:
    """Keep links and ids of citations out of a summary that is cut from the text."""
    if isinstance(getattr(content, "references", None), tuple):
        # As Pelican's own, down to the memory that other plugins clear when they change a summary.
        content.get_summary = memoized(_summarise).__get__(content, type(content))


def _summarise(content: Content, siteurl: str) -> str:
    summary: str = vars(Content)["get_summary"].func(content, siteurl)
    return _unlink(summary)


def _unlink(html: str) -> str:
    return _take_out(_take_out(html, _SECTION, "</section>", keep=False), _CITATION, "</a>", keep=True)


def _take_out(html: str, opening: re.Pattern[str], end: str, *, keep: bool) -> str:
    """Take elements out of HTML, and keep what is in them or not."""
    parts, at = [], 0
    while (match := opening.search(html, at)) and (close := html.find(end, match.end())) >= 0:
        parts += [html[at : match.start()], html[match.end() : close] if keep else ""]
        at = close + len(end)
    return "".join([*parts, html[at:]])


def check_uncited(generators: list[Any]) -> None:
    """Tell files whose citations are printed as they are typed, because no reader of ours reads them."""
    site: Site | None = generators[0].settings.get(_SITE)
    foreign: dict[type, list[str]] = defaultdict(list)
    # A file that its reader could not read is there, too, as None.
    for place, content in sorted(generators[0].context["generated_content"].items()) if site else ():
        path = Path(generators[0].settings["PATH"], place)
        suffix = path.suffix.removeprefix(".")
        reader = generators[0].readers.reader_classes.get(suffix)
        if reader is None or site is None or issubclass(reader, MarkdownReader):
            continue
        if suffix in MarkdownReader.file_extensions:
            foreign[reader].append(show_path(path))
        elif content is not None:
            texts = f"{content._content}\n\n{content.metadata.get('summary', '')}"
            written = path.read_text("utf-8-sig", "replace")
            if problem := find_printed(texts, show_path(path), written, site.shelf.library_for(path)):
                logger.error("%s", problem)
            _log(site.shelf.problems)
    for reader, paths in foreign.items():
        logger.error(
            "%s%s: nothing is cited, because %s.%s reads Markdown here and takes no extensions of "
            "Python-Markdown. Uninstall the plugin that brings it, or the plugin citations.",
            paths[0],
            f" and {len(paths) - 1} more" if len(paths) > 1 else "",
            reader.__module__,
            reader.__qualname__,
        )


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

        def __init__(self, settings: dict[str, Any]) -> None:
            self._citations = CitationsExtension(report=False, heading=chosen.heading)
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._citations]
            super().__init__({**settings, "MARKDOWN": {**markdown, "extensions": extensions}})

        def read(self, source_path: Any) -> tuple[str, dict[str, Any]]:
            path, citations = Path(source_path), self._citations
            lines = path.read_text("utf-8-sig", "replace").splitlines()
            source = Source(lines, show_path(path), headed=True)
            citations.expect(source, shelf.library_for(path), self._language(path))
            _log(shelf.problems)
            try:
                content, metadata = super().read(source_path)
            except RecursionError:
                raise CitationsError(DEEPEST) from None
            _log(citations.problems)
            if not citations.text_only:
                # This reader has its own way with metadata, and made pages of them.
                formatted = {name: metadata.get(name) for name in self.settings["FORMATTED_FIELDS"]}
                metadata |= {name: _unlink(text) for name, text in formatted.items() if text}
            return content, {**metadata, "references": citations.references}

        def _language(self, path: Path) -> str:
            """Return the language of a post that doesn't say it itself: its path's, or the site's."""
            place = relpath(path, chosen.content)
            named = parse_path_metadata(source_path=place, settings=self.settings)
            default = self.settings["DEFAULT_METADATA"].get("lang", self.settings["DEFAULT_LANG"])
            return str(named.get("lang", default))

        def _parse_metadata(self, meta: dict[str, Any]) -> dict[str, Any]:
            """Let summaries have citations without links, and the letters of the text."""
            self._citations.text_only = True
            metadata: dict[str, Any] = super()._parse_metadata(meta)
            return metadata

    # Pelican makes the metadata `reader` of the class' name.
    CitingReader.__name__ = reader_class.__name__
    return CitingReader


def _log(problems: list[Any]) -> None:
    """Log problems, once each."""
    for problem in sorted(set(problems)):
        logger.log(problem.level, "%s", problem)
    problems.clear()
