"""What another machine answers: read up to a size and a moment."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterable
from typing import Any

# How deep JSON may be nested: partners' is less than ten deep, Python's own limit is near 1,000.
DEEPEST = 100
# Half of a pair of surrogates (RFC 8259, § 8.2).
_HALF = re.compile(
    r"((?<!\\)(?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
NESTED = f"nested more than {DEEPEST} times"


class EndlessError(Exception):
    """An answer is too large, or takes too long; its text says which."""


class LargeError(EndlessError):
    """An answer is too large."""


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
            raise LargeError(f"its answer has no end: it is larger than {largest:,} bytes")
        if time.monotonic() > end:
            raise EndlessError("its answer has no end: it takes too long")
    return bytes(data)


def parse_json(text: str | bytes) -> Any:
    """Return what a text says in JSON (RFC 8259): nothing that the format does not have, nothing too deep.

    Half a character, which no file can hold, is read as a replacement character.

    Raises:
        ValueError: It is no JSON; a number is endless, or has thousands of digits; or it is nested more than
            `DEEPEST` times, so that whoever looks into it would not come to an end.
    """
    try:
        text = text.decode(errors="replace") if isinstance(text, bytes) else text
        data = _DECODER.decode(_HALF.sub(r"\1\\ufffd", text) if "\\" in text else text)
    except RecursionError:
        raise ValueError(NESTED) from None
    if text.count("[") + text.count("{") <= DEEPEST:
        return data
    level = [data]
    for _ in range(DEEPEST):
        level = [
            part
            for whole in level
            if isinstance(whole, dict | list)
            for part in (whole.values() if isinstance(whole, dict) else whole)
        ]
        if not level:
            return data
    raise ValueError(NESTED)


def _refuse_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _read_number(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse_number(digits[:20])


_DECODER = json.JSONDecoder(parse_constant=_refuse_number, parse_float=_read_number)
