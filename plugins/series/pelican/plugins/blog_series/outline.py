"""What an author writes down about a series: ``series.toml``."""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from .errors import Problem, explain_toml, line_of, suggest

SERIES_KEYS = ("title", "abstract", "lang", "parts")
PART_KEYS = ("source", "title", "summary")


@dataclass(frozen=True)
class PlannedPart:
    """One ``[[parts]]`` table: a post's file, or what is planned."""

    source: str | None
    title: str | None
    summary: str
    line: int


@dataclass(frozen=True)
class Outline:
    """A ``series.toml`` as read, and what is wrong with it."""

    title: str = ""
    abstract: str = ""
    lang: str | None = None
    parts: tuple[PlannedPart, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read_outline(text: str, path: str) -> Outline:
    """Read the text of a ``series.toml``.

    Args:
        text: The file's text.
        path: The file as its author knows it, for messages.

    Returns:
        What the file says. Tables that cannot be understood are left out and told as problems.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Outline(problems=(Problem(path, *explain_toml(error, text)),))
    problems = _check(table, SERIES_KEYS, {"parts"}, text, path, 1)
    if not isinstance(table.get("title"), str) or not table["title"].strip():
        problems.append(Problem(path, 1, 'the series has no title. Write: title = "…"'))
    parts = []
    written = table.get("parts", [])
    if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
        problems.append(Problem(path, line_of(text, "parts"), "write each part as a table: [[parts]]"))
        written = []
    for entry, line in zip(written, _part_lines(text, len(written)), strict=True):
        found = _check(entry, PART_KEYS, set(), text, path, line)
        if not entry.get("source") and not entry.get("title"):
            found.append(Problem(path, line, "this part has neither a source nor a title. Give it one."))
        problems += found
        parts.append(
            PlannedPart(
                source=_text(entry, "source"),
                title=_text(entry, "title"),
                summary=_text(entry, "summary") or "",
                line=line_of(text, str(entry["source"]), line) if entry.get("source") else line,
            )
        )
    return Outline(
        title=_text(table, "title") or "",
        abstract=_text(table, "abstract") or "",
        lang=_text(table, "lang"),
        parts=tuple(parts),
        problems=tuple(problems),
    )


def _text(table: dict[str, Any], key: str) -> str | None:
    value = table.get(key)
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _check(
    table: dict[str, Any], keys: tuple[str, ...], nested: set[str], text: str, path: str, start: int
) -> list[Problem]:
    """Tell unknown keys and values that are no text."""
    problems = []
    for key, value in table.items():
        line = line_of(text, key, start)
        if key not in keys:
            hint = suggest(key, keys) or f" Known are: {', '.join(keys)}."
            problems.append(Problem(path, line, f'unknown key "{key}".{hint}'))
        elif key not in nested and not isinstance(value, str):
            problems.append(Problem(path, line, f'{key} must be text in quotes: {key} = "…"'))
    return problems


def _part_lines(text: str, count: int) -> list[int]:
    """Return the line of each ``[[parts]]`` header; line 1 where parts are written inline."""
    headers = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*parts\s*\]\]", line)]
    return headers if len(headers) == count else [1] * count
