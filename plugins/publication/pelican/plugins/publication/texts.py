"""The texts of posts: of many, all would not fit into the memory of a small computer."""

import zlib
from functools import lru_cache
from typing import Any

MANY = 1000
"""So many posts keep their texts as they are, which is fastest."""


def pack_text(content: Any) -> None:
    """Let a post or page keep its text in less memory; whoever reads or sets it does so as before.

    Args:
        content: Pelican's.
    """
    text = content._content
    kind: Any = type(content)
    content.__class__ = with_packed_text(kind)
    content._content = text


@lru_cache(maxsize=16)
def with_packed_text(kind: Any) -> Any:
    """Return a class that extends one of Pelican's posts: its text is packed."""

    class Packed(kind):  # type: ignore[misc]
        @property
        def _content(self) -> str:
            return zlib.decompress(self.__dict__["_content"]).decode("utf-8", "surrogatepass")

        @_content.setter
        def _content(self, text: str) -> None:
            self.__dict__["_content"] = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)

    # Pelican makes names of settings of the class' name.
    Packed.__name__ = kind.__name__
    return Packed
