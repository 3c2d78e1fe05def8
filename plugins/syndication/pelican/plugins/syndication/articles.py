"""A post as Pelican has it: what its attributes and metadata say, whichever plugins are there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from crosspost.model import Article, Licence, Place, Sibling
from crosspost.outbox.identity import identify, name_post
from crosspost.outbox.lines import read_line
from crosspost.outbox.metadata import name_cover
from crosspost.outbox.source import Source
from crosspost.republish.origin import Origin
from crosspost.settings import Settings
from crosspost.text.plaintext import read_title
from guards.characters import clean_text, drop_controls, is_language


def post_id(article: Any) -> str:
    """Return the id of a post.

    Raises:
        SyndicationError: Its line `Formerly:` cannot be the path of a file in the content folder.
    """
    content = Path(article.settings["PATH"]).name
    return identify(article.metadata, str(article.relative_source_path), article.source_path, content)


def read_source(article: Any, settings: Settings, now: datetime) -> Source:
    """Return what its author wrote, as the outbox needs it; raises as `post_id` does."""
    path = str(article.relative_source_path)
    return Source(
        post_id(article),
        name_post(path),
        show_source(article, settings),
        str(article.source_path),
        path,
        read_title(article.title),
        str(article.url),
        write_time(article.date),
        read_status(article, now),
        may_copy(article),
        article.metadata,
        article,
    )


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
    source: Source, settings: Settings, urls: Mapping[str, str], files: Mapping[str, str]
) -> Article:
    """Gather what a copy is made of, from Pelican and from the other plugins, if they are there.

    Args:
        source: The post.
        settings: The site's.
        urls: The address of each post on the site → its id.
        files: Of each file that Pelican copies: its path in the content folder → in the output folder.
    """
    article = source.article
    authors: Any = getattr(getattr(article, "record", None), "authors", None) or getattr(
        article, "authors", ()
    )
    # Without the plugins, these may be lines of the post's metadata, as plain text.
    licence: Any = getattr(article, "licence", None)
    attribution = getattr(article, "attribution", None)
    modified = getattr(article, "modified", None)
    return Article(
        id=source.id,
        source=source.source,
        file=source.file,
        slug=article.slug,
        title=clean_text(source.title),
        html=drop_controls(article.get_content(settings.siteurl)),
        summary=clean_text(str(article.metadata.get("summary", ""))),
        url=f"{settings.siteurl}/{source.url}",
        published=source.date,
        modified=write_time(modified) if modified else "",
        language=str(article.lang) if is_language(str(article.lang)) else "",
        authors=tuple(clean_text(str(getattr(author, "name", author))) for author in authors),
        category=clean_text(str(article.category)),
        tags=tuple(clean_text(str(tag)) for tag in getattr(article, "tags", ())),
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


def read_origin(article: Any) -> Origin:
    """Return what the metadata plugin, if it is there, knows of a post's authors, works and DOI."""
    record: Any = getattr(article, "record", None)
    people = [
        (clean_text(str(person.name)), str(getattr(person, "identifier", None) or ""))
        for person in getattr(record, "authors", ())
    ]
    works = [describe_work(work) for work in getattr(record, "references", ())]
    return Origin(tuple(people), tuple(works), str(getattr(record, "doi", None) or ""))


def describe_work(work: Any) -> dict[str, str]:
    """Return a cited work as an item of `_references`: a work without a link has no id."""
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    text = str(work.text)
    described = {"key": work.key, "id": address, "reference": text, "unstructured": text}
    return {name: str(value) for name, value in described.items() if value}


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
            # Plain text, as all that a series says of itself.
            str(other.title),
            f"{settings.siteurl}/{other.url}" if other.url and not other.planned else "",
        )
        for other in series.parts
        if other.number != part.number
    ]
    home = f"{settings.siteurl}/{series.url}" if series.url else ""
    return Place(str(series.title), home, part.number, len(series.parts), tuple(siblings))


def read_shorts(metadata: Mapping[str, Any]) -> dict[str, str]:
    """Return the author's own words for networks; Pelican has what stands on several lines as a list."""
    return {
        name: "\n".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in metadata.items()
        if name == "short" or name.startswith("short-")
    }


def find_cover(article: Any, files: Mapping[str, str]) -> str:
    """Return the file of `Image:` or `Cover:`, as a path in the output folder; "" if there is none."""
    paths = name_cover(article.metadata, str(article.relative_source_path))[1]
    return next((files[path] for path in paths if path in files), "")


def write_time(moment: datetime) -> str:
    """Return a moment as ISO 8601 with its time zone, to the second."""
    return moment.isoformat(timespec="seconds")
