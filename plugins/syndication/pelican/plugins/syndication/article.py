"""A post as Pelican has it: what its attributes and metadata say, whichever plugins are there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from .errors import SyndicationError
from .lines import show_place
from .model import Article, Licence, Place, Sibling
from .settings import Settings


def post_id(article: Any) -> str:
    """Return the id of a post: its source path without suffix and without the number that orders parts.

    One that was moved says where it was: `Formerly: old/1-place.md`.

    Raises:
        SyndicationError: It says what cannot be the path of a file in the content folder.
    """
    formerly = read_line(article.metadata.get("formerly") or "")
    name = name_post(formerly or str(article.relative_source_path))
    # Files are named after it, also where they are removed.
    if formerly and ("\\" in name or {"", ".", ".."} & set(name.split("/"))):
        content = Path(article.settings["PATH"]).name
        source = f"{content}/{article.relative_source_path}"
        raise SyndicationError(
            f"{show_place(source, article.source_path, 'formerly')}: "
            f'Formerly: "{formerly}" is no file in {content}/. '
            "Write where the post was in that folder, such as old-series/1-first.md."
        )
    return name


def name_post(path: str) -> str:
    """Return what a post in this file of the content folder is called."""
    return re.sub(r"(^|/)\d{1,3}-(?=[^/]+$)", r"\1", re.sub(r"\.\w+$", "", path))


def show_source(article: Any, settings: Settings) -> str:
    """Return a post's file as its author knows it: from the site's folder."""
    path = Path(article.source_path)
    return path.relative_to(settings.root).as_posix() if path.is_relative_to(settings.root) else str(path)


def may_copy(article: Any) -> bool:
    """Say whether anyone may make copies of a post, by its licence."""
    return bool(getattr(getattr(article, "licence", None), "reuse", False))


def read_status(article: Any, now: datetime) -> str:
    """Return published, draft, hidden, or date for what has a date to come.

    Pelican, told not to publish what has a date to come, makes a draft of it.
    """
    written = str(article.metadata.get("status", "")).strip().lower()
    if written in {"draft", "hidden"}:
        return written
    if article.date > now and article.date.year < datetime.max.year:
        return "date"
    return str(article.status)


def read_article(
    article: Any, settings: Settings, urls: Mapping[str, str], files: Mapping[str, Any]
) -> Article:
    """Gather what a copy is made of, from Pelican and from the other plugins, if they are there.

    Args:
        article: Pelican's.
        settings: The site's.
        urls: The address of each post on the site → its id.
        files: The path of each file in the content folder that Pelican copies → what Pelican knows of it.
    """
    authors: Any = getattr(getattr(article, "record", None), "authors", None) or getattr(
        article, "authors", ()
    )
    # Without the plugins, these may be lines of the post's metadata, as plain text.
    licence: Any = getattr(article, "licence", None)
    attribution = getattr(article, "attribution", None)
    modified = getattr(article, "modified", None)
    return Article(
        id=post_id(article),
        source=show_source(article, settings),
        file=str(article.source_path),
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
        reuse=read_reuse(article),
        shorts=read_shorts(article.metadata),
        cover=find_cover(article, files),
        cover_alt=read_line(article.metadata.get("image-alt", "")),
    )


def read_reuse(article: Any) -> dict[str, tuple[str, str, bool]]:
    """Return credit, licence and permission of the images that another plugin knows of."""
    reuse = {}
    for image in getattr(article, "images", None) or ():
        if not hasattr(image, "licence"):
            continue
        licence = getattr(image, "licence", None)
        parts = (image.title, image.author, image.source, getattr(licence, "name", ""))
        credit = ", ".join(str(part) for part in parts if part)
        reuse[str(image.path)] = (
            credit,
            str(getattr(licence, "spdx", "")),
            bool(getattr(licence, "reuse", True)),
        )
    return reuse


def read_place(article: Any, settings: Settings, urls: Mapping[str, str]) -> Place | None:
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


def read_shorts(metadata: Mapping[str, Any]) -> dict[str, str]:
    """Return the author's own words for networks; Pelican has what stands on several lines as a list."""
    return {
        name: "\n".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in metadata.items()
        if name == "short" or name.startswith("short-")
    }


def name_cover(article: Any) -> tuple[str, tuple[str, ...]]:
    """Return the line that names the image that stands for a post, and what may be meant.

    Returns:
        "image" or "cover", and paths in the content folder, from the post's folder and from that one: none
        without such a line, or where it is an address, which is for the theme alone.
    """
    for line in ("image", "cover"):
        name = read_line(article.metadata.get(line) or "")
        if name:
            break
    if not name or re.match(r"(\w+:)?//|data:", name):
        return line, ()
    name = re.sub(r"^[{|](static|attach|filename)[}|]", "", name).lstrip("/")
    folder = dirname(str(article.relative_source_path))
    return line, (normpath(join(folder, name)), normpath(name))


def find_cover(article: Any, files: Mapping[str, Any]) -> str:
    """Return the file of `Image:` or `Cover:`, as a path in the output folder; "" if there is none."""
    paths = name_cover(article)[1]
    return next((str(files[path].save_as) for path in paths if path in files), "")


def read_line(value: object) -> str:
    """Return a value of a post's metadata on one line."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def read_title(html: object) -> str:
    """Return a title, which may hold entities and markup, as plain text."""
    from .plaintext import parse, read_inline

    return read_inline(parse(str(html))) if re.search("[<&]", str(html)) else str(html)


def write_time(moment: datetime) -> str:
    """Return a moment as ISO 8601 with its time zone, to the second."""
    return moment.isoformat(timespec="seconds")
