"""The plugin's settings, read and checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apa7.bibliography.places import DEFAULT
from apa7.errors import CitationsError


@dataclass(frozen=True)
class Settings:
    """What pelicanconf.py says about citations.

    Attributes:
        content: The site's content folder (Pelican's `PATH`).
        bibliography: ``CITATIONS_BIBLIOGRAPHY``, the site-wide .bib files, a path or a list of paths in the
            content folder, the most general first; without it `references.bib`, if there is one.
        works_save_as: ``CITATIONS_WORKS_SAVE_AS``, the file of the page with all works cited, in the output
            folder; empty for no such page.
        heading: ``CITATIONS_HEADING``, the heading of reference lists; empty for one in the post's language.
        capitals: ``CITATIONS_CAPITALS``, a list of names that keep their capitals in titles, besides those of
            peoples, languages and places that are known.
    """

    content: Path
    bibliography: tuple[Path, ...]
    works_save_as: str = "works/index.html"
    heading: str = ""
    capitals: tuple[str, ...] = ()


def read_settings(settings: Mapping[str, Any]) -> Settings:
    """Read Pelican's settings.

    Raises:
        CitationsError: A setting has a value that can't be used.
    """
    content = Path(settings["PATH"])
    works = settings.get("CITATIONS_WORKS_SAVE_AS", Settings.works_save_as) or ""
    if not isinstance(works, str):
        raise CitationsError(f"CITATIONS_WORKS_SAVE_AS must be a path or empty, not {works!r}")
    heading = settings.get("CITATIONS_HEADING") or ""
    if not isinstance(heading, str):
        raise CitationsError(f"CITATIONS_HEADING must be a text, not {heading!r}")
    capitals = settings.get("CITATIONS_CAPITALS") or ()
    if not isinstance(capitals, list | tuple) or not all(isinstance(name, str) for name in capitals):
        raise CitationsError(f"CITATIONS_CAPITALS must be a list of names, not {capitals!r}")
    names = tuple(name.strip() for name in capitals if name.strip())
    named = settings.get("CITATIONS_BIBLIOGRAPHY")
    if named is None:
        default = content / DEFAULT
        return Settings(content, (default,) if default.exists() else (), works, heading, names)
    listed = [named] if isinstance(named, str | Path) else named
    if not isinstance(listed, list | tuple) or not all(isinstance(path, str | Path) for path in listed):
        raise CitationsError(f"CITATIONS_BIBLIOGRAPHY must be a path or a list of paths, not {named!r}")
    return Settings(content, tuple(content / path for path in listed), works, heading, names)
