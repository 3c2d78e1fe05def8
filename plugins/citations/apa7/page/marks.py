"""What must stand in a text that a regular expression matches."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

Marks = tuple[str, ...]
"""What a pattern matches has one of these in it; nothing is known of a pattern whose mark is empty."""

_UNKNOWN = ("",)


class Sought:
    """A regular expression that is searched for only where its marks are.

    Args:
        expression: The expression.
    """

    def __init__(self, expression: re.Pattern[str]) -> None:
        self._expression = expression
        self._marks = find_marks(expression.pattern, expression.flags)

    def search(self, text: str, *places: int) -> re.Match[str] | None:
        """Search as the expression does."""
        if any(mark in text for mark in self._marks):
            return self._expression.search(text, *places)
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._expression, name)


@lru_cache(maxsize=500)
def find_marks(pattern: str, flags: int) -> Marks:
    """Return texts of which one stands in whatever a regular expression matches.

    Args:
        pattern: The expression.
        flags: Its flags.
    """
    try:
        from re import _parser  # type: ignore[attr-defined] # Nobody else knows an expression as well.

        return _UNKNOWN if flags & re.IGNORECASE else _choose(_parser.parse(pattern, flags))
    except (ImportError, TypeError, re.error):
        return _UNKNOWN


def _choose(items: Iterable[Any]) -> Marks:
    """Return the marks of a sequence: those of the part that stands in the fewest texts."""
    found, letters = [], ""
    for item in items:
        run, ended = _repeat(item)
        letters += run
        if ended:
            found += [(letters,), _list_marks(*item)]
            letters = run
    return min([*found, (letters,)], key=_weigh)


def _weigh(marks: Marks) -> tuple[bool, bool, int, int]:
    """Blanks are everywhere, and long marks in few texts."""
    return not all(marks), any(map(str.isspace, marks)), len(marks), -len(marks[0])


def _repeat(item: Any) -> tuple[str, bool]:
    """Return the letters that an item begins and ends with, and whether there may be more between these."""
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return chr(value), False
    if operation == "MAX_REPEAT" and len(value[2]) == 1 and str(value[2][0][0]) == "LITERAL":
        return chr(value[2][0][1]) * value[0], value[0] != value[1]
    return "", True


def _list_marks(operation: Any, value: Any) -> Marks:
    name = str(operation)
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return tuple(chr(letter) for _, letter in value)
    if name == "BRANCH":
        return tuple(mark for branch in value[1] for mark in _choose(branch))
    if name == "SUBPATTERN" and not value[1] & re.IGNORECASE:
        return _choose(value[3])
    if name.endswith("_REPEAT") and value[0]:
        return _choose(value[2])
    if name == "ASSERT" and value[0] > 0:
        return _choose(value[1])
    return _choose(value) if name == "ATOMIC_GROUP" else _UNKNOWN
