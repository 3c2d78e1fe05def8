"""Findings → what a terminal, a program or a forge shows.

In: `Finding`s. Out: text. Nothing is asked, nothing is written.
May import: catalogue, model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model import Finding
from .annotations import write_annotations
from .data import write_json
from .sarif import write_sarif

FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "json": write_json,
    "sarif": write_sarif,
    "github": write_annotations,
}


def sum_up(findings: Sequence[Finding], posts: int) -> str:
    """Return the last line of a check: how much was looked at, and how much was found.

    Args:
        findings: What was found.
        posts: How many posts were read.
    """
    counts = {kind: sum(one.severity == kind for one in findings) for kind in ("error", "warning", "advice")}
    errors, warnings, advice = counts.values()
    return (
        f"{_count(posts, 'post')}: {_count(errors, 'error')}, {_count(warnings, 'warning')}, "
        f"{_count(advice, 'piece')} of advice"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
