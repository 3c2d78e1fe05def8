"""What can be wrong in a series, said to its author."""

import os
import re
from pathlib import Path

from guards.problems import Problem as Problem


class SettingsError(ValueError):
    """A setting has a value that the plugin cannot use."""


def line_of_key(text: str, key: str) -> int:
    """Return the line of a post on which a key of its metadata stands, in whichever format; else 1."""
    mark = re.compile(rf"[\s:]*{key}\s*:|.*name=[\"']?{key}\b", re.IGNORECASE)
    return next((n for n, line in enumerate(text.splitlines(), 1) if mark.match(line)), 1)


def show(file: Path, content: Path) -> str:
    """Return a file's path as its author knows it: from the folder that holds the content folder."""
    return Path(os.path.relpath(file, content.parent)).as_posix()
