"""What files look like: one look at each, and their content where the look says too little."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from guards.stamps import SETTLED
from guards.whole import is_part

from .model import UNSURE, Stamp, Tree


def look(path: str | Path) -> Stamp | None:
    """Return what a file looks like; None if there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return _write(found) if stat.S_ISREG(found.st_mode) else None


def settle(stamp: Stamp) -> Stamp:
    """Return a stamp, or `UNSURE` of what was changed a moment ago: it may be changed once more, unseen."""
    return UNSURE if stamp.ctime > time.time_ns() - SETTLED else stamp


def was_saved(path: str | Path, before: Stamp) -> bool:
    """Say whether a file was saved after a look at it, or removed; a link to it may have been made."""
    now = look(path)
    return now is None or now._replace(ctime=before.ctime) != before


def was_made_after(stamp: Stamp, moment: int, installed: bool) -> bool:
    """Say whether a file may have been another one at a moment, in nanoseconds.

    Args:
        stamp: What it looks like now.
        moment: When.
        installed: Whether it is of an installed package: links are made to these whenever an installer
            that keeps each file once (uv) makes another environment, and that is no change.
    """
    return (stamp.mtime if installed else max(stamp.mtime, stamp.ctime)) > moment


def read_hash(path: str | Path) -> str:
    """Return the SHA-256 of a file's content; "" if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def read_bytes(path: str | Path) -> bytes:
    """Return a file's content; nothing if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def walk(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Yield every file below a folder, by its path, as far as names do not begin with a dot.

    Links are followed, each folder once.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            here = os.stat(place)
            if (here.st_dev, here.st_ino) in seen:
                continue
            seen.add((here.st_dev, here.st_ino))
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            try:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    found = entry.stat()
                    if stat.S_ISREG(found.st_mode):
                        yield entry.path, _write(found)
            except OSError:
                continue


def survey(folder: str) -> Tree:
    """Return what there is in a folder that a build wrote."""
    files: dict[str, list[int]] = {}
    folders: dict[str, int] = {}
    start = len(folder) + 1
    for place, _, names in os.walk(folder):
        folders[place[start:] or "."] = os.stat(place).st_mtime_ns
        for name in names:
            if not is_part(name):
                path = f"{place}/{name}"
                found = os.lstat(path)
                files[path[start:]] = [found.st_size, found.st_mtime_ns]
    return Tree(files, folders)


def list_files(folder: Path) -> list[str]:
    """Return the files of a folder, in their order, by their paths below it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def update_tree(tree: Tree, folder: Path, places: Iterable[Path], deep: bool = True) -> Tree:
    """Return what there is in a folder after some files in it were replaced; its folders, too, if `deep`."""
    files, folders = dict(tree.files), dict(tree.folders)
    for place in places:
        if not place.is_relative_to(folder):
            continue
        name = place.relative_to(folder).as_posix()
        files.pop(name, None)
        if place.is_file():
            found = place.lstat()
            files[name] = [found.st_size, found.st_mtime_ns]
        for parent in place.parents if deep else ():
            if parent.is_relative_to(folder) and parent.is_dir():
                folders[parent.relative_to(folder).as_posix()] = parent.stat().st_mtime_ns
    return Tree(files, folders)


def find_stray(folder: str, tree: Tree) -> str:
    """Return the first path at which a folder is not as it was written; "" if there is none."""
    start = f"{folder}/"
    try:
        for path, changed in tree.folders.items():
            if os.stat(start + path).st_mtime_ns != changed:
                return path
        for path, (size, changed) in tree.files.items():
            found = os.lstat(start + path)
            if found.st_mtime_ns != changed or found.st_size != size:
                return path
    except (OSError, ValueError, TypeError):
        return path
    return ""


def _write(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def keep_times(before: Path, after: Path) -> None:
    """Give files with the same content in two folders the same time of the last change: that of `before`."""
    for place, _, names in os.walk(after):
        old = before / os.path.relpath(place, after)
        for name in names:
            new_file, old_file = f"{place}/{name}", f"{old}/{name}"
            try:
                new, was = os.lstat(new_file), os.lstat(old_file)
                if new.st_size == was.st_size and stat.S_ISREG(was.st_mode) and is_same(new_file, old_file):
                    os.utime(new_file, ns=(was.st_atime_ns, was.st_mtime_ns))
            except OSError:
                continue


def is_same(one: str | Path, other: str | Path) -> bool:
    """Say whether two files have the same content; one that cannot be read has none."""
    try:
        with open(one, "rb") as first, open(other, "rb") as second:
            return first.read() == second.read()
    except OSError:
        return False
