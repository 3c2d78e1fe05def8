"""What can be wrong with people and posts, said to the author."""

from os.path import relpath
from pathlib import Path

from guards.problems import Problem as Problem


class SettingsError(ValueError):
    """A setting has a value that the plugin cannot use."""


def line_of(text: str, needle: str, start: int = 1) -> int:
    """Return the first line of ``text``, from ``start`` on, that holds ``needle``; else ``start``."""
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if n >= start and needle in line), start)


def show(file: Path, content: str) -> str:
    """Return a file's path as its author knows it: from the folder that holds the content folder."""
    return Path(relpath(file, Path(content).parent)).as_posix()
