"""The settings file, read without Pelican; it is a program, so anything can go wrong in it."""

from __future__ import annotations

import builtins
import sys
import traceback
from contextlib import redirect_stdout
from difflib import get_close_matches
from importlib.util import module_from_spec, spec_from_file_location
from os.path import relpath
from pathlib import Path
from typing import Any

from crosspost.errors import SyndicationError
from crosspost.settings import Settings, read_settings

# What Pelican takes where a settings file does not say.
DEFAULTS = {"PATH": ".", "OUTPUT_PATH": "output", "SITEURL": "", "SITENAME": ""}


def load_settings(path: str, output: str = "") -> Settings:
    """Read a Pelican settings file.

    Args:
        path: The settings file.
        output: The folder that was built, if not the one that the settings name.

    Raises:
        SettingsError: A setting cannot be used.
        SyndicationError: The file is not there, or Python cannot run it.
    """
    try:
        # What it prints is no part of a plan.
        with redirect_stdout(sys.stderr):
            values = run_file(Path(path))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise SyndicationError(explain_failure(path, error)) from error
    if output:
        values["OUTPUT_PATH"] = output
    return read_settings(values)


def run_file(path: Path) -> dict[str, Any]:
    """Return the settings that a file sets, its folders by the folder that it is in, as Pelican has them.

    Raises:
        Exception: Whatever happens in it, or there is no content.
    """
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ValueError("its name does not end in .py")
    module = module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    named = {name: value for name, value in vars(module).items() if name.isupper()}
    for name in DEFAULTS.keys() & named.keys():
        if named[name] is None:
            del named[name]
    values = DEFAULTS | named
    for name in ("PATH", "OUTPUT_PATH"):
        if name in named:
            values[name] = str((path.parent / named[name]).absolute())
    if not Path(values["PATH"]).is_dir():
        raise ValueError(f"PATH: there is no folder {values['PATH']}")
    return values


def explain_failure(path: str, error: BaseException) -> str:
    """Return what stopped a settings file, with the line of it, or of a file beside it that it uses.

    Args:
        path: The settings file.
        error: What it raised.
    """
    folder = Path(path).parent
    # What a KeyError says is a key and nothing else.
    words = "" if isinstance(error, KeyError) else say(error)
    if isinstance(error, SystemExit):
        words = "it ends the program; settings only name values"
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


def say(error: BaseException) -> str:
    """Return what an error says; one that a settings file made may say nothing."""
    try:
        return str(error)
    except Exception:
        return type(error).__name__


def show_file(file: Path, folder: Path) -> str:
    """Return a file as its author knows it, by the folder of the settings."""
    return (folder / relpath(file, folder)).as_posix()
