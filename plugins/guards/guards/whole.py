"""Files and folders that are whole or not there, and not touched when nothing changed."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

# How the names of files begin that are being written; a run that is killed leaves one.
PART = ".part-"
# As `tempfile` goes on.
_LEFT = re.compile(rf"{re.escape(PART)}[a-z0-9_]{{8}}")


def write_file(path: Path, data: bytes) -> bool:
    """Put `data` at `path` in one step, unless it is there already.

    Returns:
        Whether the file was written.

    Raises:
        OSError: It could not be written; what was there is there still.
    """
    import tempfile

    with suppress(OSError):
        # A pipe would be waited for.
        if path.is_file() and path.read_bytes() == data:
            return False
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
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


def read_file(path: Path) -> bytes:
    """Return what is in a file; what is none, such as a pipe, is not waited for.

    Raises:
        OSError: It cannot be read, or is no file.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "Is no file", str(path))
    return path.read_bytes()


def is_part(name: str) -> bool:
    """Say whether a file of this name is one that `write_file` has not finished."""
    return name.startswith(PART) and bool(_LEFT.fullmatch(name))


def walk_files(folder: Path, deep: bool = True) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give what is below a folder and is no folder, by its name with slashes; links are not followed.

    What cannot be looked into has nothing in it.

    Args:
        folder: The folder.
        deep: Whether what is in the folders below it, too.
    """
    waiting = [(str(folder), "")]
    while waiting:
        path, start = waiting.pop()
        with suppress(OSError), os.scandir(path) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield f"{start}{entry.name}", entry
                elif deep and not entry.is_symlink():
                    waiting.append((entry.path, f"{start}{entry.name}/"))


def remove_parts(folder: Path, seconds: float = 0.0, deep: bool = True) -> dict[str, os.DirEntry[str]]:
    """Remove what killed runs left in a folder, and return all else that `walk_files` gives.

    Args:
        folder: The folder.
        seconds: How old it must be; 0 where nobody else writes now.
        deep: Whether in the folders below it, too.
    """
    latest = time.time() - seconds
    files = dict(walk_files(folder, deep))
    for name in [name for name, entry in files.items() if is_part(entry.name)]:
        path = Path(files.pop(name).path)
        with suppress(OSError):
            if path.lstat().st_mtime <= latest or not seconds:
                path.unlink()
    return files


def replace_folders(mark: Path, *pairs: tuple[Path, Path]) -> None:
    """Put new folders in the place of old ones: all of them, or none.

    From the first step to the last nothing is in the last place: who finds a folder there, finds every
    place old or every place new. After a kill, the same call ends what was begun, as `mark` says.

    Args:
        mark: A file that is there as long as this is under way. Old folders wait beside it to be removed.
        pairs: A place, and the new folder for it, on the same disk.

    Raises:
        OSError: A folder cannot be replaced; all are as they were.
    """
    import tempfile

    kept = mark.with_name(f"{mark.name}-old")
    kept.mkdir(parents=True, exist_ok=True)
    mark.touch()
    # Of a run that was killed, some are in their places.
    waiting = [(place, new) for place, new in pairs if new.is_dir()]
    moved: list[tuple[Path, Path]] = []
    place = kept
    try:
        for place, _ in reversed(waiting):
            if os.path.lexists(place):
                _move(place, Path(tempfile.mkdtemp(dir=kept), place.name), moved)
        for place, new in waiting:
            place.parent.mkdir(parents=True, exist_ok=True)
            _move(new, place, moved)
    except OSError as error:
        for source, target in reversed(moved):
            target.rename(source)
        mark.unlink()
        error.filename = str(place)
        raise
    mark.unlink()
    shutil.rmtree(kept, ignore_errors=True)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    moved.append((source, target))


def replace_files(mark: Path, pairs: Iterable[tuple[Path, Path | None]]) -> None:
    """Put new files in the place of old ones, in this order; after a kill, `finish_files` goes on with it.

    Args:
        mark: A file that is there as long as this is under way.
        pairs: A place, and the new file for it on the same disk, or None where the old one goes.

    Raises:
        OSError: A file cannot be replaced; those before it are.
    """
    steps = [(str(place.absolute()), new and str(new.absolute())) for place, new in pairs]
    write_file(mark, json.dumps(steps).encode())
    finish_files(mark)


def finish_files(mark: Path) -> bool:
    """End what `replace_files` has begun; return whether there was something to end.

    Raises:
        OSError: A file cannot be replaced; those before it are, and it is not tried again.
    """
    try:
        steps = json.loads(read_file(mark))
    except FileNotFoundError:
        return False
    except (ValueError, RecursionError):
        # Not of ours: ours is whole or not there.
        steps = []
    # What comes to a place at the end may have come already, and must not be taken away again.
    come = {place for place, new in steps if new is not None and not os.path.lexists(new)}
    try:
        for place, new in steps:
            if new is None:
                if place not in come:
                    Path(place).unlink(missing_ok=True)
            elif place not in come:
                Path(place).parent.mkdir(parents=True, exist_ok=True)
                Path(new).replace(place)
    except OSError:
        mark.unlink()
        raise
    mark.unlink()
    return True
