"""Deploying into a folder that a web server, or a synchronised disk, shows as it is."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crosspost.contract import Finding, Rooms
from crosspost.errors import SettingsError
from crosspost.settings import check_apart
from guards.whole import write_file

from .written import Written, describe_deploy, list_files


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> Directory:
    """Read `path`, relative to the site's folder.

    Raises:
        SettingsError: It is no folder, or one that must not be written over.
    """
    path = values.get("path", "public")
    if not isinstance(path, str | Path) or not str(path):
        raise SettingsError(f'SYNDICATION_DEPLOY: "path" must be a folder such as "public", not {path!r}.')
    folder = (rooms.root / path).resolve()
    check_apart("SYNDICATION_DEPLOY", folder, rooms.root, (rooms.content, rooms.output, rooms.copies))
    return Directory(rooms.root / path, rooms)


class Directory:
    """A folder that is made the same as the built site, file by file.

    Files that others put there stay: only what an earlier deploy wrote is removed.
    """

    def __init__(self, folder: Path, rooms: Rooms) -> None:
        """Take the folder to write, and the site's."""
        self.folder = folder
        self.output = rooms.output
        self.written = Written(rooms, str(folder))

    def deploy(self) -> str:
        """Write what changed, then remove what is gone."""
        names = list_files(self.output)
        before = self.written.read()
        # Before anything is written, so that whatever a stopped run wrote is removed when it is gone.
        self.written.write(before.union(names))
        sent = 0
        for name in names:
            source, target = self.output / name, self.folder / name
            if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
                sent += write_file(target, source.read_bytes())
        removed = self.remove(before.difference(names))
        self.written.write(names)
        return describe_deploy(str(self.folder), sent, removed, len(names))

    def check(self) -> Iterator[Finding]:
        """Look whether the folder can be written."""
        there = next(path for path in (self.folder, *self.folder.parents) if path.exists())
        if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            yield Finding(True, f"{self.folder} can be written")
        else:
            yield Finding(False, f"{self.folder} cannot be written: {there} is not yours. Choose another.")

    def remove(self, names: set[str]) -> int:
        """Remove what an earlier deploy wrote and this one did not, and return how many files."""
        removed = 0
        for name in sorted(names):
            path = self.folder / name
            if ".." in path.parts:
                continue
            if path.is_file():
                path.unlink()
                removed += 1
            for parent in path.relative_to(self.folder).parents:
                folder = self.folder / parent
                if folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()
        return removed
