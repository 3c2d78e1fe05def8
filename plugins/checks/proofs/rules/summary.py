"""What stands in the header of a post and is shown elsewhere (PW801-PW803)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding
from ..text import Text

LONGEST = 300
"""Letters: Bluesky's posts have no more, and others show less."""

LONGEST_TITLE = 110
"""Letters: Google asks for no more in a headline, and cards show less."""

_NAMES = ("summary", "description", "abstract", "excerpt", "subtitle")


def find(text: Text) -> Iterator[Finding]:
    """Find what is missing from a header, or too long for those who show it."""
    header = text.header
    if not header.lines or header.draft:
        return
    summary = header.get(*_NAMES)
    if summary is None:
        message = "the post has no summary: feeds, networks and search engines show how it begins instead."
        help = 'Write a line "Summary: …" into its header, in one or two sentences.'
        yield text.find_field("PW801", "warning", 1, message, help)
    elif len(summary.value) > LONGEST:
        message = (
            f"the summary has {len(summary.value)} letters, and networks cut what is longer than {LONGEST}."
        )
        yield text.find_field("PW802", "advice", summary.line, message, "Say it in two sentences.")
    title = header.get("title")
    if title and len(title.value) > LONGEST_TITLE:
        message = (
            f"the title has {len(title.value)} letters, and is cut after about {LONGEST_TITLE} where it is"
            " shown."
        )
        yield text.find_field("PW803", "advice", title.line, message, "Say the rest in the summary.")
