"""Posts that two processes read; Pelican gets them as if it had kept them from an earlier build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from guards.shares import SHARES

# A path, and what returns its text and metadata.
Read = tuple[str, Callable[[], tuple[str, dict[str, Any]]]]


def share_reading(generator: Any, known: Iterable[object]) -> None:
    """Let the posts of a generator be read by all who share the build.

    Args:
        generator: Pelican's, of posts or pages.
        known: What Pelican knows by being the same object.
    """
    if not generator.settings["CACHE_CONTENT"]:
        generator.generate_context = partial(
            generate_ahead, generator, generator.generate_context, [generator.settings, *known]
        )


def generate_ahead(generator: Any, generate: Callable[[], None], kept: list[object]) -> None:
    """Let a generator find its posts, and read them in this order."""
    find, readers = generator.get_files, generator.readers

    def get_files(*arguments: Any, **keywords: Any) -> list[str]:
        names = sorted(find(*arguments, **keywords))
        # As Pelican calls them.
        paths = [os.path.abspath(f"{generator.path}{os.sep}{name}") for name in names]  # noqa: PTH100
        readers.get_cached_data = partial(take, read_ahead(generator, paths, kept))
        return names

    generator.get_files = get_files
    try:
        generate()
    finally:
        generator.get_files = find
        vars(readers).pop("get_cached_data", None)


def read_ahead(generator: Any, paths: list[str], kept: list[object]) -> Iterator[Read]:
    """Yield the posts, in this order."""
    chosen = generator.readers.readers
    known = [path for path in paths if Path(path).suffix[1:] in chosen]
    # Authors and tags have the settings.
    kept = [*kept, *(reader.settings for reader in chosen.values())]

    def read(path: str) -> Any:
        return chosen[Path(path).suffix[1:]].read(path)

    return zip(known, generator.settings[SHARES].ask(known, read, kept, alone=True), strict=True)


def take(found: Iterator[Read], path: str, nothing: Any) -> Any:
    """Return a post; those before it that Pelican has not asked for are not wanted."""
    return next((read() for other, read in found if other == path), nothing)
