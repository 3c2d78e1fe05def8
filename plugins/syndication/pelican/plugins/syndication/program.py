"""A settings file is a program: where in it something went wrong, and what."""

from __future__ import annotations

import builtins
import traceback
from difflib import get_close_matches
from pathlib import Path


def explain_failure(path: str, error: Exception) -> str:
    """Return what stopped a settings file, with the line of it, or of a file beside it that it uses.

    Args:
        path: The settings file.
        error: What it raised.
    """
    folder = Path(path).parent
    if isinstance(error, SyntaxError) and error.filename:
        return f"{(folder / Path(error.filename).name).as_posix()}:{error.lineno}: {error.msg}."
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename).resolve()
        if file.is_file() and file.parent == folder.resolve():
            hint = ""
            if isinstance(error, NameError):
                near = get_close_matches(str(error.name), [*frame.f_globals, *dir(builtins)], 1)
                hint = f' Did you mean "{near[0]}"?' if near else ""
            return f"{(folder / file.name).as_posix()}:{line}: {error}.{hint}"
    return f"{path}: cannot be read: {error}"
