"""What a content folder has already: which posts were imported before, and which names are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from guards.whole import read_file

_IMPORTED = re.compile(r"^Imported:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_HEAD = 20_000
_TEXTS = {".md", ".markdown", ".mkd", ".rst", ".html"}


def find_imported(content: Path) -> dict[str, Path]:
    """Return the posts that were imported before, by their lines `Imported:`."""
    found: dict[str, Path] = {}
    for path in list_texts(content):
        with suppress(OSError):
            head = read_file(path)[:_HEAD].decode("utf-8", "replace").replace("\r\n", "\n")
            if line := _IMPORTED.search(head.partition("\n\n")[0]):
                found.setdefault(line[1], path)
    return found


def list_texts(content: Path) -> Iterator[Path]:
    """Give the posts and pages of a content folder, in order."""
    for path in sorted(content.rglob("*")):
        if path.suffix.lower() in _TEXTS and not path.name.startswith("."):
            yield path


def list_slugs(folder: Path) -> set[str]:
    """Return the names of posts in a folder without their numbers and endings, in lower case."""
    with suppress(OSError):
        return {
            re.sub(r"^\d+-", "", path.stem).lower()
            for path in folder.iterdir()
            if path.suffix.lower() in _TEXTS
        }
    return set()


def list_names(folder: Path) -> set[str]:
    """Return the names of what is in a folder, in lower case."""
    with suppress(OSError):
        return {path.name.lower() for path in folder.iterdir()}
    return set()
