"""What a deploy puts on the web, and notes of what earlier ones put there: only that is ever removed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from crosspost.contract import Rooms
from crosspost.errors import SyndicationError
from guards.whole import write_file


def list_files(output: Path) -> list[str]:
    """Return the built site's files, relative to its folder and with slashes, in their order.

    Raises:
        SyndicationError: There is no built site.
    """
    if not output.is_dir():
        raise SyndicationError(f"{output} is not there. Build the site first.")
    names = [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]
    if not names:
        raise SyndicationError(f"{output} is empty. Build the site first.")
    return sorted(names)


class Written:
    """Notes, kept on this machine, of what deploys wrote to one place.

    Without them (a first deploy, another machine, another place) nothing counts as ours.
    """

    def __init__(self, rooms: Rooms, place: str) -> None:
        """Take the site's folders and the name of the place."""
        self.path = rooms.copies / ".deployed.json"
        self.place = place

    def read(self) -> set[str]:
        """Return the names of the files that earlier deploys wrote."""
        try:
            noted = json.loads(self.path.read_text(encoding="utf-8"))
            return set(noted["files"]) if noted["place"] == self.place else set()
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    def write(self, names: Iterable[str]) -> None:
        """Note what is, or is about to be, written."""
        note = {"place": self.place, "files": sorted(names)}
        write_file(self.path, json.dumps(note).encode())


def describe_deploy(place: str, sent: int, removed: int, count: int) -> str:
    """Return in one line what a deploy did."""
    if not sent and not removed:
        return f"{place}: unchanged, {count} files"
    return f"{place}: {sent} of {count} files sent, {removed} removed"
