"""What can be wrong with licences and images, said to the author."""

from guards.problems import Problem as Problem


class SettingsError(ValueError):
    """A setting has a value that the plugin cannot use."""


def line_of(text: str, needle: str, start: int = 1) -> int:
    """Return the first line of ``text``, from ``start`` on, that holds ``needle``; else ``start``."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if n >= start and needle in line), start)
