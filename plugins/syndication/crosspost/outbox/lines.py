"""Where a line of a post's metadata stands in its source, for messages."""

from __future__ import annotations

import re
from pathlib import Path


def show_place(source: str, file: str | Path, key: str, below: int = 0) -> str:
    """Return a post's file with the line of a key of its metadata; without, if the key is not in the file.

    Args:
        source: The file as its author knows it.
        file: The file.
        key: The key.
        below: How many lines below the key.
    """
    line = find_line(file, key)
    return f"{source}:{line + below}" if line else source


def find_line(file: str | Path, key: str) -> int:
    """Return the line on which a key of a post's metadata stands; 0 if it does not, or nobody can read it."""
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return 0
    mark = re.compile(rf"[\s:]*{re.escape(key)}\s*:|.*name=[\"']?{re.escape(key)}(?![\w-])", re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if mark.match(line)), 0)


def read_line(value: object) -> str:
    """Return a value of a post's metadata on one line."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value).strip()
