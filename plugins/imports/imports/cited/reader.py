"""A Markdown file, or a folder of them → an `Import`."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import Any

from ..errors import ImportingError
from ..markup.finds import Finds
from ..model import Image, Import, Loss, Post
from ..places import clean
from ..sources import Source
from ..works.library import Library
from .headers import part_header
from .said import KNOWN, PLAIN, read_date, read_licence, read_list, read_people, read_text
from .shelf import Shelf
from .texts import Surroundings, write_text

ENDINGS = (".md", ".qmd", ".rmd", ".markdown", ".mdown")
_SKIPPED = re.compile(
    r"(?:^|/)(?:\.[^/]*|_(?!posts/|drafts/|pages/)[^/]*|node_modules|themes|layouts|archetypes|public|vendor)(?:/|$)"
    r"|(?:^|/)(?:README|LICENSE|CHANGELOG|CONTRIBUTING|404)\.\w+$",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)-(?P<rest>.+)")


def fits(source: Source) -> bool:
    """Say whether this is Markdown."""
    if not source.is_folder and source.head[:2] != b"PK":
        return source.path.suffix.lower() in ENDINGS
    return any(_is_post(name) for name in source.names)


def _is_post(name: str) -> bool:
    return name.lower().endswith(ENDINGS) and not _SKIPPED.search(name)


def read(source: Source) -> Import:
    """Return the posts in a file or folder, with the works that they cite.

    Raises:
        ImportingError: It cannot be read at all.
    """
    alone = not source.is_folder and source.head[:2] != b"PK"
    # What a file names lies beside it.
    home = Source(source.path.absolute().parent) if alone else source
    names = set(home.names)
    posts = {source.name} if alone else {name for name in names if _is_post(name)}
    library = Library()
    listed = [name for name in sorted(names) if name.lower().endswith((".bib", ".json"))]
    shelf = Shelf(listed, home.read, library)
    made = Import("Markdown", source.name, works=library.entries)
    failed: list[str] = []
    stems: dict[str, list[str]] = {}
    for name in sorted(posts):
        stems.setdefault(_stem(name), []).append(name)
    for name in sorted(posts):
        where = name if alone else f"{source.name}/{name}"
        try:
            made.posts.append(_make_post(name, where, home, names, posts, stems, shelf, made))
        except ImportingError as error:
            if alone:
                raise
            made.losses.append(Loss(f"was not imported: {error}".rstrip("."), where))
            failed.append(name)
    for post in made.posts:
        for name in failed:
            post.body = post.body.replace(f"import:/{name}", name)
    made.losses += [Loss(message, name) for message, name in shelf.faults]
    return made


def _make_post(
    name: str,
    where: str,
    home: Source,
    names: set[str],
    posts: set[str],
    stems: dict[str, list[str]],
    shelf: Shelf,
    made: Import,
) -> Post:
    said, text, line = part_header(clean(home.text(name)), where)
    folder = posixpath.dirname(name)
    named = [
        posixpath.normpath(posixpath.join(folder, file))
        for key in ("bibliography", "bibfile", "publications_src")
        for file in read_list(said.get(key))
    ]
    named = [file if file in names else posixpath.basename(file) for file in named]
    beside = [file for file in shelf.names if posixpath.dirname(file) == folder]
    finds = Finds(where)
    around = Surroundings(
        name,
        names,
        posts,
        stems,
        home.read,
        lambda key: shelf.find(key, [*named, *beside]),
        shelf.first,
        _is_pandoc(name, said),
    )
    if left := sorted(set(said) - KNOWN - PLAIN):
        finds.losses.append(Loss(f"left out of the header: {', '.join(left)[:300]}", f"{where}:1"))
    body = write_text(text, line, around, finds)
    post = _fill(name, where, said, body, around, finds)
    people = read_people(said.get("author"), said.get("authors"))
    made.people |= {person: about for person, about in people.items() if about}
    post.authors = tuple(people)
    post.notes = len(set(re.findall(r"^\[\^([^\]\n]+)\]:", body, re.MULTILINE)))
    return post


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return path.parent.name if path.stem == "index" and path.parent.name else path.stem


def _fill(name: str, where: str, said: dict[str, Any], body: str, around: Surroundings, finds: Finds) -> Post:
    stem = _stem(name)
    dated = _DATED.fullmatch(stem)
    title, subtitle = read_text(said.get("title")), read_text(said.get("subtitle"))
    if not title and (found := re.match(r"\s*# +(.+?)[ #]*(?:\n|$)", body)):
        title, body = found[1], body[found.end() :]
    summaries = (read_text(said.get(key)) for key in ("summary", "abstract", "description", "excerpt"))
    tags = [tag for key in ("tags", "categories", "category", "keywords") for tag in read_list(said.get(key))]
    draft = said.get("draft") is True or said.get("published") is False or "_drafts/" in f"/{name}"
    status = "draft" if draft or read_text(said.get("status")).lower() in ("draft", "hidden") else "published"
    date = read_date(said.get("date")) or (read_date(dated["date"]) if dated else None)
    return Post(
        id=where,
        title=f"{title}: {subtitle}" if subtitle else title or stem.replace("-", " "),
        body=body,
        place=f"{where}:1",
        slug=read_text(said.get("slug")) or (dated["rest"] if dated else stem),
        date=date,
        modified=next(
            (
                moment
                for key in ("modified", "lastmod", "last_modified_at", "date-modified")
                if (moment := read_date(said.get(key)))
            ),
            None,
        ),
        tags=tuple(dict.fromkeys(tags)),
        summary=next(filter(None, summaries), ""),
        lang=read_text(said.get("lang")) or read_text(said.get("language")),
        licence=read_licence(said.get("licence") or said.get("license")),
        status=status if date else "draft",
        former=tuple(_find_former(said)),
        addresses=(f"import:/{name}",),
        cover=_find_cover(said, around, finds),
        images=finds.images,
        losses=finds.losses,
    )


def _find_former(said: dict[str, Any]) -> list[str]:
    listed = [path for key in ("aliases", "redirect_from") for path in read_list(said.get(key))]
    listed += [path for key in ("url", "permalink") if (path := read_text(said.get(key)))]
    paths = [path if path.startswith("/") else f"/{path}" for path in listed if ":" not in path]
    return list(dict.fromkeys(paths))


def _find_cover(said: dict[str, Any], around: Surroundings, finds: Finds) -> int | None:
    value = said.get("image") or said.get("cover")
    value = (
        (value.get("image") or value.get("src") or value.get("filename"))
        if isinstance(value, dict)
        else value
    )
    there = around.resolve(read_text(value))
    if not there:
        return None
    for number, image in enumerate(finds.images):
        if image.address == there:
            return number
    finds.images.append(Image(there, posixpath.basename(there), lambda: around.read(there)))
    return len(finds.images) - 1


def _is_pandoc(name: str, said: dict[str, Any]) -> bool:
    """Tell whether an `@` cites in a text, as in Pandoc."""
    return name.lower().endswith((".qmd", ".rmd")) or bool(
        said.keys() & {"bibliography", "csl", "nocite", "format", "link-citations"}
    )
