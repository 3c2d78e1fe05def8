"""Deploying into a folder that a web server, or a synchronised disk, shows as it is."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import SettingsError, SyndicationError
from ..files import prune_folder, write_file


def open_deploy(values: Mapping[str, Any], root: Path) -> Directory:
    """Read `path`, relative to the site's folder."""
    path = values.get("path", "public")
    if not isinstance(path, str | Path) or not str(path):
        raise SettingsError(f'SYNDICATION_DEPLOY: "path" must be a folder such as "public", not {path!r}.')
    return Directory(root, root / path)


class Directory:
    """A folder that is made the same as the built site, file by file."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Take the site's folder, which must not be written over, and the one to write."""
        self.root = root
        self.folder = folder

    def deploy(self, output: Path) -> str:
        """Write what changed, then remove what is gone."""
        here, site = self.folder.resolve(), output.resolve()
        if (
            here == site
            or here in site.parents
            or site in here.parents
            or here in [self.root, *self.root.parents]
        ):
            raise SettingsError(
                f"SYNDICATION_DEPLOY: {self.folder} holds the site's sources or output. "
                "Choose a folder of its own."
            )
        if not output.is_dir():
            raise SyndicationError(f"{output} is not there. Build the site first.")
        keep, written = set(), 0
        for source in sorted(path for path in output.rglob("*") if path.is_file()):
            target = self.folder / source.relative_to(output)
            keep.add(target)
            if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
                written += write_file(target, source.read_bytes())
        removed = len(prune_folder(self.folder, keep)) if self.folder.is_dir() else 0
        if not written and not removed:
            return f"{self.folder}: unchanged, {len(keep)} files"
        return f"{self.folder}: {written} of {len(keep)} files written, {removed} removed"
