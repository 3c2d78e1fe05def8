"""What keeps a build from being a part of one."""

from __future__ import annotations


class UnclearError(Exception):
    """Something cannot be remade alone; the text says why, and the whole site is built."""
