"""What can be wrong with people and posts, said to the author."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One mistake in the content, with its place.

    Attributes:
        path: The file as its author knows it, such as ``content/people.toml``.
        line: The line, counted from 1.
        message: What is wrong and what to do.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class SettingsError(ValueError):
    """A setting has a value that the plugin cannot use."""


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `` Did you mean "…"?`` for the nearest known words, or nothing."""
    near = get_close_matches(word, list(known), n=3, cutoff=0.6)
    quoted = " or ".join(f'"{match}"' for match in near)
    return f" Did you mean {quoted}?" if near else ""


def line_of(text: str, needle: str, start: int = 1) -> int:
    """Return the first line of ``text``, from ``start`` on, that holds ``needle``; else ``start``."""
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if n >= start and needle in line), start)


def explain_toml(error: Exception, text: str) -> tuple[int, str]:
    """Return the line in which a text is no TOML, and what is wrong there."""
    # Python 3.14 has error.lineno; before, only the message tells.
    found = re.search(r"at line (\d+)", str(error))
    lines = text.splitlines() or [""]
    line = min(int(found[1]), len(lines)) if found else len(lines)
    hint = ' Quotation marks must be straight: "…".' if re.search("[“”„‘’«»]", lines[line - 1]) else ""
    return line, f"not valid TOML: {error}.{hint}"
