"""Findings as GitHub shows them beside the lines of a change (workflow commands)."""

from __future__ import annotations

from collections.abc import Sequence

from ..catalogue import read_catalogue
from ..model import Finding

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def write_annotations(findings: Sequence[Finding]) -> str:
    """Return a workflow command a line: `::error file=…,line=…,col=…,title=…::…`."""
    return "\n".join(map(_write, findings))


def _write(finding: Finding) -> str:
    entry = read_catalogue().get(finding.code)
    values = {
        "file": finding.path,
        "line": finding.line or "",
        "col": finding.column or "",
        "title": f"{finding.code} {entry.name}" if entry else finding.code,
    }
    places = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in values.items() if value)
    said = " ".join(filter(None, [finding.message, finding.help]))
    return f"::{_LEVELS[finding.severity]} {places}::{_escape(said)}"


def _escape(text: str, more: str = "") -> str:
    """Return a text without signs that would end it, as GitHub's own toolkit writes them."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
