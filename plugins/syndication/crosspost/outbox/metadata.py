"""What the lines of a post's metadata ask for, and those that ask for what is not there."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any

from guards.images import ImageError, read_picture
from guards.words import shorten

from .lines import find_line, read_line, show_place
from .source import Source

logger = logging.getLogger(__name__)

# Without them a post goes where it should not, or on other terms, and what was sent cannot be made unsent.
GRAVE = ("syndicate", "formerly", "status", "date", "licence")
LINES = (*GRAVE, "short", "image", "image-alt", "cover", "author", "authors", "tags", "summary")
# As others spell it: the licence plugin tells of that itself.
SPELT = {"license": "licence"}
# Near one of these, but what orders pages.
OTHERS = ("sort",)
# How near one of these a line must be to be taken for it: `Auther` is, `Series` and `Sortorder` are not.
CUTOFF = 0.83


def choose_targets(source: Source, known: Sequence[str]) -> list[str]:
    """Read `Syndicate:` in a post's metadata: true, false, or names of targets."""
    value = source.lines.get("syndicate", True)
    words = value if isinstance(value, list) else re.split(r"[,\s]+", str(value).strip().strip("[]"))
    words = [str(word).strip("\"' ") for word in words if str(word).strip("\"' ")]
    if [word.lower() for word in words] in (["true"], ["yes"], ["on"]):
        return list(known)
    if not words or [word.lower() for word in words] in (["false"], ["no"], ["off"], ["none"]):
        return []
    for word in words:
        if word not in known:
            tell_unknown(source, "syndicate", word, known)
    return [name for name in known if name in words]


def name_cover(lines: Mapping[str, Any], path: str) -> tuple[str, tuple[str, ...]]:
    """Return the line that names the image that stands for a post, and what may be meant.

    Args:
        lines: The post's metadata.
        path: Its file, below the content folder.

    Returns:
        "image" or "cover", and paths in the content folder, from the post's folder and from that one: none
        without such a line, or where it is an address, which is for the theme alone.
    """
    for line in ("image", "cover"):
        name = read_line(lines.get(line) or "")
        if name:
            break
    if not name or re.match(r"(\w+:)?//|data:", name):
        return line, ()
    name = re.sub(r"^[{|](static|attach|filename)[}|]", "", name).lstrip("/")
    return line, (normpath(join(dirname(path), name)), normpath(name))


def find_slips(posts: Iterable[Mapping[str, Any]], known: Sequence[str]) -> dict[str, str]:
    """Return the lines that are nearly known, and so not what their authors meant, each with the known one.

    Args:
        posts: The metadata of each.
        known: The names of all who receive posts.
    """
    # Other plugins put there what no line can say, such as `images`.
    lines = {line for post in posts for line, value in post.items() if isinstance(value, str | list)}
    ours = (*LINES, *SPELT, *(f"short-{target}" for target in known))
    near = {line: find_near(line, ours) for line in lines - {*ours, *OTHERS}}
    return {line: found for line, found in near.items() if found and not line.startswith("short-")}


def find_near(line: str, ours: Sequence[str]) -> str:
    """Return which known line another is nearly, of the same letters or almost the same; "" if none."""
    twins = [name for name in ours if sorted(name) == sorted(line)]
    near = next(iter(twins or get_close_matches(line, ours, 1, CUTOFF)), "")
    return SPELT.get(near, near)


def check_lines(
    source: Source, known: Sequence[str], files: Collection[str], slips: Mapping[str, str]
) -> None:
    """Tell of what is wrong with the lines of a post's metadata.

    Args:
        source: The post.
        known: The names of all who receive posts.
        files: The paths of the files in the content folder that the site has.
        slips: As `find_slips` returns them.
    """
    for name in source.lines:
        if name in slips:
            tell_slip(source, name, slips[name])
        elif name.startswith("short-") and name.removeprefix("short-") not in known:
            tell_unknown(source, name, name.removeprefix("short-"), known)
    line, paths = name_cover(source.lines, source.path)
    found = next((path for path in paths if path in files), "")
    if found:
        check_cover(source, line, found)
    elif paths:
        names = {basename(path): path for path in files}
        near = get_close_matches(basename(paths[0]), names, 1)
        logger.error(
            '%s: %s: the site has no file "%s".%s Write its path from the post\'s folder or from the content '
            "folder, and keep it in a folder that STATIC_PATHS names.",
            show_place(source.source, source.file, line),
            line.title(),
            shorten(paths[0]),
            f' Did you mean "{names[near[0]]}"?' if near else "",
        )


def check_cover(source: Source, line: str, path: str) -> None:
    """Tell of an image that no network can show."""
    content = Path(source.file).parents[source.path.count("/")]
    place = show_place(source.source, source.file, line)
    try:
        picture = read_picture(content / path)
    except ImageError as error:
        logger.error('%s: %s: the image "%s" %s.', place, line.title(), path, error)
        return
    for note in picture.notes:
        logger.warning('%s: %s: the image "%s" %s.', place, line.title(), path, note)


def tell_slip(source: Source, name: str, meant: str) -> None:
    """Tell of a line that is nearly one that is known; who wrote that one, too, means another."""
    line = find_line(source.file, name)
    # What settings or plugins say is none of the author's.
    if line and not find_line(source.file, meant):
        level = logging.ERROR if meant in GRAVE else logging.WARNING
        message = '%s:%s: no line "%s:" is known to syndication. Did you mean "%s:"?'
        logger.log(level, message, source.source, line, name.title(), meant.title())


def tell_unknown(source: Source, line: str, name: str, known: Sequence[str]) -> None:
    """Tell of a name that no target has."""
    there = ", ".join(known) or "none"
    place = show_place(source.source, source.file, line)
    message = '%s: %s: no target "%s" in SYNDICATION_TARGETS. There are: %s.'
    logger.error(message, place, line.title(), name, there)
