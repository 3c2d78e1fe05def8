"""Who made an image: ``credits.toml`` in the image's folder."""

from collections.abc import Collection
from typing import Any

from guards.tables import Sheet
from guards.words import HINTS, shorten, suggest

from .errors import Problem
from .licences import UnknownLicenceError, find_licence
from .model import Credit

KEYS = ("title", "author", "author_url", "source", "licence")


def read_credits(sheet: Sheet, path: str, images: Collection[str]) -> tuple[dict[str, Credit], list[Problem]]:
    """Read a ``credits.toml``.

    Args:
        sheet: What is in the file: one table an image, named by its file.
        path: The file as its author knows it, for messages.
        images: The names of the files in its folder.

    Returns:
        The credits by file name, and what is wrong with the file.
    """
    credits = {}
    for name, table in sheet.values.items():
        if not isinstance(table, dict):
            sheet.say(f'write a table for each image: ["{shorten(name)}"]', name)
            continue
        if unquoted := next((f"{name}.{end}" for end in table if f"{name}.{end}" in images), ""):
            sheet.say(f'write the name of the file in quotation marks: ["{shorten(unquoted)}"]', name)
            continue
        if name not in images:
            hint = suggest(name, images, 3) if len(sheet.faults) < HINTS else ""
            sheet.say(f'no file "{shorten(name)}" in this folder.{hint}', name)
        sheet.check_keys(KEYS, name)
        credits[name] = _read_credit(sheet, name)
    return credits, [Problem(path, fault.line, fault.message, fault.grave) for fault in sheet.faults]


def _read_credit(sheet: Sheet, name: str) -> Credit:
    fields: dict[str, Any] = {key: sheet.text(name, key) for key in ("title", "author")}
    fields |= {key: sheet.address(name, key) for key in ("author_url", "source")}
    if written := sheet.text(name, "licence"):
        try:
            fields["licence"] = find_licence(written)
        except UnknownLicenceError as error:
            sheet.say(str(error), name, "licence")
    return Credit(**fields)
