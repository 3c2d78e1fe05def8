"""Paths that somebody wrote down: they stay in the folder that is meant."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from .characters import find_unfit

# fmt: off
# Names of folders that a site's own pages and files have: no series is called so.
TAKEN = {
    "archives", "authors", "conversation", "drafts", "feeds", "images", "page", "pages", "quoted", "series",
    "tags", "theme", "works",
}
# fmt: on


class PathError(ValueError):
    """A path that must not be followed; its text says why and goes after the path's name."""


def read_name(name: str) -> PurePosixPath:
    """Return a path relative to some folder, as a name that stays below it whatever files there are.

    Args:
        name: With slashes, as Markdown, settings and notes have it.

    Raises:
        PathError: It is empty, absolute, leads up, or has characters that no file name should have.
    """
    if unfit := find_unfit(name):
        raise PathError(f"has the character {unfit} in it")
    path = PurePosixPath(name)
    if path.is_absolute() or "\\" in name or name[1:2] == ":":
        raise PathError("is not a path from a folder, with slashes")
    if ".." in path.parts:
        raise PathError("leads out of its folder")
    if not path.parts:
        raise PathError("names no file")
    return path


def part_places(value: object) -> tuple[list[str], list[str]]:
    """Return the places that a line of a post's header lists: files of the content folder, and addresses.

    Args:
        value: As a header has it: a text, or one for each line. Semicolons and new lines part it, and commas
            before addresses.
    """
    lines = map(str, value) if isinstance(value, list | tuple) else [str(value or "")]
    parts = [part.strip() for line in lines for part in re.split(r"[;\n]|,\s*(?=/|https?://)", line)]
    # A source has no address of its own: who writes one with a slash before it means the file.
    found = (part for part in parts if part.startswith(("/", "http://", "https://")))
    addresses = [part for part in found if not part.endswith((".md", ".markdown", ".rst"))]
    return [part for part in parts if part and part not in addresses], addresses


def find_inside(folder: Path, name: str) -> Path:
    """Return the path of a file below a folder, whether it is there or not.

    Args:
        folder: Which it must not leave, neither by `..` nor by a link in the file system.
        name: From that folder, with slashes; `..` is followed first, so that `a/../b` is `b`.

    Raises:
        PathError: It leads out, goes in circles, or is no path at all.
    """
    if unfit := find_unfit(name):
        raise PathError(f"has the character {unfit} in it")
    path = folder / name
    require_inside(folder, path)
    return path


def require_inside(folder: Path, path: Path) -> None:
    """Refuse a path that is not below a folder when all links are followed.

    Raises:
        PathError: It is not.
    """
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise PathError("is a link that goes in circles, or no path") from error
    if not inside:
        raise PathError(f"leads out of {folder.name or folder}")


def find_hidden(folder: Path, path: Path) -> str:
    """Return the first part of a path below a folder that begins with a dot, links followed; "" if none does.

    Such files (`.env`, `.git`) are for programs: they are never published.
    """
    parts = [*path.relative_to(folder).parts, *path.resolve().relative_to(folder.resolve()).parts]
    return next((part for part in parts if part.startswith(".")), "")
