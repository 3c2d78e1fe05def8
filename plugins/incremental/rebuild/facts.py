"""What other pages may show of a post, as one hash: the same facts give the same hash in every run."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from .errors import UnclearError

# What is the text itself, the site's, made of the rest, or shown on the post's own page alone.
PRIVATE = {"_content", "settings", "_context", "timezone", "readers", "conversation", "event"}
# What is described apart.
CITED = "references"
LEFT_OUT = {*PRIVATE, CITED}
PLAIN = (int, float, bool, type(None))
SAID = (str, *PLAIN)
# What stands for itself, and is told from all else by its type alone: most of what there is.
SIMPLE = {*SAID}
# How many objects are remembered at a time: posts share few, and each has dozens of its own.
MOST = 20_000
PATHS = (str, PurePath)
LISTS = (list, tuple)


class Facts:
    """Describes objects by their values; what several posts share is described once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, tuple[type, ...]], tuple[object, str]] = {}
        self._fields: dict[tuple[type, tuple[str, ...] | None], list[str] | None] = {}

    def hash_post(self, post: Any) -> str:
        """Return what stands for all facts of a post.

        Raises:
            UnclearError: Something on it cannot be described.
        """
        if len(self._known) > MOST:
            self._known.clear()
        values = {
            name: self.describe(value)
            for name, value in sorted(vars(post).items())
            if name not in LEFT_OUT and not callable(value)
        }
        # Computed from the rest, and from settings.
        shown = [str(getattr(post, name, "")) for name in ("url", "save_as", "summary")]
        return _hash([values, shown])

    def hash_references(self, post: Any) -> str:
        """Return what stands for the references of a post; raises as `hash_post` does."""
        return _hash(self.describe(getattr(post, CITED, None)))

    def describe(self, value: Any, above: tuple[type, ...] = ()) -> Any:
        """Return a value as lists, dictionaries and what is plain, whatever it is made of.

        Raises:
            UnclearError: It is an object of which nothing is known.
        """
        if type(value) in SIMPLE or isinstance(value, PLAIN):
            return value
        if isinstance(value, PATHS):
            # Plain words may know how they stand in HTML.
            return str(value.__html__() if hasattr(value, "__html__") else value)
        if isinstance(value, LISTS):
            return [self.describe(one, above) for one in value]
        if isinstance(value, set | frozenset):
            return sorted(repr(self.describe(one, above)) for one in value)
        if hasattr(value, "source_path") and hasattr(value, "relative_source_path"):
            return {"post": value.relative_source_path}
        if hasattr(value, "isoformat"):
            return value.isoformat()
        if callable(value):
            return "callable"
        key = (id(value), above)
        if key not in self._known:
            self._known[key] = (value, _hash(self._take_apart(value, above)))
        return self._known[key][1]

    def _take_apart(self, value: Any, above: tuple[type, ...]) -> Any:
        kind = type(value)
        if isinstance(value, dict):
            pairs = [[str(name), self.describe(one, above)] for name, one in value.items() if name != CITED]
            return sorted(pairs, key=lambda pair: pair[0])
        names = self._list_fields(value)
        if names is None:
            raise UnclearError(f"nothing is known of what a {kind.__name__} holds")
        inner = (*above, kind)
        fields = {}
        for name in names:
            one = getattr(value, name, None)
            # In one of its kind, another of them is described by what it has itself: they may form a circle.
            if isinstance(one, SAID) or (kind not in above and not callable(one)):
                fields[name] = self.describe(one, inner)
        return [kind.__name__, fields]

    def _list_fields(self, value: Any) -> list[str] | None:
        held = getattr(value, "__dict__", None)
        key = (type(value), None if held is None else tuple(held))
        if key not in self._fields:
            slots = {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}
            names = sorted(slots.union(held or ()) - LEFT_OUT)
            self._fields[key] = names if slots or held is not None else None
        return self._fields[key]


def _hash(value: Any) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]
