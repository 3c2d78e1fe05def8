"""What stands above a text: YAML, TOML or JSON of other tools, or Pelican's own lines."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from ..errors import ImportingError

LARGEST = 50_000
"""Characters of a header."""

_LINE = re.compile(r"(?P<name>[A-Za-z][\w-]*):[ \t]*(?P<value>.*)")


def part_header(text: str, name: str) -> tuple[dict[str, Any], str, int]:
    """Return what a header says, by names in small letters, the text below it, and its first line.

    Raises:
        ImportingError: It cannot be read.
    """
    for fence, ends in (("---", ("---", "...")), ("+++", ("+++",))):
        if re.match(rf"{re.escape(fence)}[ \t]*\n", text):
            lines = text.split("\n")
            for number, line in enumerate(lines[1:], 1):
                if line.rstrip() in ends:
                    said = _read("\n".join(lines[1:number]), fence, name)
                    return said, "\n".join(lines[number + 1 :]), number + 2
            raise ImportingError(f'{name}:1: the header has no end. Write a line "{fence}" below it.')
    if text.startswith("{\n"):
        try:
            found, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            return {}, text, 1
        body = text[end:].lstrip("\n")
        return _lower(found), body, text.count("\n", 0, len(text) - len(body)) + 1
    return _read_lines(text)


def _read(text: str, fence: str, name: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise ImportingError(f"{name}:1: the header has more than {LARGEST:,} characters.")
    if fence == "+++":
        try:
            return _lower(tomllib.loads(text))
        except (ValueError, RecursionError) as error:
            raise ImportingError(f"{name}:1: the header is no TOML ({str(error)[:200]}).") from None
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise ImportingError(f"{name}:1: the header has an alias (*). Write out what it stands for.")
        return _lower(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "nobody can read it"
        raise ImportingError(
            f"{name}:{mark.line + 2 if mark else 1}: the header is no YAML ({why}). A text with a colon "
            "needs quotation marks."
        ) from None


def _lower(said: Any) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}


def _read_lines(text: str) -> tuple[dict[str, Any], str, int]:
    """Read Pelican's own header: `Name: value` in each line, up to an empty one."""
    said: dict[str, Any] = {}
    last = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _LINE.fullmatch(line):
            last = found["name"].lower()
            said[last] = found["value"].strip()
        elif last and re.match(r" {4}|\t", line):
            said[last] += f"\n{line.strip()}"
        elif not line.strip() and said:
            return said, "\n".join(lines[number + 1 :]), number + 2
        else:
            break
    return {}, text, 1
