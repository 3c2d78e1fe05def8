"""What other pages may show of a post, as one hash: the same facts give the same hash in every run."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import Any

from .errors import UnclearError

# What is the text itself, the site's, made of the rest, or shown on the post's own page alone.
PRIVATE = {"_content", "settings", "_context", "timezone", "readers", "conversation", "event"}
# What is described apart.
CITED = "references"
PLAIN = (int, float, bool, type(None))


class Facts:
    """Describes objects by their values; what several posts share is described once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, tuple[type, ...]], tuple[object, str]] = {}

    def hash_post(self, post: Any) -> str:
        """Return what stands for all facts of a post.

        Raises:
            UnclearError: Something on it cannot be described.
        """
        values = {
            name: self.describe(value)
            for name, value in sorted(vars(post).items())
            if name not in PRIVATE and name != CITED and not callable(value)
        }
        # Computed from the rest, and from settings.
        shown = [str(getattr(post, name, "")) for name in ("url", "save_as", "summary")]
        return _hash([values, shown])

    def hash_references(self, post: Any) -> str:
        """Return what stands for the references of a post; raises as `hash_post` does."""
        return _hash(self.describe(getattr(post, CITED, None)))

    def describe(self, value: Any, above: tuple[type, ...] = ()) -> Any:
        """Return a value as JSON has it, whatever it is made of.

        Raises:
            UnclearError: It is an object of which nothing is known.
        """
        if isinstance(value, PLAIN):
            return value
        if isinstance(value, str | PurePath):
            # Plain words may know how they stand in HTML.
            return str(value.__html__() if hasattr(value, "__html__") else value)
        if isinstance(value, list | tuple):
            return [self.describe(one, above) for one in value]
        if isinstance(value, set | frozenset):
            return sorted(json.dumps(self.describe(one, above)) for one in value)
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
        names = _list_fields(value)
        if names is None:
            raise UnclearError(f"nothing is known of what a {kind.__name__} holds")
        inner = (*above, kind)
        fields = {
            name: self.describe(one, inner)
            for name in names
            if name not in PRIVATE
            and name != CITED
            and not callable(one := getattr(value, name, None))
            # In one of its kind, another of them is described by what it has itself: they may form a circle.
            and (kind not in above or isinstance(one, (str, *PLAIN)))
        }
        return [kind.__name__, fields]


def _list_fields(value: Any) -> list[str] | None:
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    held = getattr(value, "__dict__", None)
    return sorted({*slots, *held}) if held is not None else sorted(slots) if slots else None


def _hash(value: Any) -> str:
    return hashlib.sha256(
        json.dumps(value, separators=(",", ":")).encode("utf-8", "surrogatepass")
    ).hexdigest()[:32]
