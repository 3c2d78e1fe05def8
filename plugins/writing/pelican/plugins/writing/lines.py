"""Lines of a text, and which of them are code that nothing is read of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<rest>.*)")


def mark_code(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it belongs to fenced code that has an end."""
    ends = _find_ends(lines)
    until = -1
    for number, line in enumerate(lines):
        if number > until and number in ends:
            until = ends[number]
        yield line, number <= until


def _find_ends(lines: Sequence[str]) -> dict[int, int]:
    """Return where fenced code begins, and where it ends, as Python-Markdown has it."""
    ends: dict[int, int] = {}
    opened, fence = -1, ""
    for number, line in enumerate(lines):
        match = _FENCE.fullmatch(line.rstrip()) if line[:3] in ("```", "~~~") else None
        if match is None:
            continue
        if not fence:
            opened, fence = number, match["fence"]
        elif match["fence"] == fence and not match["rest"]:
            ends[opened] = number
            fence = ""
    return ends
