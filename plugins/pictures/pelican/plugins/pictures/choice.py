"""Which picture stands for a page: the one that its author names, or else a card with its title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from typing import Any

from guards.addresses import split_address
from guards.images import ImageError, read_picture

from .cards import HEIGHT, TYPE, WIDTH, list_names
from .model import Card, Words

# What social networks show; they show no drawings.
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
LINES = ("image", "cover")
_MARK = re.compile(r"^[{|](static|attach|filename)[}|]")


def place_card(save_as: str) -> str:
    """Return the file of a page's card, beside it."""
    page = PurePosixPath(save_as)
    name = "card.png" if page.stem == "index" else f"{page.stem}-card.png"
    return page.with_name(name).as_posix()


def describe_card(url: str, words: Words) -> Card:
    """Return what is known of a card that a build makes."""
    return Card(url, words.alt, WIDTH, HEIGHT, TYPE)


def find_named(article: Any, static: Mapping[str, Any]) -> Card | None:
    """Return the picture that the author of a post names, with `Image:` or `Cover:`.

    Args:
        article: Pelican's article.
        static: The files that are published, by their paths in the content folder.
    """
    name = next(filter(None, (read_line(article.metadata.get(line)) for line in LINES)), "")
    return find_picture(article, static, name)


def find_cover(article: Any, static: Mapping[str, Any]) -> Card | None:
    """Return the picture that is to stand above a text (`Cover:`); None if the text shows it.

    One from elsewhere is none: readers' browsers would ask there.

    Args:
        article: Pelican's article.
        static: The files that are published, by their paths in the content folder.
    """
    cover = find_picture(article, static, read_line(article.metadata.get("cover")))
    if cover is None or not cover.path:
        return None
    file = re.escape(PurePosixPath(cover.path).name)
    shown = re.search(rf"""<img\b[^<>]*[/"'}}|]{file}["']""", str(getattr(article, "_content", "") or ""))
    return None if shown else cover


def find_picture(article: Any, static: Mapping[str, Any], name: str) -> Card | None:
    """Return what is known of a picture that a post names.

    Args:
        article: Pelican's article.
        static: The files that are published, by their paths in the content folder.
        name: As its author wrote it.
    """
    alt = read_line(article.metadata.get("image-alt"))
    if re.match(r"https?://", name):
        return Card(name, alt) if split_address(name) else None
    if not name or re.match(r"(\w+:)?//|data:", name):
        return None
    name = _MARK.sub("", name).lstrip("/")
    path = str(article.relative_source_path)
    for found in (normpath(join(dirname(path), name)), normpath(name)):
        # The picture of a drawing lies beside it.
        file = static.get(f"{found[:-4]}.png" if found.lower().endswith(".svg") else found)
        if file is None:
            continue
        try:
            picture = read_picture(Path(file.source_path))
        except ImageError:
            return None
        if picture.kind in TYPES and picture.size:
            said = alt or find_alt(article, found)
            return Card(str(file.url), said, *picture.size, TYPES[picture.kind], found)
    return None


def find_alt(article: Any, path: str) -> str:
    """Return what a picture shows, as a post says of it where it shows it."""
    images = (image for image in getattr(article, "images", None) or () if hasattr(image, "alt"))
    stem = path.rpartition(".")[0]
    return next((str(image.alt) for image in images if str(image.path).rpartition(".")[0] == stem), "")


def read_line(value: object) -> str:
    """Return a value of a post's metadata on one line."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "").strip()


def word_post(article: Any, title: str, site: str) -> Words:
    """Return what is written on the card of a post."""
    series: Any = getattr(article, "series", None)
    part: Any = getattr(article, "part", None)
    label = ""
    # Without the plugin these may be lines of the author's own.
    if hasattr(series, "parts") and hasattr(part, "number"):
        whole = len(series.parts)
        english = str(article.lang).lower().startswith("en")
        place = f"Part {part.number} of {whole}" if english else f"{part.number}/{whole}"
        label = f"{place} · {series.title}"
    return Words(title, label, list_names(author.name for author in getattr(article, "authors", ())), site)


def word_series(series: Any, site: str) -> Words:
    """Return what is written on the card of a series."""
    articles = (part.article for part in series.published if part.article)
    names = list_names(author.name for article in articles for author in getattr(article, "authors", ()))
    english = str(series.lang).lower().startswith("en")
    return Words(str(series.title), f"Series in {len(series.parts)} parts" if english else "", names, site)
