"""What keeps something from being imported."""

from __future__ import annotations


class ImportingError(Exception):
    """Nothing was imported; the text says why and what to do."""
