"""How what a build made takes the place of what is there: one at a time, and all of it or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from invoke import Exit

from guards import whole
from guards.terminal import print_line

from .folder import CACHE, ROOT
from .renewal import PUBLIC

# What is there as long as folders, or files in them, are replaced.
REPLACING, PATCHING = CACHE / "replacing", CACHE / "patching"
# Seconds for another program to end.
LONGEST = 600


@contextmanager
def hold(name: str, what: str) -> Iterator[None]:
    """Hold a lock of this folder as long as the block runs; if another has it, wait until that has ended."""
    from guards.locks import HeldError, hold_lock

    waiting = f"{what} is running: waiting until it has ended."
    try:
        with hold_lock(CACHE / f"{name}.lock", LONGEST, lambda: print_line(waiting, sys.stderr)):
            yield
    except HeldError:
        text = f"{what} has been running for {LONGEST // 60} minutes. End it, or wait."
        raise Exit(text, code=1) from None
    except OSError as error:
        raise Exit(explain(error), code=1) from error


def replace_folders(*pairs: tuple[Path, Path]) -> None:
    """Put each new folder in the place of an old one: all of them, or none.

    Raises:
        Exit: A folder cannot be replaced.
    """
    try:
        whole.replace_folders(REPLACING, *pairs)
    except OSError as error:
        raise Exit(explain(error), code=1) from error


def patch_folders(patch: Callable[..., object], *pairs: Any) -> None:
    """Let `patch` put files in the place of others, and say which of them cannot be replaced."""
    try:
        patch(PATCHING, *pairs)
    except OSError as error:
        raise Exit(explain(error), code=1) from error


def is_replacing() -> bool:
    """Say whether a build was killed, or is at work, between the first and the last step of the exchange."""
    return REPLACING.exists() or PATCHING.exists()


def finish_replacing() -> None:
    """End what a build that was killed had begun: then output/ and outbox/ are both new."""
    if is_replacing():
        with hold("outbox", "Another build, or a publish,"):
            if REPLACING.exists():
                replace_folders(*PUBLIC.pairs)
            patch_folders(whole.finish_files)


def explain(error: OSError) -> str:
    """Say which file or folder an error is about, and what to do."""
    path = Path(error.filename or ROOT)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
    return f"{name}: {error.strerror}. " + (
        "Move away what is there." if in_the_way else "Is it a folder that you may change?"
    )
