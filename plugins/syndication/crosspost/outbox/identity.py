"""What a post is called: by its file, or by the file that it was once written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crosspost.errors import SyndicationError
from crosspost.files import name_one_way
from guards.paths import PathError, part_places, read_name
from guards.words import shorten

from .lines import show_place


def identify(lines: Mapping[str, Any], path: str, file: str | Path, content: str) -> str:
    """Return the id of a post: its source path without suffix and without the number that orders parts.

    One that was moved says where it was: `Formerly: old/1-place.md`; if more than once, where first.

    Args:
        lines: Its metadata.
        path: Its file, below the content folder.
        file: The same, where it is.
        content: The name of the content folder, for messages.

    Raises:
        SyndicationError: It says what cannot be the path of a file in the content folder.
    """
    formerly = next(iter(part_places(lines.get("formerly"))[0]), "")
    name = name_post(formerly or path)
    try:
        # Files are named after it, also where they are removed.
        require_name(formerly, name)
    except PathError:
        raise SyndicationError(
            f"{show_place(f'{content}/{path}', file, 'formerly')}: "
            f'Formerly: "{shorten(formerly)}" is no file in {content}/. '
            "Write where the post was in that folder, such as old-series/1-first.md."
        ) from None
    return name


def require_name(formerly: str, name: str) -> None:
    """Refuse what cannot be the path of a file.

    Raises:
        PathError: It cannot.
    """
    if formerly:
        read_name(formerly)
        if {"", ".", ".."} & set(name.split("/")):
            raise PathError("names no file")


def name_post(path: str) -> str:
    """Return what a post in this file of the content folder is called."""
    path = name_one_way(path)
    return re.sub(r"(^|/)\d{1,3}-(?=[^/]+$)", r"\1", re.sub(r"\.\w+$", "", path))
