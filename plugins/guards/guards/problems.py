"""What is wrong in what an author wrote, as plugins say it: with its file and line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in the content, with its place.

    Attributes:
        path: The file as its author knows it, such as ``content/floods/1-rain.md``.
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
