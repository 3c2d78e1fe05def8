"""Parsed `.bib` files, kept between runs in a folder that may be deleted at any time.

Reading 10,000 entries back takes a twentieth of the time of parsing them.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import guards
from apa7.errors import Problem

from .fields import Entry

SMALLEST = 50_000
"""Bytes; a smaller file is parsed before anybody notices, and leaves nothing behind."""


class Parsed(NamedTuple):
    """What a .bib file holds, and what is wrong with it."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


class Cache:
    """A folder of parsed files, one for each .bib file.

    What it gives back was parsed from the same bytes by the same code. A copy that is
    missing, damaged or out of date is no copy; a folder that can't be written stays empty.

    Args:
        folder: Where the copies are; made when the first is stored.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._code = b""

    def load(self, path: Path, data: bytes, name: str) -> Parsed | None:
        """Return what was parsed from these bytes, if it is known.

        Args:
            path: The .bib file.
            data: Its bytes.
            name: What messages call the file.
        """
        if len(data) < SMALLEST:
            return None
        return self._load(path, data, name)

    def load_last(self, path: Path, name: str) -> tuple[bytes, Parsed] | None:
        """Return the bytes of a file that were parsed last, and what was found in them, if that is known."""
        try:
            source = self._source(path)
            data = source.read_bytes() if source.is_file() else b""
        except OSError:
            return None
        parsed = self._load(path, data, name)
        return (data, parsed) if parsed else None

    def _load(self, path: Path, data: bytes, name: str) -> Parsed | None:
        try:
            copy = self._copy(path)
            # A pipe would be waited for.
            head, _, body = (copy.read_bytes() if copy.is_file() else b"").partition(b"\n")
        except OSError:
            return None
        if head != self._head(data, body):
            return None
        import json

        try:
            entries, problems = json.loads(body)
            parsed = Parsed(
                tuple(Entry(key, kind, fields, name, line) for key, kind, line, fields in entries),
                tuple(Problem(name, line, message, warning) for line, message, warning in problems),
            )
        except (ValueError, TypeError, RecursionError):
            return None
        return parsed if _is_sound(parsed) else None

    def store(self, path: Path, data: bytes, entries: Iterable[Entry], problems: Iterable[Problem]) -> None:
        """Keep what was parsed from these bytes; whoever reads sees the old copy or the new, whole."""
        if len(data) < SMALLEST:
            return
        import json

        from guards.whole import write_file

        kept = (
            [(entry.key, entry.type, entry.line, entry.fields) for entry in entries],
            [(problem.line, problem.message, problem.warning) for problem in problems],
        )
        body = json.dumps(kept, separators=(",", ":")).encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            # Git leaves the folder alone, wherever it is.
            write_file(self.folder / ".gitignore", b"*\n")
            write_file(self._copy(path), self._head(data, body) + b"\n" + body)
            write_file(self._source(path), data)

    def _copy(self, path: Path) -> Path:
        """Name a .bib file's copy; one for each file, so that edits leave no heap behind."""
        return self.folder / f"{_hash(os.fsencode(path.absolute()))}.json"

    def _source(self, path: Path) -> Path:
        """Name what keeps the bytes that were parsed, to tell what an edit changes."""
        return self._copy(path).with_suffix(".bib")

    def _head(self, data: bytes, body: bytes) -> bytes:
        """Return the first line of a copy: which bytes and which code it comes from, and its own checksum."""
        return f"{_hash(self._code_version() + data)} {_hash(body)}".encode()

    def _code_version(self) -> bytes:
        if not self._code:
            from importlib.util import find_spec

            # What their modules do decides what a parsed file holds.
            folders = [Path(__file__).parent, Path(guards.__file__).parent]
            modules = [file for folder in folders for file in sorted(folder.glob("*.py"))]
            # To load pybtex takes longer than to read the copy.
            pybtex = find_spec("pybtex")
            for folder in (pybtex and pybtex.submodule_search_locations) or ():
                modules += [Path(folder, name) for name in ("scanner.py", "database/input/bibtex.py")]
            self._code = _hash(b"".join(file.read_bytes() for file in modules)).encode()
        return self._code


def _hash(data: bytes) -> str:
    from hashlib import blake2b

    return blake2b(data, digest_size=16).hexdigest()


def _is_sound(parsed: Parsed) -> bool:
    """Tell whether all is there that anybody reads; whoever writes the folder may have written anything."""
    return all(
        type(entry.key) is type(entry.type) is str
        and type(entry.line) is int
        and type(entry.fields) is dict
        and all(type(value) is str for value in entry.fields.values())
        for entry in parsed.entries
    ) and all(
        type(problem.line) is int and type(problem.message) is str and type(problem.warning) is bool
        for problem in parsed.problems
    )
