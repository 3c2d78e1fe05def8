"""Folders, hashes and names of what is built."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def prune_folder(folder: Path, keep: set[Path]) -> list[Path]:
    """Remove the files below `folder` that are not in `keep`, then the empty folders.

    Hidden files at the top are left alone.

    Returns:
        The removed files.
    """
    removed = []
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.relative_to(folder).parts[0].startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()
            removed.append(path)
    return removed


def hash_text(*texts: str) -> str:
    """Return a SHA-256 of texts, as hexadecimal digits; their boundaries count."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode()
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def show_paths(text: str) -> str:
    """Return a text in which files are called as their author knows them: from the folder they work in."""
    return text.replace(f"{Path.cwd()}{os.sep}", "")


def file_name(post_id: str) -> str:
    """Return the name by which a post's files are called: its id without slashes."""
    return post_id.replace("/", "--")
