"""Counts what Python does, so that growth can be seen without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

LARGEST_RATIO = 2.2


class Growth(NamedTuple):
    """Something whose cost must grow no faster than its input.

    Attributes:
        name: What the input is, in words.
        make: Returns an input of about so many bytes.
        run: Does with it what a build does.
    """

    name: str
    make: Callable[[int], Any]
    run: Callable[[Any], object]


class TooManyError(BaseException):
    """More steps than there may be: nobody catches it on the way."""


def read_growths() -> list[Growth]:
    """Return what the lists `GROWTHS` of the modules beside this one hold."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if "test" not in path.stem)
    found = [
        (name, entry) for name in names for entry in getattr(import_module(f"growth.{name}"), "GROWTHS", ())
    ]
    return [Growth(f"{name}: {entry[0]}", *entry[1:]) for name, entry in found]


def count_steps(run: Callable[[Any], object], given: Any, most: float = float("inf")) -> int:
    """Return how many lines of Python run.

    Raises:
        TooManyError: There are more than `most`.
    """
    steps = 0

    def look(frame: object, event: str, argument: object) -> Any:
        nonlocal steps
        steps += 1
        if steps > most:
            raise TooManyError
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        run(given)
    finally:
        sys.settrace(before)
    return steps
