"""What only one program may do at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class HeldError(Exception):
    """Another program holds the lock."""


@contextmanager
def hold_lock(
    path: Path, seconds: float = 0.0, tell_waiting: Callable[[], object] | None = None
) -> Iterator[None]:
    """Hold a lock as long as the block runs; the system lets it go if the program is killed.

    Args:
        path: The file that is locked; it is made, and stays.
        seconds: How long to wait for another program.
        tell_waiting: Is called once if there is another to wait for.

    Raises:
        HeldError: Another program holds it.
        OSError: The file cannot be made.
    """
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if seconds <= 0:
                raise
            if tell_waiting:
                tell_waiting()
            lock.acquire(timeout=seconds)
    except Timeout:
        raise HeldError(str(path)) from None
    try:
        yield
    finally:
        lock.release()
