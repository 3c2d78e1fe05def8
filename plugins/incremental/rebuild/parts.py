"""From what a part of a build wrote to what is put in the place of old files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from .errors import UnclearError
from .model import Post, Posts
from .splices import splice
from .stamps import is_same


def require_same(before: Posts, after: Posts, remade: Iterable[str]) -> None:
    """Insist on posts of which nothing but their text is another.

    Args:
        before: Of the last build.
        after: Of the part.
        remade: The posts that were remade.

    Raises:
        UnclearError: Other pages may show something else of them now, or be missing something.
    """
    for limit in after.limits:
        raise UnclearError(limit)
    for name, value in before.names.items():
        if after.names.get(name) != value:
            raise UnclearError(f"the templates of posts read {name!r}, which is made of all posts")
    for source in remade:
        old, new = before.posts[source], after.posts.get(source)
        if new is None:
            raise UnclearError(f"{source} is not published any more, or cannot be read")
        if what := _find_change(old, new):
            raise UnclearError(f"{what} of {source} changed")


def _find_change(old: Post, new: Post) -> str:
    if old.facts != new.facts:
        return "what other pages show"
    if old.owned != new.owned:
        return "the files"
    if not set(new.needs) <= set(old.needs):
        return "the links"
    if not set(new.shown) <= set(old.shown):
        return "the pages that show the text"
    return ""


def collect_files(
    before: Path, after: Path, owned: Iterable[str], feeds: Iterable[str], urls: Collection[str], longest: int
) -> Iterator[tuple[str, Path]]:
    """Yield the files of the site that are others now, with the new file; feeds are written for it.

    Args:
        before: The site as it is.
        after: What the part wrote.
        owned: The files that are made of remade posts alone.
        feeds: The files of the site that are feeds.
        urls: The addresses of the remade posts.
        longest: How many entries a feed has at most; 0 for any number.

    Raises:
        UnclearError: A file is missing, or cannot be told from others.
    """
    for name in owned:
        if (before / name).is_file() != (after / name).is_file():
            raise UnclearError(f"{name} is written now and was not, or the other way round")
        if (after / name).is_file() and not is_same(before / name, after / name):
            yield name, after / name
    for name in feeds:
        if (after / name).is_file():
            old = _read(before / name)
            new = splice(old, _read(after / name), urls, longest)
            if new != old:
                (after / name).write_bytes(new.encode())
                yield name, after / name


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def list_addresses(posts: Posts, remade: Iterable[str], sites: Iterable[str]) -> set[str]:
    """Return the addresses under which feeds may know posts."""
    return {f"{site}/{posts.posts[source].url}" for source in remade for site in sites}


def list_elsewhere(posts: Mapping[str, Post], read: Collection[str]) -> dict[str, str]:
    """Return the posts that a part does not read: the id by which partners know them → their address."""
    return {
        post.id: post.url if post.public else ""
        for source, post in posts.items()
        if source not in read and post.id
    }
