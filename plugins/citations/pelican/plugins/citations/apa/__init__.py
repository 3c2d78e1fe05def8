"""APA style, 7th edition: https://apastyle.apa.org, cited here as "APA 7" with sections of the manual."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .style import Apa7Style

__all__ = ["Apa7Style"]


def __getattr__(name: str) -> Any:
    """Import the pybtex style when it is asked for: pages don't need pybtex's formatting."""
    if name == "Apa7Style":
        from .style import Apa7Style

        return Apa7Style
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
