"""Fields that are put into the entries of a .bib file, of which everything else stays byte for byte."""

import re
from collections.abc import Mapping

from apa7.errors import CitationsError

from .fields import field_name
from .library import parse
from .tidy import find_entries

Fields = Mapping[str, str]


def insert_fields(source: str, added: Mapping[str, Fields], behind: str) -> str:
    """Return a .bib file in which some entries have more fields, or other values in fields that they have.

    Args:
        source: The file, with any line endings.
        added: Of each entry, by its key: the values of its new fields.
        behind: The field behind which they are put; an entry without it stays as it is.

    Raises:
        CitationsError: It would have come to mean something else. That is a mistake in this module.
    """
    newline = "\r\n" if "\r\n" in source else "\n"
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    text = source.removeprefix("\ufeff")
    pieces, done = [mark], 0
    for _, entry, _ in find_entries(text):
        wanted = dict(added.get(entry.key, {}))
        place = next((field for field in entry.fields if field_name(field.name) == behind), None)
        if not wanted or place is None:
            continue
        changes = []
        for field in entry.fields:
            if (value := wanted.pop(field_name(field.name), None)) is not None:
                first = text.index("=", field.start) + 1
                changes.append((first, field.end, f" {{{value}}}"))
        before = text[text.rfind("\n", 0, place.start) + 1 : place.start]
        # Alone on its line, or one of several.
        alone = not before.strip()
        width = text.index("=", place.start) - place.start if alone else 0
        written = [f"{name + ' ':<{width}}= {{{value}}}" for name, value in wanted.items()]
        gap = f",{newline}{before}" if alone else ", "
        changes.append((place.end, place.end, "".join(gap + field for field in written)))
        for first, last, words in sorted(changes):
            pieces += [text[done:first], words]
            done = last
    result = "".join([*pieces, text[done:]])
    if _meaning(result, added) != _meaning(source, added):
        raise CitationsError("the fields can't be put in without changing what it says")
    return result


def _meaning(text: str, added: Mapping[str, Fields]) -> list[object]:
    """Return what the entries of a file say, apart from the fields that are put in."""
    entries, problems = parse(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    found: list[object] = [
        (
            entry.key,
            entry.type,
            {name: value for name, value in entry.fields.items() if name not in added.get(entry.key, {})},
        )
        for entry in entries
    ]
    return [*found, sorted(re.sub(r"\d+", "", problem.message) for problem in problems)]
