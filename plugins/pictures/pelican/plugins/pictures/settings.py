"""What the plugin goes by of Pelican's settings; it has none of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True)
class PicturesSettings:
    """What pictures are made by.

    Attributes:
        content: The content folder.
        folders: The theme's folders that are published.
        name: The site's.
        subtitle: The site's, or "".
        author: Who writes on the site if nobody else is named, or "".
        address: The site's, or "" while drafting.
        part: Whether a build is of a part of the site, in which no picture is another one.
    """

    content: Path
    folders: tuple[Path, ...]
    name: str
    subtitle: str
    author: str
    address: str
    part: bool

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> PicturesSettings:
        """Read them."""
        words = (settings.get(name) or "" for name in ("SITENAME", "SITESUBTITLE", "AUTHOR"))
        name, subtitle, author = (Markup(word).striptags() for word in words)
        return cls(
            Path(settings["PATH"]),
            tuple(Path(settings["THEME"], name) for name in settings["THEME_STATIC_PATHS"]),
            name,
            subtitle,
            author,
            str(settings.get("SITEURL") or ""),
            "PART" in settings,
        )

    def list_theme(self) -> list[Path]:
        """Return the files of the theme that are published, in their order."""
        return [file for folder in self.folders for file in sorted(_walk(folder))]


def _walk(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)
