"""Findings as SARIF 2.1.0, which GitHub, GitLab and editors read (OASIS, 2020)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ..catalogue import Entry, read_catalogue
from ..model import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note", "": "warning"}


def write_sarif(findings: Sequence[Finding]) -> str:
    """Return one run, with the rules that its results name."""
    entries = read_catalogue()
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "pelican-checks",
        "rules": [_describe(code, entries.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_report(finding, codes.index(finding.code)) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _describe(code: str, entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"id": code}
    return {
        "id": code,
        "name": entry.name,
        "shortDescription": {"text": entry.name.replace("-", " ")},
        "fullDescription": {"text": entry.why.strip()},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _report(finding: Finding, number: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": " ".join(filter(None, [finding.message, finding.help]))},
    }
    if finding.path:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path)}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
            if finding.column:
                place["region"]["startColumn"] = finding.column
        result["locations"] = [{"physicalLocation": place}]
    if finding.fix:
        fix = finding.fix
        region = {
            "startLine": fix.line,
            "startColumn": fix.column,
            "endColumn": fix.column + fix.end - fix.start,
        }
        replacement = {"deletedRegion": region, "insertedContent": {"text": fix.new}}
        change = {"artifactLocation": {"uri": quote(finding.path)}, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": finding.help}, "artifactChanges": [change]}]
    return result
