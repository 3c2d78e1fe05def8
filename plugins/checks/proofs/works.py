"""What is doubtful about works of a .bib file → findings, but for what its author silenced there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .model import Finding
from .origins import OTHER, WORKS

UNCITED = "uncited"
"""The rule of what is said of all posts together."""


def find_works(doubts: Iterable[tuple[str, int, str, str]], root: Path) -> Iterator[Finding]:
    """Yield doubts as findings.

    Args:
        doubts: Of each the file, below the site's folder, or ""; the line; what is doubtful; and which rule
            says so.
        root: The site's folder.
    """
    lines: dict[str, list[str]] = {}
    for path, line, message, rule in doubts:
        if path not in lines:
            lines[path] = read_lines(root / path) if path else []
        code = WORKS.get(rule, OTHER)
        above = lines[path][line - 2] if 1 < line <= len(lines[path]) + 1 else ""
        if code not in find_ignored(above):
            yield Finding(code, "advice" if rule == UNCITED else "warning", path, line, 0, message)


def read_lines(file: Path) -> list[str]:
    """Return the lines of a .bib file."""
    try:
        return file.read_text("utf-8", "replace").split("\n")
    except OSError:
        return []


def find_ignored(line: str) -> list[str]:
    """Return the codes that a line above an entry silences: `% Check-ignore: PW653`."""
    found = re.match(r"\s*%+\s*check-ignore:(.*)", line, re.IGNORECASE)
    return re.findall(r"PW\d{3}", found[1]) if found else []
