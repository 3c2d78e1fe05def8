"""The files that a build reads: which they are, whether they differ from before, and who wakes us then."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

# What a save leaves on a file: when, how long, which file it is (a save may replace it), and who may read it.
Tree = dict[str, tuple[int, int, int, int]]

# Settings, and what they may import or read, beside the folders.
BESIDE = (".py", ".toml")
# Seconds: between two looks that must agree, and how long to hope for that. The first must be longer than
# the finest time that a file system writes down, so that no later save leaves the same mark.
MOMENT, PATIENCE = 0.05, 1.0
# Nanoseconds.
SECOND = 10**9


def read_tree(root: Path, folders: Iterable[Path]) -> Tree:
    """Return what the files of a site look like from outside.

    Args:
        root: The folder of the site; of its own files, Python and TOML count.
        folders: Those whose every file counts, however deep, but nothing hidden.
    """
    beside = (file for file in root.iterdir() if file.suffix in BESIDE and _may_be_read(file.name))
    tree = look(map(str, beside))
    for folder in folders:
        tree |= look(_walk(str(folder)))
    return tree


def look(files: Iterable[str]) -> Tree:
    """Return what these files look like, as far as they are there."""
    tree = {}
    for file in files:
        # It may be gone by now, or be a link that leads nowhere.
        with suppress(OSError):
            seen = os.stat(file)
            tree[file] = (seen.st_mtime_ns, seen.st_size, seen.st_ino, stat.S_IMODE(seen.st_mode))
    return tree


def settle_tree(before: Tree, now: Tree) -> Tree:
    """Return a tree in which what differs from before has stayed so for a moment: editors save in steps."""
    end = time.monotonic() + PATIENCE
    same = {name: seen for name, seen in now.items() if before.get(name) == seen}
    changed = [name for name in {**before, **now} if name not in same]
    while True:
        time.sleep(MOMENT)
        last, now = now, same | look(changed)
        if now == last or time.monotonic() > end:
            return now


def forget_bytecode(before: Tree, now: Tree) -> None:
    """Remove what Python has compiled of files that changed.

    It compares seconds and lengths: of two saves within a second it could take the first for the second.
    """
    for name in now:
        if name.endswith(".py") and now[name] != before.get(name):
            compiled = Path(cache_from_source(name))
            with suppress(OSError):
                # What is not known from before is another one only if it was compiled as soon as saved.
                if name in before or compiled.stat().st_mtime_ns < now[name][0] + SECOND:
                    compiled.unlink()


class Alarm:
    """Wakes whoever waits when something may have changed below a folder.

    It only saves waiting: a file system that tells nothing has to be looked at all the same.
    """

    def __init__(self) -> None:
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

    def wait(self, longest: float) -> None:
        """Return when something may have changed since the last `wait` began to return, or so long after."""
        self._rung.wait(longest)
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


def _walk(folder: str) -> Iterator[str]:
    been: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        with suppress(OSError):
            place = waiting.pop()
            here = os.stat(place)
            # A link may lead back to where we came from.
            if (here.st_dev, here.st_ino) not in been:
                been.add((here.st_dev, here.st_ino))
                entries = [entry for entry in os.scandir(place) if _may_be_read(entry.name)]
                waiting += [entry.path for entry in entries if entry.is_dir()]
                yield from (entry.path for entry in entries if not entry.is_dir())


def _may_be_read(name: str) -> bool:
    """Say whether a build may read a name: not what is for editors, version control or Python alone."""
    return not (name.startswith(".") or name.endswith(("~", "#", ".pyc")) or name == "__pycache__")
