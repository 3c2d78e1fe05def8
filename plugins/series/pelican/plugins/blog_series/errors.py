"""What can be wrong in a series, said to its author."""

import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One mistake in the content, with its place.

    Attributes:
        path: The file as its author knows it, such as ``content/floods/series.toml``.
        line: The line, counted from 1.
        message: What is wrong and what to do.
        grave: Whether a build must not go on with it; otherwise it is a warning.
    """

    path: str
    line: int
    message: str
    grave: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class SettingsError(ValueError):
    """A setting has a value that the plugin cannot use."""


def line_of_key(text: str, key: str) -> int:
    """Return the line of a post on which a key of its metadata stands, in whichever format; else 1."""
    mark = re.compile(rf"[\s:]*{key}\s*:|.*name=[\"']?{key}\b", re.IGNORECASE)
    return next((n for n, line in enumerate(text.splitlines(), 1) if mark.match(line)), 1)


def show(file: Path, content: Path) -> str:
    """Return a file's path as its author knows it: from the folder that holds the content folder."""
    return Path(os.path.relpath(file, content.parent)).as_posix()
