"""What another machine answers: read up to a size and a moment."""

from __future__ import annotations

import time
from collections.abc import Iterable


class EndlessError(Exception):
    """An answer is too large, or takes too long; its text says which."""


def read_answer(chunks: Iterable[bytes], largest: int, end: float) -> bytes:
    """Return the bytes of an answer.

    Args:
        chunks: Its bytes, as they come.
        largest: How many bytes it may have.
        end: When it must have come, as `time.monotonic` counts.

    Raises:
        EndlessError: It has more, or does not end in time.
    """
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > largest:
            raise EndlessError(f"its answer is larger than {largest:,} bytes")
        if time.monotonic() > end:
            raise EndlessError("its answer takes too long")
    return bytes(data)
