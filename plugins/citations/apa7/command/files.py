"""What the subcommands share: paths, files that are read and replaced whole, what is printed."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from apa7.errors import CitationsError, Problem
from guards.characters import clean_text
from guards.terminal import print_line


def read_path(text: str) -> Path:
    """Return a path of the command line.

    Raises:
        argparse.ArgumentTypeError: No file can have it.
    """
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("a path is neither empty nor has NUL in it")
    return Path(text)


def last_named(first: Path | None, bibliography: list[Path] | None) -> tuple[Path | None, list[Path] | None]:
    """Tell a file or folder that stands after .bib files (`--bibliography refs.bib post.md`) from these.

    Args:
        first: The file or folder, if it stands before them.
        bibliography: What follows `--bibliography`.

    Returns:
        The file or folder, if there is any, and the .bib files.
    """
    others = [path for path in bibliography or () if path.suffix.lower() != ".bib"]
    if first is None and bibliography and len(bibliography) > 1 and len(others) == 1:
        return others[0], [path for path in bibliography if path != others[0]]
    return first, bibliography


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
        print_line(problem.show(), sys.stderr)
    return 0 if all(problem.warning for problem in problems) else 1


def print_text(text: str) -> None:
    """Print what was asked for, which others may read; a terminal obeys nothing in it."""
    sys.stdout.write(clean_text(text))
    sys.stdout.flush()


def read_text(path: Path) -> str:
    """Read a file in UTF-8, its line endings and byte order mark as they are.

    Raises:
        CitationsError: It is no file, can't be read, or is in another encoding.
    """
    try:
        if not path.is_file():
            # A pipe would be waited for, and some devices have no end.
            raise CitationsError(f"there is no file {path}")
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CitationsError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CitationsError(f"{path} isn't UTF-8; save the file in UTF-8 encoding") from error


def replace_text(path: Path, text: str, before: str) -> bool:
    """Write a file in UTF-8 so that it is whole at every moment: the old text or the new.

    Args:
        path: The file.
        text: What it shall hold.
        before: What it held when the text was made of it.

    Returns:
        False if it holds something else by now; then it is left as it is.

    Raises:
        CitationsError: It can't be written.
    """
    import tempfile

    name = ""
    try:
        # A link stays a link: what it leads to is replaced.
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        if not mode & 0o222:
            raise PermissionError(0, "it is read-only")
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode & 0o7777)
        if (target.read_bytes() if target.exists() else b"") != before.encode("utf-8"):
            return False
        Path(name).replace(target)
        name = ""
    except OSError as error:
        raise CitationsError(f"{path} can't be written: {error.strerror}") from error
    finally:
        if name:
            with suppress(OSError):
                Path(name).unlink()
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
