"""Deploying into a folder that a web server, or a synchronised disk, shows as it is."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..contract import Rooms
from ..errors import SettingsError, SyndicationError
from ..files import write_file
from ..settings import check_apart


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
        self.notes = rooms.copies / ".deployed.json"

    def deploy(self) -> str:
        """Write what changed, then remove what is gone."""
        if not self.output.is_dir():
            raise SyndicationError(f"{self.output} is not there. Build the site first.")
        names = [path.relative_to(self.output) for path in self.output.rglob("*") if path.is_file()]
        if not names:
            raise SyndicationError(f"{self.output} is empty. Build the site first.")
        before = self.read_notes()
        # Before anything is written, so that whatever a stopped run wrote is removed when it is gone.
        self.write_notes(before | {name.as_posix() for name in names})
        written = 0
        for name in sorted(names):
            source, target = self.output / name, self.folder / name
            if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
                written += write_file(target, source.read_bytes())
        removed = self.remove(before - {name.as_posix() for name in names})
        self.write_notes({name.as_posix() for name in names})
        if not written and not removed:
            return f"{self.folder}: unchanged, {len(names)} files"
        return f"{self.folder}: {written} of {len(names)} files written, {removed} removed"

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

    def read_notes(self) -> set[str]:
        """Return what earlier deploys wrote."""
        try:
            noted = json.loads(self.notes.read_text(encoding="utf-8"))
            return set(noted["files"]) if noted["folder"] == str(self.folder) else set()
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    def write_notes(self, names: set[str]) -> None:
        """Note what is, or is about to be, written."""
        note = {"folder": str(self.folder), "files": sorted(names)}
        write_file(self.notes, json.dumps(note, ensure_ascii=False).encode())
