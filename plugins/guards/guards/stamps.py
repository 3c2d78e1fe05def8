"""Whether a file may have been changed since it was read."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from .whole import read_file, write_file

# Nanoseconds after which a file that is changed again looks changed again.
SETTLED = 1_000_000_000
# Of a file of which nothing can be told.
UNKNOWN = "-"


def write_stamp(file: os.DirEntry[str] | Path | None) -> str:
    """Return what is another once somebody has changed a file; UNKNOWN where nothing would tell.

    Nothing tells two changes from one another between which the clock of the disk has not gone on.
    """
    try:
        status = file.stat() if file else None
    except OSError:
        return UNKNOWN
    if status is None or time.time_ns() - status.st_ctime_ns < SETTLED:
        return UNKNOWN
    return f"{status.st_ino}.{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"


def read_notes(path: Path) -> dict[str, Any]:
    """Return what was noted of files, with their stamps; nothing if nobody can read it."""
    try:
        notes = json.loads(read_file(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return notes if isinstance(notes, dict) else {}


def write_notes(path: Path, notes: dict[str, Any]) -> None:
    """Note something of files; where that cannot be, they are read again."""
    try:
        write_file(path, json.dumps(notes).encode())
    except OSError:
        return
