"""A settings file is a program: where in it something went wrong, and what."""

from __future__ import annotations

import builtins
import traceback
from difflib import get_close_matches
from os.path import relpath
from pathlib import Path


def explain_failure(path: str, error: Exception) -> str:
    """Return what stopped a settings file, with the line of it, or of a file beside it that it uses.

    Args:
        path: The settings file.
        error: What it raised.
    """
    folder = Path(path).parent
    # What a KeyError says is a key and nothing else.
    words = "" if isinstance(error, KeyError) else str(error)
    words = words or traceback.format_exception_only(error)[-1].strip()
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_file():
        return f"{show_file(Path(error.filename), folder)}:{error.lineno}: {error.msg}."
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename).resolve()
        if file.is_file() and file.parent == folder.resolve():
            hint = ""
            if isinstance(error, NameError):
                near = get_close_matches(str(error.name), [*frame.f_globals, *dir(builtins)], 1)
                hint = f' Did you mean "{near[0]}"?' if near else ""
            return f"{show_file(file, folder)}:{line}: {words}.{hint}"
    return f"{path}: cannot be read: {words}"


def show_file(file: Path, folder: Path) -> str:
    """Return a file as its author knows it, by the folder of the settings."""
    return (folder / relpath(file, folder)).as_posix()
