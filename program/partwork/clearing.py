"""How what builds, publishing and tests made is removed, as long as none of them is at work."""

from __future__ import annotations

import shutil
from contextlib import ExitStack

from invoke import Exit

from guards.locks import HeldError, hold_lock

from .folder import CACHE, ROOT


def clear() -> None:
    """Remove the folders that are made.

    Raises:
        Exit: Somebody is at work in them.
    """
    locks = [path.stem for path in sorted(CACHE.glob("*.lock"))]
    with ExitStack() as held:
        for path in [*(CACHE / f"{name}.lock" for name in locks), ROOT / "copies" / ".lock"]:
            try:
                if path.exists():
                    held.enter_context(hold_lock(path))
            except HeldError:
                what = "A build, a check, a publish or `invoke serve`"
                raise Exit(f"{what} is running. Wait until it has ended, or end it.", code=1) from None
        for name in ("output", "outbox", "public", "copies", ".cache", "dist"):
            path = ROOT / name
            if path.is_symlink() or path.is_file():
                # What a link leads to is somebody else's.
                path.unlink()
            shutil.rmtree(path, ignore_errors=True)
