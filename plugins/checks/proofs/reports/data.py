"""Findings as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..model import Finding


def write_json(findings: Sequence[Finding]) -> str:
    """Return a list of objects: `code`, `severity`, `path`, `line`, `column`, `message`, `help`, `fix`."""
    return json.dumps([finding.to_json() for finding in findings], ensure_ascii=False, indent=2)
