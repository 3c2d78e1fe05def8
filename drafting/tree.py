"""The files that a build reads: which they are, whether they differ from before, and who wakes us then."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import cache_from_source
from itertools import chain
from pathlib import Path

# What a save leaves on a file: when, how long, which file it is (a save may replace it), and who may read it.
Tree = dict[str, tuple[int, int, int, int]]

# Settings, and what they may import or read, beside the folders.
BESIDE = (".py", ".toml")
# Seconds: between two looks that must agree, and how long to hope for that. The first must be longer than
# the finest time that a file system writes down, so that no later save leaves the same mark.
MOMENT, PATIENCE = 0.05, 1.0


def read_tree(root: Path, folders: Iterable[Path]) -> Tree:
    """Return what the files of a site look like from outside.

    Args:
        root: The folder of the site; of its own files, Python and TOML count.
        folders: Those whose every file counts, however deep, but nothing hidden.
    """
    beside = (file for file in root.iterdir() if file.suffix in BESIDE and _may_be_read(file.name))
    tree = {}
    for file in chain(beside, *map(_walk, folders)):
        # It may be gone by now, or be a link that leads nowhere.
        with suppress(OSError):
            seen = file.stat()
            tree[str(file)] = (seen.st_mtime_ns, seen.st_size, seen.st_ino, stat.S_IMODE(seen.st_mode))
    return tree


def settle_tree(root: Path, folders: Iterable[Path]) -> Tree:
    """Return the same when it has stayed so for a moment: an editor may save in several steps."""
    end = time.monotonic() + PATIENCE
    tree = read_tree(root, folders)
    while True:
        time.sleep(MOMENT)
        before, tree = tree, read_tree(root, folders)
        if tree == before or time.monotonic() > end:
            return tree


def forget_bytecode(before: Tree, now: Tree) -> None:
    """Remove what Python has compiled of files that changed.

    It compares seconds and lengths: of two saves within a second it could take the first for the second.
    """
    for name in now:
        if name.endswith(".py") and now[name] != before.get(name):
            Path(cache_from_source(name)).unlink(missing_ok=True)


class Alarm:
    """Wakes whoever waits when something may have changed below a folder.

    It only saves waiting: a file system that tells nothing is looked at every `longest` seconds.

    Args:
        longest: Seconds.
    """

    def __init__(self, longest: float = 2.0) -> None:
        self._longest = longest
        self._rung = threading.Event()
        self._off = threading.Event()
        self._watched: tuple[Path, ...] = ()

    def watch(self, root: Path, folders: tuple[Path, ...]) -> None:
        """Watch these, and what was watched before no more."""
        if self._watched == folders:
            return
        self._off.set()
        self._off, self._watched = threading.Event(), folders
        for paths, deep in (((root,), False), (folders, True)):
            threading.Thread(target=self._listen, args=(paths, deep, self._off), daemon=True).start()

    def wait(self) -> None:
        """Return when something may have changed since the last `wait` began to return."""
        self._rung.wait(self._longest)
        self._rung.clear()

    def ring(self) -> None:
        """Wake whoever waits."""
        self._rung.set()

    def stop(self) -> None:
        """Watch nothing any more."""
        self._off.set()
        self.ring()

    def _listen(self, paths: Iterable[Path], deep: bool, off: threading.Event) -> None:
        from watchfiles import watch

        there = [path for path in paths if path.exists()]
        # Too many folders to watch, or one that has gone: then nobody is woken, and looks all the same.
        with suppress(Exception):
            for _ in watch(*there, watch_filter=None, debounce=50, step=10, stop_event=off, recursive=deep):
                self.ring()


def _walk(folder: Path) -> Iterator[Path]:
    been = set()
    for parent, inner, names in os.walk(folder, followlinks=True):
        # A link may lead back to where we came from.
        place = Path(parent).resolve()
        inner[:] = [] if place in been else [name for name in inner if _may_be_read(name)]
        been.add(place)
        yield from (Path(parent, name) for name in names if _may_be_read(name))


def _may_be_read(name: str) -> bool:
    """Say whether a build may read a name: not what is for editors, version control or Python alone."""
    return not (name.startswith(".") or name.endswith(("~", "#", ".pyc")) or name == "__pycache__")
