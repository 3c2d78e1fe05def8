"""Files that are whole or not there, and not touched when nothing changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def write_file(path: Path, data: bytes) -> bool:
    """Put `data` at `path` in one step, unless it is there already.

    Returns:
        Whether the file was written.

    Raises:
        OSError: It could not be written; what was there is there still.
    """
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException as error:
        Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            # A full disk does not say which file it had no room for.
            error.filename = str(path)
        raise
    return True


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
