"""An import, written into a content folder: all of it or nothing; what is there is never overwritten."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from guards.paths import TAKEN
from guards.whole import finish_files, replace_files, write_file

from ..errors import ImportingError
from ..model import Import, Loss, Post
from .drafting import Draft, write_posts
from .known import find_imported

ALONE = "posts"
"""The folder of posts that belong to no series."""


@dataclass
class Outcome:
    """What became of an import.

    Attributes:
        written: Files that are new, or have more in them, in order.
        known: Posts that were imported before → the file in which each is.
        posts: New posts and pages → the file of each.
        losses: What could not be kept, the file and line where it would stand (None and 0 if nowhere).
        pictures: How many pictures were copied.
        comments: How many comments were kept.
        notes: How many footnotes were kept.
    """

    written: list[Path] = field(default_factory=list)
    known: list[tuple[Post, Path]] = field(default_factory=list)
    posts: list[tuple[Post, Path]] = field(default_factory=list)
    losses: list[tuple[Loss, Path | None, int]] = field(default_factory=list)
    pictures: int = 0
    comments: int = 0
    notes: int = 0


def write_import(
    content: Path, imported: Import, now: datetime, series: str = "", syndicate: bool = False
) -> Outcome:
    """Write an import into a content folder, and say what became of it.

    Args:
        content: The folder.
        imported: What is written.
        now: The date of posts that have none.
        series: The folder of its posts, a series; without one they belong to none.
        syndicate: Whether partners get them.

    Raises:
        ImportingError: Something is in the way; nothing was written.
        OSError: A file could not be written; all is as it was.
    """
    _check_series(content, series)
    cache = content.absolute().parent / ".cache" / "import"
    cache.mkdir(parents=True, exist_ok=True)
    # Of a run that was killed.
    finish_files(cache / "mark")
    outcome = Outcome()
    known = find_imported(content)
    new = []
    for post in imported.posts:
        if path := known.get(" ".join(post.id.split())):
            outcome.known.append((post, path))
        else:
            new.append(post)
    waiting = Path(tempfile.mkdtemp(dir=cache))
    try:
        draft = Draft(content, waiting, now, series, syndicate, known)
        write_posts(draft, imported, new)
        _put(cache / "mark", waiting, draft)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    outcome.posts, outcome.losses = draft.posts, draft.losses
    outcome.written = [*draft.files, *draft.texts]
    outcome.pictures = len(draft.files)
    outcome.comments = sum(len(post.comments) for post in new)
    outcome.notes = sum(post.notes for post in new)
    return outcome


def _check_series(content: Path, series: str) -> None:
    if not content.is_dir():
        raise ImportingError(f"{content} is no folder. Name that of your posts: --content FOLDER.")
    if series and (not re.fullmatch(r"[\w-]+", series) or series.lower() in TAKEN):
        raise ImportingError(
            f'"{series[:80]}" cannot be the folder of a series: take letters and hyphens, and no name '
            "of another folder of a site."
        )
    folder = content / (series or ALONE)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ImportingError(f"{folder} is no folder. Choose another name for the series.")


def _put(mark: Path, waiting: Path, draft: Draft) -> None:
    """Put all files in their places, or none."""
    before: dict[Path, bytes | None] = {}
    pairs: list[tuple[Path, Path | None]] = [*draft.files.items()]
    for number, (path, (old, text)) in enumerate(draft.texts.items()):
        before[path] = old
        held = waiting / f"text-{number}"
        write_file(held, text)
        pairs.append((path, held))
    for path, _ in pairs:
        now = path.read_bytes() if os.path.lexists(path) else None
        if now != before.get(path):
            raise ImportingError(f"{path} was saved meanwhile. Import again: nothing was imported.")
    try:
        replace_files(mark, pairs)
    except OSError:
        _undo(pairs, before)
        raise


def _undo(pairs: list[tuple[Path, Path | None]], before: Mapping[Path, bytes | None]) -> None:
    for path, held in pairs:
        if held is not None and not held.exists():
            with suppress(OSError):
                if (old := before.get(path)) is not None:
                    write_file(path, old)
                else:
                    path.unlink()
                    path.parent.rmdir()
