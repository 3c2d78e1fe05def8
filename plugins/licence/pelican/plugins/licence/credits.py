"""Who made an image: ``credits.toml`` in the image's folder."""

import tomllib
from collections.abc import Collection
from typing import Any

from .errors import Problem, explain_toml, line_of, suggest
from .licences import UnknownLicenceError, find_licence
from .model import Credit

KEYS = ("title", "author", "author_url", "source", "licence")


def read_credits(text: str, path: str, images: Collection[str]) -> tuple[dict[str, Credit], list[Problem]]:
    """Read the text of a ``credits.toml``.

    Args:
        text: The file's text: one table an image, named by its file.
        path: The file as its author knows it, for messages.
        images: The names of the files in its folder.

    Returns:
        The credits by file name, and what is wrong with the file.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [Problem(path, *explain_toml(error, text))]
    credits = {}
    problems = []
    for name, table in tables.items():
        line = line_of(text, name)
        if not isinstance(table, dict):
            problems.append(Problem(path, line, f'write a table for each image: ["{name}"]'))
            continue
        if name not in images:
            hint = suggest(name, images)
            problems.append(Problem(path, line, f'no file "{name}" in this folder.{hint}'))
        credits[name], found_problems = _read_credit(table, text, path, line)
        problems += found_problems
    return credits, problems


def _read_credit(table: dict[str, Any], text: str, path: str, start: int) -> tuple[Credit, list[Problem]]:
    fields: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        line = line_of(text, key, start)
        if key not in KEYS:
            hint = suggest(key, KEYS) or f" Known are: {', '.join(KEYS)}."
            problems.append(Problem(path, line, f'unknown key "{key}".{hint}'))
        elif not isinstance(value, str):
            problems.append(Problem(path, line, f'{key} must be text in quotes: {key} = "…"'))
        elif key == "licence":
            try:
                fields[key] = find_licence(value)
            except UnknownLicenceError as error:
                problems.append(Problem(path, line, str(error)))
        else:
            fields[key] = value
    return Credit(**fields), problems
