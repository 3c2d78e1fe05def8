"""What a page says of its own text: its sections and links to them, and how long it takes to read."""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from .prose import write_prose

ID = re.compile(r"""\sid\s*=\s*["']?([^"'\s>]+)""")
TAG = re.compile(r"<[^<>]*>")
# A heading on a line of its own, as Markdown writes it.
HEADING = re.compile(r"^<(h[2-4])\b([^<>\n]*)>([^\n]*)</\1>$", re.MULTILINE)
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


def link_sections(html: str, label: str, attributes: str = "") -> str:
    """Return a text with a link to itself beside each heading that has an id.

    It stands beside the heading, not in it, so that it is no part of its name.

    Args:
        html: The text.
        label: What the link is called, with `{section}` for the heading.
        attributes: Of the link, as HTML, such as its language.
    """

    def link(heading: re.Match[str]) -> str:
        found = ID.search(heading[2])
        if not found:
            return heading[0]
        name = escape(label.replace("{section}", write_prose(heading[3])))
        anchor = f'<a class="anchor" href="#{found[1]}" aria-label="{name}"{attributes}></a>'
        return f"<hgroup>{heading[0]}<p>{anchor}</p></hgroup>"

    return HEADING.sub(link, html) if "<h" in html else html


def _find_sections(html: str) -> Iterator[Section]:
    for piece in html.split("<h2")[1:]:
        attributes, _, rest = piece.partition(">")
        words, end, _ = rest.partition("</h2>")
        found = ID.search(attributes)
        title = write_prose(words) if found and end else ""
        if found and title:
            yield Section(found[1], title)
