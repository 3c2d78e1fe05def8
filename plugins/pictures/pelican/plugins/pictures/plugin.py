"""Pelican's signals."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator, StaticGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]
from pelican.writers import Writer

from guards.images import ImageError

from .cards import Press
from .choice import describe_card, find_cover, find_named, place_card, word_post, word_series
from .errors import Problem
from .icons import ICON, find_icon, list_icons
from .markup import Responsive
from .model import Card, Words
from .settings import PicturesSettings
from .store import Store

logger = logging.getLogger(__name__)

# Where the cards of pages that are no posts are, on a build's context, by their addresses: "" is the site's.
CARDS = "cards"
# Where what is to be printed waits: file of the site → its words.
WAITING = "_pictures_waiting"
# Where pictures are kept between builds, on the settings.
STORE = "_PICTURES_STORE"
# Which icons there are, for templates.
ICONS = "icons"
# What puts variants around the pictures of a page, for templates.
RESPONSIVE = "responsive"
SHOWN = ("published", "hidden")


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(begin)
    signals.static_generator_finalized.connect(choose_cards)
    signals.article_writer_finalized.connect(write_cards)
    signals.finalized.connect(end)


def begin(generator: Generator) -> None:
    """Look which icons there are, and where pictures are kept between builds."""
    context = generator.context
    if ICONS not in context:
        generator.settings[STORE] = Store()
        settings = PicturesSettings.read(generator.settings)
        source = find_icon(settings.content, settings.list_theme())
        own = {ICON} if (settings.content / ICON).is_file() else set()
        context[ICONS] = sorted(own.union(list_icons(settings.content, source)))


def choose_cards(generator: StaticGenerator) -> None:
    """Set a post's ``card`` and ``cover``, the context's ``cards`` and ``responsive``, once files are known.

    Where the site has no address, as in a draft, nobody could ask for cards, and nobody waits for less bytes.
    """
    context, settings = generator.context, PicturesSettings.read(generator.settings)
    site = settings.name
    cards: dict[str, Card] = {}
    waiting: dict[str, Words] = {}
    context[CARDS], context[WAITING] = cards, waiting
    for content in context["generated_content"].values():
        if isinstance(content, Article) and content.metadata.get("cover"):
            content.cover = find_cover(content, context["static_content"])
    if not settings.address:
        return
    context[RESPONSIVE] = Responsive(
        context["static_content"],
        generator.settings[STORE],
        partial(sign_picture, context),
        None if settings.part else Path(generator.output_path),
    )

    def add(save_as: str, words: Words) -> Card:
        place = place_card(save_as)
        waiting[place] = words
        return describe_card(place, words)

    for content in context["generated_content"].values():
        if isinstance(content, Article) and content.status in SHOWN and content.save_as:
            title = getattr(content, "plain_title", None) or Markup(content.title).striptags()
            named = find_named(content, context["static_content"])
            content.card = named or add(content.save_as, word_post(content, title, site))
    for series in context.get("series", ()):
        if hasattr(series, "published"):
            cards[series.url] = add(series.save_as, word_series(series, site))
    cards[""] = add("index.html", Words(site, settings.subtitle, settings.author, ""))


def sign_picture(context: dict[str, Any], path: str, data: bytes) -> bytes:
    """Put a picture's credit into what is made of it, as the plugin that knows the credit does."""
    signatures: Any = context.get("picture_credits")
    return bytes(signatures.sign(path, data)) if hasattr(signatures, "sign") else data


def write_cards(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the cards and icons; a part of a build changes none."""
    settings, output = PicturesSettings.read(generator.settings), Path(writer.output_path)
    if settings.part:
        return
    store: Store = generator.settings[STORE]
    files, content = settings.list_theme(), settings.content
    press = Press(files)
    for place, words in generator.context[WAITING].items():
        texts = (words.title, words.label, words.names, words.site)
        name = store.name(b"card", press.made_of, *(text.encode("utf-8", "replace") for text in texts))
        put(output / place, store.recall(name, partial(press.print_card, words)))
    source = find_icon(content, files)
    for place, make in list_icons(content, source).items():
        name = store.name(place.encode(), source or b"", read_own(content / place))
        try:
            put(output / place, store.recall(name, make))
        except ImageError as error:
            shown = f"{content.name}/{ICON}" if (content / ICON).is_file() else ICON
            logger.error("%s", Problem(shown, f"{error}. Until then there is no {place}."))


def read_own(file: Path) -> bytes:
    """Return what is in an icon of the author's own; nothing without one."""
    return file.read_bytes() if file.is_file() else b""


def put(place: Path, data: bytes) -> None:
    """Write a file of the site. Files of the author's own come after it, and may take its place."""
    try:
        place.write_bytes(data)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def end(pelican: Any) -> None:
    """Tidy up what is kept. A part of a site, or a draft of it, uses little of that."""
    settings, store = PicturesSettings.read(pelican.settings), pelican.settings.get(STORE)
    if store and settings.address and not settings.part:
        store.tidy()
