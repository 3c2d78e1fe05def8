"""From outlines and posts to series: numbers, planned parts, neighbours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from posixpath import basename, dirname, join, normpath
from typing import Any

from markupsafe import Markup

from guards.words import HINTS, shorten, suggest

from .errors import Problem
from .model import Part, Series
from .outline import Outline
from .settings import SeriesSettings
from .translations import Versions, choose_original


@dataclass(frozen=True)
class Posts:
    """The posts of a build, by their file relative to the content folder.

    Attributes:
        published: Those that readers are told of.
        withheld: Drafts, hidden posts and posts of the future.
        files: Every file that exists in the content folder's series, readable or not.
        versions: Which of them are translations of one another.
    """

    published: Mapping[str, Any]
    withheld: Mapping[str, Any]
    files: Collection[str]
    versions: Versions

    @cached_property
    def names_by_folder(self) -> Mapping[str, list[str]]:
        """The names of the files in each folder."""
        found = defaultdict(list)
        for path in self.files:
            found[dirname(path)].append(basename(path))
        return found

    @cached_property
    def posts_by_folder(self) -> Mapping[str, list[tuple[str, Any]]]:
        """The posts in each folder, withheld ones first, each with its file."""
        found = defaultdict(list)
        for path, post in {**self.withheld, **self.published}.items():
            found[dirname(path)].append((path, post))
        return found


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
            shown = [post for post in posts.versions.of(path) if post.relative_source_path in posts.published]
            article = choose_original(shown) if shown else None
        if article is None:
            title, lang = planned.title or f"Part {number}", outline.lang or frame.lang
            part = Part(number, title, planned.summary, lang=lang, published=published)
        else:
            part = _make_part(number, article, published, planned.summary)
        parts.append(part)
    published += [part for part in parts if not part.planned]
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


def attach(found: Iterable[tuple[Series, Outline, str]], posts: Posts) -> None:
    """Put ``series`` and ``part`` on the posts of all series, their translations and drafts.

    A translation belongs to the series that lists it, and otherwise to that of the post which it translates.

    Args:
        found: Each series, what ``series.toml`` says of it, and its folder.
        posts: The posts of the build.
    """
    listed: dict[str, tuple[Series, int]] = {}
    sources: dict[str, list[str | None]] = {}
    for series, outline, folder in found:
        sources[series.slug] = [_path(folder, planned.source) for planned in outline.parts]
        for number, path in enumerate(sources[series.slug]):
            if path:
                listed.setdefault(path, (series, number))
    read: dict[tuple[str, str], Series] = {}
    for path, post in {**posts.withheld, **posts.published}.items():
        others = (version.relative_source_path for version in posts.versions.of(path))
        place = next((listed[name] for name in (path, *others) if name in listed), None)
        if place is not None:
            series, number = place
            if (series.slug, post.lang) not in read:
                paths = sources[series.slug]
                files = (one.relative_source_path for path in paths for one in posts.versions.of(path))
                # What another series lists belongs to that one.
                shown = {
                    name for name in files if name in posts.published and listed.get(name, place)[0] is series
                }
                local = localise(series, paths, post.lang, posts.versions, shown)
                read[series.slug, post.lang] = local
            post.series = read[series.slug, post.lang]
            post.part = post.series.parts[number]


def localise(
    series: Series, sources: Iterable[str | None], lang: str, versions: Versions, shown: Collection[str]
) -> Series:
    """Return a series for who reads in a language: each part in that language, if there is one.

    Args:
        series: As ``series.toml`` lists it.
        sources: The files of its parts.
        lang: The language.
        versions: Which posts are translations of one another.
        shown: The files of the posts that may be parts.
    """
    published: list[Part] = []
    parts = []
    for part, path in zip(series.parts, sources, strict=True):
        article = versions.find(path, lang, shown)
        if article not in (None, part.article):
            parts.append(_make_part(part.number, article, published))
        else:
            parts.append(replace(part, published=published))
    published += [part for part in parts if not part.planned]
    return replace(series, parts=tuple(parts)) if tuple(parts) != series.parts else series


def _make_part(number: int, article: Any, published: list[Part], summary: str = "") -> Part:
    return Part(
        number=number,
        title=read_title(article),
        summary=summary or _summary(article),
        url=article.url,
        source=article.relative_source_path,
        article=article,
        lang=article.lang,
        published=published,
    )


def read_title(article: Any) -> str:
    """Return a post's title as plain text: another plugin may know better than to remove what looks so."""
    return getattr(article, "plain_title", None) or Markup(article.title).striptags()


def _path(folder: str, source: str | None) -> str | None:
    return normpath(join(folder, source)) if source else None


def _summary(article: Any) -> str:
    # Without a summary of its own, a post's summary would be its beginning, references and all.
    written = article.metadata.get("summary")
    return (getattr(article, "plain_summary", None) or Markup(written).striptags()) if written else ""


def _check_sources(outline: Outline, folder: str, source: str, posts: Posts) -> Iterable[Problem]:
    listed: dict[str, int] = {}
    wrong = 0
    here = posts.names_by_folder.get(folder, [])
    for planned in outline.parts:
        path = _path(folder, planned.source)
        if path is None:
            continue
        if path in listed:
            message = f'"{planned.source}" is already listed in line {listed[path]}. Remove one of the two.'
            yield Problem(source, planned.line, message)
        elif path not in posts.files:
            wrong += 1
            hint = suggest(planned.source or "", here if wrong <= HINTS else ())
            message = f'no file "{shorten(planned.source or "")}" in {folder}.'
            yield Problem(
                source, planned.line, message + (hint or " Create it, or give the part only a title.")
            )
        listed.setdefault(path, planned.line)
    for path, post in posts.posts_by_folder.get(folder, []):
        if post.status in ("published", "draft"):
            versions = {version.relative_source_path for version in posts.versions.of(path)}
            if listed.keys().isdisjoint(versions):
                name = basename(path)
                message = f'"{name}" is in the folder but not listed. Add [[parts]] with source = "{name}".'
                # Of a draft nobody knows yet where it belongs.
                yield Problem(source, 1, message, grave=post.status == "published")
