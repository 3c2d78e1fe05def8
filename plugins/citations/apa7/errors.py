"""What an author can get wrong, said so that an author can put it right."""

import os
from dataclasses import dataclass
from pathlib import Path


class CitationsError(Exception):
    """A mistake in the settings or on the command line; the message says what to do."""


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a file, found while the rest of the file goes on being read.

    Attributes:
        path: The file, or an empty string for text that has none.
        line: The line in that file, counted from 1; 0 when it isn't known.
        message: What is wrong and what to do.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.path and self.line else self.path
        if not where and self.line:
            where = f"line {self.line}"
        return f"{where}: {self.message}" if where else self.message


def show_path(path: Path | str) -> str:
    """Return the path as the author would type it: relative to where they work, if it lies below."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)
