"""Pelican's signals."""

import logging
from collections.abc import Iterable
from functools import partial
from html import escape
from itertools import chain
from os.path import relpath
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup
from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, StaticGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.readers import MarkdownReader

from guards.catalogues import Catalogues
from guards.words import Lines

from .attribution import attribute, name_terms, write_rights
from .errors import Problem, SettingsError, line_of
from .feeds import license_feed
from .images import Gallery, check_files, credit_images, find_cover
from .licences import ALL_RIGHTS_RESERVED, UnknownLicenceError, find_licence
from .model import Attribution, ImageCredit, Licence
from .settings import LicenceSettings

logger = logging.getLogger(__name__)

LOCALE = Path(__file__).parent / "locale"

# Where all generators of a build keep the images, on the context of Pelican's templates.
GALLERY = "_licence_gallery"

# What is put into images, on the same context: other plugins make smaller ones of them.
SIGNATURES = "picture_credits"

# Where the articles of a build are by their addresses, on its context: there are many feeds.
ARTICLES = "_LICENCE_ARTICLES"


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(check_settings)
    signals.generator_init.connect(wrap_readers)
    signals.article_generator_finalized.connect(license_articles)
    signals.page_generator_finalized.connect(license_pages)
    signals.article_generator_finalized.connect(check_readers)
    signals.static_generator_init.connect(sign_files)
    signals.all_generators_finalized.connect(offer_signatures)
    signals.feed_generated.connect(describe_feed)


def check_settings(pelican: Any) -> None:
    """Tell a bad setting and go on with all rights reserved, which gives nothing away by mistake."""
    try:
        LicenceSettings.read(pelican.settings)
    except SettingsError as error:
        logger.error("%s", error)
        pelican.settings["LICENCE"] = ALL_RIGHTS_RESERVED
        pelican.settings.pop("LICENSE", None)


def wrap_readers(generator: Generator) -> None:
    """Make figures of the images in Markdown, whichever class reads it when all plugins have chosen."""
    readers, context = generator.readers, generator.context
    # An image that several posts and pages show is read once a build.
    gallery = context.setdefault(GALLERY, Gallery(Path(generator.settings["PATH"])))
    for extension, reader in list(readers.reader_classes.items()):
        if reader and issubclass(reader, MarkdownReader):
            readers.reader_classes[extension] = with_figures(reader, gallery)
            readers.readers[extension] = readers.reader_classes[extension](generator.settings)


def with_figures(reader: Any, gallery: Gallery) -> Any:
    """Return a reader class that extends another one by figures and the post's images.

    Args:
        reader: The class.
        gallery: Where the images of the build are.
    """

    class FiguresReader(reader):  # type: ignore[misc]
        credits_images = True

        def __init__(self, settings: dict[str, Any]) -> None:
            from .figures import FiguresExtension

            licence = LicenceSettings.read(settings).licence
            self._figures = FiguresExtension(gallery, licence)
            markdown = settings["MARKDOWN"]
            extensions = [*markdown.get("extensions", []), self._figures]
            super().__init__({**settings, "MARKDOWN": {**markdown, "extensions": extensions}})

        def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
            figures = self._figures
            file = Path(source_path)
            figures.source = Path(relpath(file, gallery.content)).as_posix()
            figures.lines = Lines(file.read_text("utf-8-sig"))
            content, metadata = super().read(source_path)
            html = content + str(metadata.get("summary", ""))
            try:
                licence = find_licence(str(metadata["licence"]))
            except (KeyError, UnknownLicenceError):
                licence = figures.site_licence
            cover, alt = find_cover(metadata, figures.source, gallery)
            if cover:
                html += f'<img src="{{static}}/{quote(cover)}" alt="{escape(alt)}">'
            images = credit_images(html, figures.source, licence, gallery)
            if cover and not alt and all(image.path != cover or not image.alt for image in images):
                message = f'nothing says what the cover "{cover}" shows. Write it: "Image-alt: …".'
                tell(
                    [Problem(gallery.show(file), figures.lines.find(Path(cover).name), message, grave=False)]
                )
            tell(check_files(images, figures.lines, gallery.show(file), gallery))
            tell(figures.problems + gallery.problems)
            figures.problems.clear()
            gallery.problems.clear()
            return content, {**metadata, "images": images}

    # Pelican makes the metadata `reader` of the class' name.
    FiguresReader.__name__ = reader.__name__
    return FiguresReader


def license_articles(generator: ArticlesGenerator) -> None:
    """Set ``article.licence``, ``article.attribution`` and ``article.images``."""
    site = LicenceSettings.read(generator.settings).licence
    generator.context["licence"] = site
    catalogues = Catalogues(LOCALE, lambda file, message: logger.error("%s:%s", file, message))
    for article in chain(
        generator.articles,
        generator.translations,
        generator.hidden_articles,
        generator.hidden_translations,
        generator.drafts,
        generator.drafts_translations,
    ):
        article.licence = choose_licence(article, site)
        article.images = getattr(article, "images", ())
        article.attribution = attribute(
            # Another plugin may know better than to remove what looks like a tag.
            getattr(article, "plain_title", None) or Markup(article.title).striptags(),
            [author.name for author in getattr(article, "authors", ())],
            encode(f"{generator.settings['SITEURL']}/{article.url}"),
            article.date.year,
            article.licence,
            partial(catalogues.say, article.lang),
        )


def offer_signatures(generators: list[Generator]) -> None:
    """Let the credit of each image be known, for its file and for those that are made of it."""
    from .publishing import Signatures

    context = generators[0].context
    shown = (
        image
        for content in context["generated_content"].values()
        for image in getattr(content, "images", None) or ()
        if isinstance(image, ImageCredit)
    )
    site = LicenceSettings.read(generators[0].settings).licence
    context[SIGNATURES] = Signatures(context[GALLERY], shown, site)


def sign_files(generator: StaticGenerator) -> None:
    """Put their credits into images when they have been copied."""
    copy = generator.generate_output

    def generate_output(writer: Any) -> None:
        from .publishing import publish_images

        copy(writer)
        context = generator.context
        files = {str(file.relative_source_path): str(file.save_as) for file in context["staticfiles"]}
        before = generator.settings.get("PART", {}).get("before")
        tell(publish_images(context[SIGNATURES], files, Path(generator.output_path), before))

    generator.generate_output = generate_output


def check_readers(generator: ArticlesGenerator) -> None:
    """Tell posts that another kind of reader reads: their images are not looked at."""
    gallery = generator.context[GALLERY]
    foreign: dict[type, list[str]] = {}
    for place in sorted(generator.context["generated_content"]):
        suffix = Path(place).suffix.removeprefix(".")
        reader = generator.readers.reader_classes.get(suffix)
        if reader and suffix in MarkdownReader.file_extensions and not hasattr(reader, "credits_images"):
            foreign.setdefault(reader, []).append(gallery.show(gallery.content / place))
    for reader, posts in foreign.items():
        logger.error(
            "%s%s: images get no credits, because %s.%s %s. "
            "Uninstall the plugin that brings it, or the plugin licence.",
            posts[0],
            f" and {len(posts) - 1} more" if len(posts) > 1 else "",
            reader.__module__,
            reader.__qualname__,
            "has taken the place of the reader that this plugin chose"
            if issubclass(reader, MarkdownReader)
            else "reads Markdown here and takes no extensions of Python-Markdown",
        )


def license_pages(generator: PagesGenerator) -> None:
    """Set ``page.licence``."""
    site = LicenceSettings.read(generator.settings).licence
    for page in chain(
        generator.pages,
        generator.translations,
        generator.hidden_pages,
        generator.hidden_translations,
        generator.draft_pages,
        generator.draft_translations,
    ):
        page.licence = choose_licence(page, site)


def choose_licence(article: Article | Page, site: Licence) -> Licence:
    """Return the licence that a post names, or the site's; tell one that does not exist."""
    written = article.metadata.get("licence")
    misspelt = article.metadata.get("license")
    if misspelt and not written:
        say(article, "license", 'write "Licence:", not "License:", to name this post\'s licence.')
    if written is None:
        return site
    try:
        return find_licence(str(written))
    except UnknownLicenceError as error:
        say(article, str(written) or "licence:", str(error))
        return find_licence(ALL_RIGHTS_RESERVED)


def describe_feed(context: dict[str, Any], feed: Any) -> None:
    """Add the licence to a feed and its entries."""
    if ARTICLES not in context:
        context[ARTICLES] = {
            content.attribution.source: content
            for content in context["generated_content"].values()
            # A plugin may have taken an article out of the site, as i18n_subsites does with translations.
            if isinstance(content, Article) and isinstance(getattr(content, "attribution", None), Attribution)
        }
    articles = context[ARTICLES]
    site = LicenceSettings.read(context).licence
    feed.feed.update(licence=site, feed_copyright=name_terms(site))
    for item in feed.items:
        article = articles.get(encode(item["link"].removesuffix("?ref=feed")))
        if article is not None:
            item["licence"] = article.licence
            authors = [author.name for author in getattr(article, "authors", ())]
            item["item_copyright"] = write_rights(authors, article.date.year, article.licence)
    license_feed(feed)


def encode(url: str) -> str:
    """Return a URL in plain characters (RFC 3987, § 3.1), whether or not it was so already."""
    return quote(unquote(url), safe="/:?#[]@!$&'()*+,;=~")


def say(article: Article | Page, word: str, message: str) -> None:
    """Tell what is wrong with a post, at the line that holds the word."""
    file = Path(article.source_path)
    shown = Gallery(Path(article.settings["PATH"])).show(file)
    logger.error("%s", Problem(shown, line_of(file.read_text("utf-8-sig").lower(), word.lower()), message))


def tell(problems: Iterable[Problem]) -> None:
    """Log what is wrong, each mistake at its place."""
    for problem in problems:
        logger.log(logging.ERROR if problem.grave else logging.WARNING, "%s", problem)
