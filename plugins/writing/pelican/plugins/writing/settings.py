"""What the plugin goes by of Pelican's settings; it has none of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class WritingSettings:
    """What texts are read by.

    Attributes:
        content: The content folder.
        lang: The language of posts that name none.
    """

    content: Path
    lang: str

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> WritingSettings:
        """Read them."""
        return cls(Path(settings["PATH"]), str(settings.get("DEFAULT_LANG") or "en"))
