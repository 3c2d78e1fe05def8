"""What can be wrong with people and posts, said to the author."""

from dataclasses import dataclass
from os.path import relpath
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One mistake in the content, with its place.

    Attributes:
        path: The file as its author knows it, such as ``content/people.toml``.
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


def line_of(text: str, needle: str, start: int = 1) -> int:
    """Return the first line of ``text``, from ``start`` on, that holds ``needle``; else ``start``."""
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if n >= start and needle in line), start)


def show(file: Path, content: str) -> str:
    """Return a file's path as its author knows it: from the folder that holds the content folder."""
    return Path(relpath(file, Path(content).parent)).as_posix()
