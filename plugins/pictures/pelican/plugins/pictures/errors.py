"""What can be wrong with pictures, said to the author."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake, with its place.

    Attributes:
        path: The file as its author knows it, such as ``content/icon.png``.
        message: What is wrong and what to do.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:1: {self.message}"
