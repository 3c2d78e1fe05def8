"""What the subcommands share: files that must exist, files that are replaced whole."""

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from apa7.errors import CitationsError, Problem


def existing(paths: Sequence[Path]) -> list[Path]:
    """Return the paths of files.

    Raises:
        CitationsError: One of them is no file.
    """
    for path in paths:
        if not path.is_file():
            raise CitationsError(f"there is no file {path}")
    return list(paths)


def report(problems: Iterable[Problem]) -> int:
    """Print problems to standard error and return the exit code: 1 if there is an error among them."""
    problems = list(problems)
    for problem in problems:
        print(problem.show(), file=sys.stderr)
    return 0 if all(problem.warning for problem in problems) else 1


def read_text(path: Path) -> str:
    """Read a file in UTF-8, its line endings and byte order mark as they are.

    Raises:
        CitationsError: It can't be read, or is in another encoding.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CitationsError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CitationsError(f"{path} isn't UTF-8; save the file in UTF-8 encoding") from error


def replace_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 so that it is whole at every moment: the old text or the new.

    Raises:
        CitationsError: It can't be written.
    """
    # A link stays a link: what it leads to is replaced.
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise CitationsError(f"{path} can't be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode & 0o7777)
        Path(name).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise CitationsError(f"{path} can't be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
