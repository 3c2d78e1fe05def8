"""What a whole build reads, noted from its beginning: so that the next one can tell what changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .circumstances import SYSTEM, identify, list_modules, note_files
from .comparison import hash_value
from .model import UNSURE, Record, Stamp
from .stamps import look, read_hash, settle, survey, walk, was_made_after, was_saved

# Where what is installed is found: of it, what is imported counts. Installers share its files by links, each
# of which gives them another stamp.
INSTALLED = "-packages/"
# A moment after all posts: the last of the year 9999, as seconds since 1970.
NEVER = 253_402_300_799


class Notes:
    """Notes of one build.

    Args:
        site: The site's folder.
        command: What builds it, with which settings.
        opened: Files that this process has opened before, for what it imported.
    """

    def __init__(self, site: Path, command: str, opened: Iterable[str] = ()) -> None:
        self._site = site
        self._top = f"{site}{os.sep}"
        self._identity = identify(site, command)
        self._begun = time.time_ns()
        self._roots: list[str] = []
        self._stamps: dict[str, Stamp] = {}
        self._hashes: dict[str, str] = {}
        self._looks: dict[str, Stamp] = {}
        self._read = set(opened)

    @contextmanager
    def follow(self) -> Iterator[None]:
        """Note every file that is opened, as long as the block runs."""
        with note_files() as files:
            yield
        self._read |= files

    def note_roots(self, roots: Iterable[str | Path]) -> None:
        """Note what the folders look like of which every file counts, before any of it is read."""
        for root in dict.fromkeys(self._shorten(str(Path(root).resolve())) for root in roots):
            self._roots.append(root)
            for path, stamp in walk(str(self._site / root)):
                self._note(path, stamp)

    def _note(self, path: str, stamp: Stamp | None) -> None:
        name = self._shorten(path)
        if stamp is None or name in self._stamps:
            return
        self._looks[name] = stamp
        self._stamps[name] = settle(stamp)
        self._hashes[name] = read_hash(path)

    def _note_programs(self, left_out: Iterable[str]) -> None:
        """Note what was imported, and all other files that were opened."""
        ours = tuple(f"{self._top}{folder}{os.sep}" for folder in (*left_out, ".cache", ".git"))
        opened = (os.path.abspath(path) for path in self._read)
        others = (path for path in opened if INSTALLED not in path and not path.startswith(SYSTEM))
        for path in {*list_modules(), *others}:
            # What Python compiles may lie in a folder of its own (`PYTHONPYCACHEPREFIX`).
            compiled = "__pycache__" in path or ".pyc" in path
            if compiled or path.startswith(ours) or self._shorten(path) in self._stamps:
                continue
            stamp = look(path)
            # What was changed after the beginning may have been read before.
            late = stamp is not None and was_made_after(stamp, self._begun, INSTALLED in path)
            self._note(path, stamp)
            if late:
                self._stamps[self._shorten(path)] = UNSURE
                self._hashes.pop(self._shorten(path), None)

    def write(
        self,
        outputs: Mapping[str, Path],
        environment: Iterable[str],
        moments: Iterable[float],
        messages: Iterable[tuple[bool, str]],
        reason: str,
        unknown: str = "",
    ) -> Record:
        """Return the record of the build, now that it has come to its end.

        Args:
            outputs: Each folder that it wrote, by its name.
            environment: The variables that the settings read.
            moments: When posts are published, as seconds since 1970.
            messages: What it said.
            reason: Why it was a whole build.
            unknown: Why nobody can tell whether something has changed; "" if one can.
        """
        self._note_programs(outputs)
        for name, stamp in self._looks.items():
            # Saved meanwhile, and perhaps read: then it is another one even if it becomes what it was.
            if was_saved(self._site / name, stamp):
                self._stamps[name] = UNSURE
                self._hashes.pop(name, None)
        begun, dates = self._begun / 1e9, list(moments)
        return Record(
            self._identity,
            {name: hash_value(os.environ.get(name)) for name in sorted(environment)},
            self._roots,
            self._stamps,
            self._hashes,
            {name: survey(str(folder)) for name, folder in outputs.items()},
            max((date for date in dates if date <= begun), default=0.0),
            min((date for date in dates if date > begun), default=float(NEVER)),
            list(messages),
            "whole",
            reason,
            unknown,
        )

    def _shorten(self, path: str) -> str:
        return path.removeprefix(self._top)
