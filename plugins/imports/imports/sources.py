"""What is imported: a file, a folder, or what is packed in a ZIP file, each read up to a size."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from pathlib import Path

from guards.paths import PathError, find_inside, read_name
from guards.whole import walk_files

from .errors import ImportingError

LARGEST = 500_000_000
"""Bytes of one file, unpacked."""

MOST = 20_000_000_000
"""Bytes of all files of a ZIP file, unpacked: those of a blog of many years with its pictures."""

FILES = 200_000
"""Files of a folder or ZIP file."""


class Source:
    """A file or folder that somebody brings.

    Attributes:
        path: Where it is.
        name: What it is called in messages.
        largest: Bytes that one of its files may have.
        fetch: Returns what is at an address, or raises `ImportingError`; None where nobody is to be asked.
    """

    def __init__(self, path: Path, largest: int = LARGEST) -> None:
        """Take the path.

        Raises:
            ImportingError: Nothing that can be read is there.
        """
        self.path = path
        self.name = path.name or str(path)
        self.largest = largest
        self.fetch: Callable[[str], bytes] | None = None
        try:
            mode = path.stat().st_mode
        except OSError as error:
            raise ImportingError(f"{path} cannot be read ({error.strerror}).") from None
        except ValueError:
            raise ImportingError(f"{str(path)[:80]!r} is no path.") from None
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise ImportingError(f"{path} is no file and no folder.")
        self.is_folder = stat.S_ISDIR(mode)

    @cached_property
    def head(self) -> bytes:
        """The first bytes of a file; none of a folder."""
        return b"" if self.is_folder else self._read_file(self.path, 100_000, whole=False)

    @cached_property
    def _zip(self) -> zipfile.ZipFile | None:
        if self.head[:4] not in {b"PK\x03\x04", b"PK\x05\x06"}:
            return None
        try:
            return zipfile.ZipFile(self.path)
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise ImportingError(f"{self.name} is no whole ZIP file ({error}). Export it again.") from None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What is in a folder or ZIP file: names with slashes, in order.

        Raises:
            ImportingError: A name leads out of it, or there are too many files, or too much in them.
        """
        if self.is_folder:
            names = sorted(name for name, _ in islice(walk_files(self.path), FILES + 1))
            if len(names) > FILES:
                raise ImportingError(f"{self.name} has more than {FILES:,} files.")
            return tuple(names)
        if self._zip is None:
            return ()
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > FILES or sum(entry.file_size for entry in entries) > MOST:
            raise ImportingError(
                f"{self.name} has more than {FILES:,} files, or {MOST // 10**9} GB in them. "
                "Is this an export?"
            )
        for entry in entries:
            try:
                read_name(entry.filename)
            except PathError as error:
                raise ImportingError(f"{self.name}: {entry.filename[:80]!r} {error}.") from None
        return tuple(sorted({entry.filename for entry in entries}))

    def read(self, name: str = "") -> bytes:
        """Return what is in the file, or in one of the files of the folder or ZIP file.

        Raises:
            ImportingError: It cannot be read, or is larger than anybody needs; the text says which file.
        """
        if not name:
            return self._read_file(self.path, self.largest)
        if self.is_folder:
            try:
                return self._read_file(find_inside(self.path, name), self.largest)
            except PathError as error:
                raise ImportingError(f"{self.name}/{name} {error}.") from None
        if self._zip is None or name not in self.names:
            raise ImportingError(f"{self.name} has no file {name[:80]!r}.")
        try:
            with self._zip.open(name) as opened:
                data = opened.read(self.largest + 1)
        except (
            OSError,
            RuntimeError,
            ValueError,
            NotImplementedError,
            zipfile.BadZipFile,
            zlib.error,
        ) as error:
            raise ImportingError(
                f"{self.name}: {name} cannot be unpacked ({error}). Export it again."
            ) from None
        return self._check(data, name)

    def text(self, name: str = "") -> str:
        """Return what a file says.

        Raises:
            ImportingError: It cannot be read, or is no text in UTF-8.
        """
        try:
            return self.read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ImportingError(f"{name or self.name}:{line}: this is no text in UTF-8.") from None

    def _read_file(self, path: Path, largest: int, whole: bool = True) -> bytes:
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise ImportingError(f"{path.name} is no file.")
            with path.open("rb") as opened:
                data = opened.read(largest + whole)
        except OSError as error:
            raise ImportingError(f"{path} cannot be read ({error.strerror}).") from None
        return self._check(data, path.name) if whole else data

    def _check(self, data: bytes, name: str) -> bytes:
        if len(data) > self.largest:
            raise ImportingError(f"{name} is larger than {self.largest:,} bytes.")
        return data
