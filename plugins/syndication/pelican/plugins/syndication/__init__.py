"""Where copies of a post go, and what became of them."""

from .plugin import register

__all__ = ["register"]
