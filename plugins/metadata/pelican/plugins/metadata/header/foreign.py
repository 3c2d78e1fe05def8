"""Headers of posts that are no Markdown: names that stand there twice, of which a reader would take one."""

import re
from collections.abc import Iterator

from .errors import HeaderError
from .words import ONCE, SPREAD

FIELD = re.compile(r":(?P<key>[\w-]+):(?:\s|$)")
"""A line of the list of fields with which reStructuredText begins."""

META = re.compile(
    r"<meta\s[^<>]{0,200}?\bname\s*=\s*[\"']?(?P<key>[\w-]+)|<(?P<title>title)\b", re.IGNORECASE
)
"""What the head of an HTML file says."""

BODY = re.compile(r"</head\b|<body\b", re.IGNORECASE)


def check_foreign(text: str, suffix: str) -> None:
    """Refuse a header that says something twice.

    Args:
        text: Of a file.
        suffix: The ending of its name.

    Raises:
        HeaderError: It does.
    """
    seen: dict[str, int] = {}
    for key, line in find_fields(text) if suffix == ".rst" else find_meta(text):
        first = seen.setdefault(key, line)
        if first != line and key in ONCE - SPREAD:
            raise HeaderError(line, f'"{key}" stands in line {first} already. Remove one of the two.')


def find_fields(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names of the first list of fields in a text, with their lines."""
    begun = False
    for number, line in enumerate(text.split("\n"), 1):
        if found := FIELD.match(line):
            begun = True
            yield found["key"].lower(), number
        elif begun and line[:1] not in (" ", "\t"):
            return


def find_meta(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names in the head of an HTML file, with their lines."""
    end = BODY.search(text)
    for number, line in enumerate(text[: end.start() if end else None].split("\n"), 1):
        for found in META.finditer(line):
            yield (found["key"] or found["title"]).lower(), number
