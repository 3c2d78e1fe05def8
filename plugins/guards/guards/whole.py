"""Files that are whole or not there, and not touched when nothing changed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

# How the names of files begin that are being written; a run that is killed leaves one.
PART = ".part-"


def write_file(path: Path, data: bytes) -> bool:
    """Put `data` at `path` in one step, unless it is there already.

    Returns:
        Whether the file was written.

    Raises:
        OSError: It could not be written; what was there is there still.
    """
    with suppress(OSError):
        # A pipe would be waited for.
        if path.is_file() and path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException as error:
        Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            # A full disk does not say which file it had no room for.
            error.filename = str(path)
        raise
    return True
