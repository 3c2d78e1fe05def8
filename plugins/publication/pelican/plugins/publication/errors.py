"""What can be wrong with files, said to the author."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake, with its place.

    Attributes:
        path: The file as its author knows it, such as ``content/floods/1-rain.md``.
        line: The line, counted from 1; 0 if it is about the file and not about what is in it.
        message: What is wrong and what to do.
        grave: Whether something is missing or must not be published; otherwise it is a warning.
    """

    path: str
    line: int
    message: str
    grave: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class SourceError(ValueError):
    """A post that cannot be published, though the others can.

    Attributes:
        line: The line of its file, counted from 1.
        told: Whether the author has been told, with the file; whoever catches it need not say it again.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.told = False


def line_of(text: str, *needles: str) -> int:
    """Return the first line that holds one of the words, the first word before the others; else 1."""
    lines = text.split("\n")
    found = (n for needle in needles if needle for n, line in enumerate(lines, 1) if needle in line)
    return next(found, 1)
