"""From outlines and posts to series: numbers, planned parts, neighbours."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import Any

from markupsafe import Markup

from .errors import Problem, suggest
from .model import Part, Series
from .outline import Outline
from .settings import SeriesSettings


@dataclass(frozen=True)
class Posts:
    """The posts of a build, by their file relative to the content folder.

    Attributes:
        published: Those that readers are told of.
        withheld: Drafts, hidden posts and posts of the future.
        files: Every file that exists in the content folder's series, readable or not.
    """

    published: Mapping[str, Any]
    withheld: Mapping[str, Any]
    files: Collection[str]


@dataclass(frozen=True)
class Frame:
    """Where a series is and what it has by default.

    Attributes:
        folder: Its folder relative to the content folder.
        slug: What stands for it in URLs.
        source: Its ``series.toml`` as its author knows it, for messages.
        lang: The site's language.
    """

    folder: str
    slug: str
    source: str
    lang: str


def assemble(
    outline: Outline, frame: Frame, posts: Posts, settings: SeriesSettings
) -> tuple[Series, list[Problem]]:
    """Make a series of an outline and the posts of a build.

    Nothing of a post that is not published reaches the series: such a part has the title that
    ``series.toml`` gives, or only its number.

    Args:
        outline: What ``series.toml`` says.
        frame: Where the series is.
        posts: The posts of the build.
        settings: Where series are published.

    Returns:
        The series and what is wrong with it.
    """
    slug = frame.slug
    problems = list(_check_sources(outline, frame.folder, frame.source, posts))
    published: list[Part] = []
    parts = []
    for number, planned in enumerate(outline.parts, 1):
        path = _path(frame.folder, planned.source)
        article = posts.published.get(path) if path else None
        if article is None:
            part = Part(number, planned.title or f"Part {number}", planned.summary, published=published)
        else:
            part = Part(
                number=number,
                title=Markup(article.title).striptags(),
                summary=planned.summary or _summary(article),
                url=article.url,
                source=path,
                article=article,
                published=published,
            )
            published.append(part)
        parts.append(part)
    series = Series(
        slug=slug,
        title=outline.title or slug,
        abstract=outline.abstract,
        lang=outline.lang or frame.lang,
        url=settings.url.format(slug=slug),
        save_as=settings.save_as.format(slug=slug),
        feed_url=settings.feed_atom.format(slug=slug) if settings.feed_atom else None,
        source=frame.source,
        parts=tuple(parts),
    )
    return series, problems


def attach(series: Series, outline: Outline, folder: str, posts: Posts) -> None:
    """Put ``series`` and ``part`` on the posts of a series, their translations and its drafts."""
    for part, planned in zip(series.parts, outline.parts, strict=True):
        path = _path(folder, planned.source)
        article = posts.published.get(path) or posts.withheld.get(path) if path else None
        for version in (article, *article.translations) if article is not None else ():
            version.series, version.part = series, part


def _path(folder: str, source: str | None) -> str | None:
    return normpath(join(folder, source)) if source else None


def _summary(article: Any) -> str:
    # Without a summary of its own, a post's summary would be its beginning, references and all.
    return Markup(article.metadata["summary"]).striptags() if article.metadata.get("summary") else ""


def _check_sources(outline: Outline, folder: str, source: str, posts: Posts) -> Iterable[Problem]:
    listed: dict[str, int] = {}
    here = [basename(path) for path in posts.files if dirname(path) == folder]
    for planned in outline.parts:
        path = _path(folder, planned.source)
        if path is None:
            continue
        if path in listed:
            message = f'"{planned.source}" is already listed in line {listed[path]}. Remove one of the two.'
            yield Problem(source, planned.line, message)
        elif path not in posts.files:
            hint = suggest(planned.source or "", here)
            message = f'no file "{planned.source}" in {folder}.'
            yield Problem(
                source, planned.line, message + (hint or " Create it, or give the part only a title.")
            )
        listed.setdefault(path, planned.line)
    for path, article in posts.published.items():
        if dirname(path) == folder:
            versions = {path, *(version.relative_source_path for version in article.translations)}
            if not versions & set(listed):
                name = basename(path)
                message = f'"{name}" is in the folder but not listed. Add [[parts]] with source = "{name}".'
                yield Problem(source, 1, message)
