"""The header of a post, whatever tool it was written for: how many lines it has, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PLAIN = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_VALUE = re.compile(r"(?P<key>[\"']?[A-Za-z][\w-]*[\"']?)\s*[:=]\s*(?P<value>.*)")
_ITEM = re.compile(r"\s+-\s+(?P<value>.*)|\s*[\"'](?P<quoted>.*)[\"'],?\s*")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


class Field(NamedTuple):
    """A line of a header.

    Attributes:
        line: Its number, counted from 1.
        value: What it says, without quotation marks.
    """

    line: int
    value: str


class Header(NamedTuple):
    """A header.

    Attributes:
        lines: How many lines of the file belong to it.
        fields: What it says, by names in lower case.
    """

    lines: int
    fields: dict[str, Field]

    def get(self, *names: str) -> Field | None:
        """Return the first of these lines that says something."""
        return next((self.fields[name] for name in names if self.fields.get(name, (0, ""))[1]), None)

    def list(self, name: str) -> list[str]:
        """Return the parts of a line that has several."""
        found = self.fields.get(name)
        return [part for part in re.split(r"[\s,;\[\]\"']+", found.value) if part] if found else []

    @property
    def draft(self) -> bool:
        """Whether it says that the post is not for readers yet."""
        status, draft = self.fields.get("status"), self.fields.get("draft")
        return bool(
            (status and status.value.lower() in ("draft", "skip"))
            or (draft and draft.value.lower() in ("true", "yes", "on", "1"))
        )


def read_header(lines: Sequence[str]) -> Header:
    """Return the header with which a file begins; one without lines if it has none."""
    ends = _FENCES.get(lines[0].rstrip()) if lines else None
    if ends:
        last = next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() in ends), 0)
        return Header(last, _read_fields(lines[1 : last - 1], 2)) if last else Header(0, {})
    fields: dict[str, Field] = {}
    number = 0
    key = ""
    for number, line in enumerate(lines, 1):
        if found := _PLAIN.fullmatch(line):
            key = found["key"].lower()
            fields.setdefault(key, Field(number, found["value"].strip()))
        elif key and line.startswith("    ") and line.strip():
            fields[key] = fields[key]._replace(value=f"{fields[key].value} {line.strip()}".strip())
        else:
            return Header(number - 1, fields)
    return Header(number, fields)


def _read_fields(lines: Sequence[str], first: int) -> dict[str, Field]:
    """Read what YAML and TOML have in common: names with texts and lists."""
    fields: dict[str, Field] = {}
    parts: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(lines, first):
        if found := _VALUE.fullmatch(line):
            key = found["key"].strip("\"'").lower()
            value = found["value"].strip()
            parts.setdefault(key, [] if value in ("|", ">", "|-", ">-", "[", '"""') else [value])
            fields.setdefault(key, Field(number, ""))
        elif key and line[:1] in (" ", "\t") and line.strip():
            item = _ITEM.fullmatch(line)
            parts[key].append((item["value"] or item["quoted"] or "") if item else line.strip())
    return {name: field._replace(value=_strip(" ".join(parts[name]))) for name, field in fields.items()}


def _strip(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
