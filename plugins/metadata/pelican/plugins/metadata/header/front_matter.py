"""Front matter of other tools, YAML between lines of `---` or TOML between lines of `+++`, as entries."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from .entries import Entry, Person
from .errors import HeaderError
from .words import LINE

LARGEST = 8_000
"""Characters; no header is longer, and reading a longer one could take for ever."""

NESTED = 50
"""Brackets; what is nested deeper than that takes long to read."""

COMMENT = re.compile(r"[A-Za-z_-]+:\s+[^\"'#\[{|>&*!].*\s#\S")
"""A text in which a hash would begin a comment, such as "#MeToo"."""

SPECIAL = tuple("\"'[{&*!|>%@`#,?-")
"""With these a value says in YAML that it is more than a text."""


def find_end(lines: Sequence[str], fence: str) -> int:
    """Return how many lines front matter has, with its fences.

    Raises:
        HeaderError: It has no end.
    """
    ends = ("---", "...") if fence == "---" else (fence,)
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in ends:
            return number
    raise HeaderError(1, f'the header has no end: write a line "{fence}" below its last line.')


def read_yaml(lines: Sequence[str]) -> list[Entry]:
    """Read the lines between two fences as YAML.

    Raises:
        HeaderError: They are none, or more than names with texts and lists.
    """
    import yaml

    text = "\n".join(lines)
    require_short(text)
    if text.count("[") + text.count("{") > NESTED:
        raise HeaderError(1, "the header has so many brackets that nobody can read it.")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if all(is_plain(line) for line in lines):
            # Such as a title with a colon in it, which means nothing else.
            return [read_line(line, number) for number, line in enumerate(lines, 2) if line.strip()]
        # What was opened and never closed is wrong where it begins.
        begun = re.search("quoted|flow", getattr(error, "context", None) or "")
        mark = getattr(error, "context_mark" if begun else "problem_mark", None)
        said = getattr(error, "problem", None) or "it cannot be read"
        raise HeaderError(
            mark.line + 2 if mark else 1,
            f"the header is no YAML that can be read: {said}. A text with a colon, a quotation mark or a "
            "bracket in it needs quotation marks around it.",
        ) from None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise HeaderError(2, "write each entry of the header on a line of its own, as in title: A title")
    entries = []
    for key, value in root.value:
        line = key.start_mark.line + 2
        if COMMENT.match(lines[line - 2]):
            message = 'in YAML what follows " #" is a comment. Put quotation marks around the text.'
            raise HeaderError(line, message)
        if not isinstance(key, yaml.ScalarNode):
            raise HeaderError(line, "the name of an entry must be a word.")
        entries.append(make_entry(key.value, simplify(value), line))
    return entries


def is_plain(line: str) -> bool:
    """Say whether a line is a name and a text, however strict one reads."""
    found = LINE.fullmatch(line)
    return not line.strip() or bool(found and not found["value"].startswith(SPECIAL))


def read_line(line: str, number: int) -> Entry:
    """Return a line that is a name and a text."""
    key, _, value = line.partition(":")
    return Entry(key.strip(), (value.strip(),), number)


def simplify(node: Any) -> Any:
    """Return a node of YAML as texts, lists and dictionaries; a text stays as it was written."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag.endswith(":null") else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [simplify(item) if not isinstance(item, yaml.SequenceNode) else None for item in node.value]
    return {
        str(key.value): simplify(value) if isinstance(value, yaml.ScalarNode) else None
        for key, value in node.value
    }


def read_toml(lines: Sequence[str]) -> list[Entry]:
    """Read the lines between two fences as TOML.

    Raises:
        HeaderError: They are none, or more than names with texts and lists.
    """
    text = "\n".join(lines)
    require_short(text)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) + 1 if found else 1
        raise HeaderError(line, f"the header is no TOML that can be read: {error}.") from None
    entries = []
    for key, value in table.items():
        mark = re.compile(rf"\s*(\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        line = next((number for number, text in enumerate(lines, 2) if mark.match(text)), 1)
        entries.append(make_entry(key, write_value(value), line))
    return entries


def write_value(value: Any) -> Any:
    """Return a value of TOML with every single one as text."""
    if isinstance(value, list):
        return [write_value(item) if not isinstance(item, list) else None for item in value]
    if isinstance(value, dict):
        return {
            key: None if isinstance(item, list | dict) else write_value(item) for key, item in value.items()
        }
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def make_entry(key: str, value: Any, line: int) -> Entry:
    """Return an entry.

    Raises:
        HeaderError: It holds more than a text, a list of texts, or persons.
    """
    values = value if isinstance(value, list) else [value]
    if any(
        item is None or (isinstance(item, dict) and key.lower() not in ("author", "authors"))
        for item in values
    ):
        raise HeaderError(
            line,
            f'"{key}" holds more than a text or a list of texts, which nobody here understands. Remove it.',
        )
    kept: list[str | Person] = []
    for item in values:
        if isinstance(item, dict):
            kept.append({name.lower(): text for name, text in item.items() if text is not None})
        else:
            kept.append(" ".join(item.split()))
    return Entry(key, tuple(kept), line, isinstance(value, list))


def require_short(text: str) -> None:
    """Refuse a header that is none."""
    if len(text) > LARGEST:
        raise HeaderError(
            1, f"the header has more than {LARGEST:,} characters. Is the line missing that ends it?"
        )
