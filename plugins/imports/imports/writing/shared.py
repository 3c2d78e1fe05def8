"""Files that posts share: what is in them stays as it is, what is new stands below it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import ImportingError


def read_toml(text: str, name: str) -> dict[str, Any]:
    """Return what a file says.

    Raises:
        ImportingError: It is no TOML.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImportingError(
            f"{name}: {str(error)[:200]}. Correct that first: nothing was imported."
        ) from None


def add_tables(text: str, tables: Mapping[str, Mapping[str, str]], name: str) -> str:
    """Return a file of tables (people, credits) with those that it does not have yet.

    Raises:
        ImportingError: It is no TOML.
    """
    known = read_toml(text, name)
    new = {key: table for key, table in tables.items() if key not in known}
    written = "".join(
        "\n".join(
            [
                f"\n[{quote(key)}]",
                *(f"{field} = {quote(value)}" for field, value in table.items() if value),
                "",
            ]
        )
        for key, table in new.items()
    )
    return _append(text, written)


def add_parts(text: str, title: str, names: Iterable[str], name: str) -> str:
    """Return a `series.toml` with more parts.

    Raises:
        ImportingError: It lists its parts in a way that cannot be added to.
    """
    names = list(names)
    written = "".join(f"\n[[parts]]\nsource = {quote(part)}\n" for part in names)
    begun = text if text.strip() else f'title = {quote(title)}\nabstract = ""\n'
    before = read_toml(begun, name)
    made = _append(begun, written)
    wanted = {**before, "parts": [*before.get("parts", []), *({"source": part} for part in names)]}
    try:
        if tomllib.loads(made.removeprefix("\ufeff").replace("\r\n", "\n")) == wanted:
            return made
    except tomllib.TOMLDecodeError:
        pass
    raise ImportingError(
        f"{name} lists its parts in a way that cannot be added to. Write each as a table, a line [[parts]] "
        'and below it a line source = "…".'
    )


def add_works(text: str, works: Mapping[str, str]) -> str:
    """Return a .bib file with more entries.

    Args:
        text: The file.
        works: Citekey → entry, of those that it does not have yet.
    """
    return _append(text, "".join(f"\n{entry.strip()}\n" for entry in works.values()))


def quote(text: str) -> str:
    """Return a text as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _append(text: str, written: str) -> str:
    """Return a file with more at its end, with the line endings that it has."""
    if not written:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    written = written.replace("\n", end)
    return f"{text.rstrip()}{end}{written}" if text.strip() else written.lstrip()
