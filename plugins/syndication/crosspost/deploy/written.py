"""What a deploy puts on the web, and notes of what earlier ones put there: only that is ever removed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from crosspost.contract import Rooms
from crosspost.errors import SyndicationError
from crosspost.files import show_paths
from guards.characters import find_unfit
from guards.paths import PathError, find_hidden, read_name, require_inside
from guards.terminal import print_line
from guards.whole import read_file, remove_parts, write_file
from guards.words import shorten


def list_files(rooms: Rooms) -> dict[str, os.DirEntry[str]]:
    """Return the built site's files by their names, relative to its folder and with slashes, in their order.

    Raises:
        SyndicationError: There is no built site, or one with a file that cannot be deployed.
    """
    output = rooms.output
    if not output.is_dir():
        raise SyndicationError(f"{output} is not there. Build the site first.")
    found = {name: entry for name, entry in sorted(remove_parts(output).items()) if entry.is_file()}
    if not found:
        raise SyndicationError(f"{output} is empty. Build the site first.")
    for name, entry in found.items():
        if unfit := find_unfit(name):
            raise SyndicationError(f"{output / name}: its name has the character {unfit} in it. Rename it.")
        if entry.is_symlink() and not is_ours(output / name, rooms):
            path = output / name
            raise SyndicationError(f"{path} is a link out of the site. Remove it, and build the site again.")
    return found


def is_ours(path: Path, rooms: Rooms) -> bool:
    """Say whether a link leads to what is built, or to what is not hidden in the content."""
    for folder in (rooms.output, rooms.content):
        with suppress(PathError):
            require_inside(folder, path)
            return not find_hidden(folder.resolve(), path.resolve())
    return False


class Written:
    """Notes, kept on this machine, of what deploys wrote to one place.

    Without them (a first deploy, another machine, another place) nothing counts as ours.
    """

    def __init__(self, rooms: Rooms, place: str) -> None:
        """Take the site's folders and the name of the place."""
        self.path = rooms.copies / ".deployed.json"
        self.place = place

    def read(self, fit: Collection[str] = ()) -> set[str]:
        """Return the names of the files that earlier deploys wrote; what can be none is told.

        Args:
            fit: Names that can be files.
        """
        try:
            noted = json.loads(read_file(self.path))
            names, place = noted["files"], noted["place"]
            if not isinstance(names, list):
                raise TypeError
        except FileNotFoundError:
            return set()
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self.tell("this is no note of a deploy. What earlier ones put on the web stays there.")
            return set()
        if place != self.place:
            return set()
        return {name for name in names if (isinstance(name, str) and name in fit) or self.may_follow(name)}

    def may_follow(self, name: object) -> bool:
        """Say whether an entry can be a file that a deploy wrote."""
        try:
            if not isinstance(name, str):
                raise PathError("is no name")
            read_name(name)
        except PathError as error:
            self.tell(f"{shorten(json.dumps(name))} {error}. It is left alone.")
            return False
        return True

    def tell(self, words: str) -> None:
        """Warn of something in the notes, or of what they led to."""
        print_line(f"warning: {show_paths(str(self.path))}: {words}", sys.stderr)

    def write(self, names: Iterable[str]) -> None:
        """Note what is, or is about to be, written."""
        note = {"place": self.place, "files": sorted(names)}
        write_file(self.path, json.dumps(note).encode())


def describe_deploy(place: str, sent: int, removed: int, count: int) -> str:
    """Return in one line what a deploy did."""
    if not sent and not removed:
        return f"{place}: unchanged, {count} files"
    return f"{place}: {sent} of {count} files sent, {removed} removed"
