"""What a page says of its own text: the sections that it has, and how long it takes to read."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .prose import write_prose

ID = re.compile(r"""\sid\s*=\s*["']?([^"'\s>]+)""")
TAG = re.compile(r"<[^<>]*>")
# The list at the end is not read from its beginning to its end.
REFERENCES = 'class="references"'
# Words that adults read silently in a minute (Brysbaert, 2019, https://doi.org/10.1016/j.jml.2019.104047).
SPEED = 238


class Section(NamedTuple):
    """A section of a text.

    Attributes:
        id: Of its heading.
        title: Plain text.
    """

    id: str
    title: str


def list_sections(html: str) -> tuple[Section, ...]:
    """Return the sections of a text: its headings of the second level that can be linked to."""
    return tuple(_find_sections(html))


def count_minutes(html: str) -> int:
    """Return how many minutes a text takes to read, without its reference list; at least one."""
    text = html.partition(REFERENCES)[0]
    return max(1, round(len(TAG.sub(" ", text).split()) / SPEED))


def _find_sections(html: str) -> Iterator[Section]:
    for piece in html.split("<h2")[1:]:
        attributes, _, rest = piece.partition(">")
        words, end, _ = rest.partition("</h2>")
        found = ID.search(attributes)
        title = write_prose(words) if found and end else ""
        if found and title:
            yield Section(found[1], title)
