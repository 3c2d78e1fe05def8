"""What was found out about a work stays with the work, as long as that lives: a build, a command."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from apa7.model import Work

Values = ParamSpec("Values")
Found = TypeVar("Found")


def once(find: Callable[Concatenate[Work, Values], Found]) -> Callable[Concatenate[Work, Values], Found]:
    """Let a function of a work, and of values that tell its answers apart, do its work once for each."""

    @wraps(find)
    def recall(work: Work, /, *values: Values.args, **named: Values.kwargs) -> Found:
        known = work.known
        # Dozens of times a work, without any values: no place has to be made then.
        place = (find, *values, *named.values()) if values or named else find
        if place in known:
            found: Found = known[place]
            return found
        found = known[place] = find(work, *values, **named)
        return found

    return recall
