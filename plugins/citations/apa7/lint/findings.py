"""What a check finds."""

from dataclasses import dataclass
from typing import Any

from apa7.errors import Problem, shorten
from apa7.model import Work


@dataclass(frozen=True, order=True)
class Finding:
    """Something to look at.

    Attributes:
        path: The file.
        line: The line in that file, counted from 1; 0 when it isn't known.
        message: What is wrong and what to do.
        rule: Which rule found it: "duplicate-doi".
        error: Whether a build would report it as an error, too.
    """

    path: str
    line: int
    message: str
    rule: str
    error: bool = False

    def __str__(self) -> str:
        return Problem(self.path, self.line, self.message, not self.error).show()

    def to_json(self) -> dict[str, Any]:
        """Return it for machines."""
        severity = "error" if self.error else "warning"
        return {
            "path": self.path,
            "line": self.line,
            "severity": severity,
            "rule": self.rule,
            "message": self.message,
        }


def warn(work: Work, rule: str, message: str) -> Finding:
    """Return a warning about an entry."""
    return Finding(work.path, work.line, f'"{shorten(work.key)}": {message}', rule)
