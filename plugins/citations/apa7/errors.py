"""What an author can get wrong, said so that an author can put it right."""

import os
from dataclasses import dataclass, replace
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
        warning: Whether a build lets it pass.
    """

    path: str
    line: int
    message: str
    warning: bool = False

    @property
    def level(self) -> int:
        """What it is to a logger."""
        import logging

        return logging.WARNING if self.warning else logging.ERROR

    def show(self) -> str:
        """Return it as the commands print it, which say of warnings that they are some."""
        return str(replace(self, message=f"warning: {self.message}")) if self.warning else str(self)

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.path and self.line else self.path
        if not where and self.line:
            where = f"line {self.line}"
        return f"{where}: {self.message}" if where else self.message


MOST_QUOTED = 60


def shorten(text: str) -> str:
    """Return as much of what somebody wrote as a message needs to quote."""
    return text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1]}…"


def show_path(path: Path | str) -> str:
    """Return the path as the author would type it: relative to where they work, if it lies below."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)
