"""Deploying into a folder that a web server, or a synchronised disk, shows as it is."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crosspost.contract import Finding, Rooms
from crosspost.errors import SyndicationError
from crosspost.files import check_apart
from crosspost.options import read_deploy_options
from guards.paths import PathError, find_inside
from guards.stamps import UNKNOWN, read_notes, write_notes, write_stamp
from guards.whole import remove_parts, write_file

from .written import Written, describe_deploy, list_files


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> Directory:
    """Read `path`, relative to the site's folder.

    Raises:
        SettingsError: It is no folder, or one that must not be written over.
    """
    path = values.get("path", "public")
    if isinstance(path, Path):
        values = {**values, "path": str(path)}
    folder = rooms.root / read_deploy_options(values, {"path": "public"})["path"]
    others = (rooms.content, rooms.output, rooms.copies, rooms.root / ".cache", *rooms.others)
    check_apart("SYNDICATION_DEPLOY", folder, rooms.root, others)
    return Directory(folder, rooms)


class Directory:
    """A folder that is made the same as the built site, file by file.

    Files that others put there stay: only what an earlier deploy wrote is removed.
    """

    def __init__(self, folder: Path, rooms: Rooms) -> None:
        """Take the folder to write, and the site's."""
        self.folder = folder
        self.rooms = rooms
        self.output = rooms.output
        self.written = Written(rooms, str(folder))

    def deploy(self) -> str:
        """Write what changed, then remove what is gone."""
        names = list_files(self.rooms)
        there = remove_parts(self.folder)
        for inner in sorted(list_folders(names) - list_folders(there)):
            try:
                find_inside(self.folder, inner)
            except PathError as error:
                raise SyndicationError(f"{self.folder / inner} {error}. Remove that link.") from None
        before = self.written.read(names)
        if not before.issuperset(names):
            # Before anything is written, so that whatever a stopped run wrote is removed when it is gone.
            self.written.write(before.union(names))
        known = read_notes(self.rooms.seen / "deployed.json")
        sent, seen = 0, {}
        for name, entry in names.items():
            stamps = f"{write_stamp(entry)} {write_stamp(there.get(name))}"
            if known.get(name) != stamps:
                source, target = self.output / name, self.folder / name
                if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
                    sent += write_file(target, source.read_bytes())
                    continue
            if UNKNOWN not in stamps:
                seen[name] = stamps
        removed = self.remove(before.difference(names))
        self.written.write(names)
        if seen != known:
            write_notes(self.rooms.seen / "deployed.json", seen)
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
            try:
                path = find_inside(self.folder, name)
            except PathError as error:
                self.written.tell(f"{name} {error}. It is left alone.")
                continue
            if path.is_file():
                path.unlink()
                removed += 1
            for parent in path.relative_to(self.folder).parents:
                folder = self.folder / parent
                empty = folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())
                if folder != self.folder and empty:
                    folder.rmdir()
        return removed


def list_folders(names: Iterable[str]) -> set[str]:
    """Return the folders that files are in, by their names with slashes; not the one that all are in."""
    folders: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
