"""A post before anybody knows for whom it is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Source:
    """A post as its author wrote it, published or not.

    Attributes:
        id: Stays the same while the post is edited, renamed or renumbered.
        name: Its id as its file is named now; another one only where `Formerly:` says so.
        source: Its file, for messages.
        file: The same, where it is.
        path: The same, below the content folder.
        title: Plain text.
        url: Its address, below the site's.
        date: ISO 8601, with time zone.
        status: published, draft, hidden, or date for what has a date to come.
        reuse: Whether anyone may make copies, by its licence.
        lines: Its metadata by their names in lower case; what stands on several lines is a list.
        article: The same as the site's own program has it, to be handed back to that.
    """

    id: str
    name: str
    source: str
    file: str
    path: str
    title: str
    url: str
    date: str
    status: str
    reuse: bool
    lines: Mapping[str, Any] = field(default_factory=dict)
    article: Any = None
