"""Which places of a post a link can lead to."""

from __future__ import annotations

import re
import unicodedata

from ..text import Text
from .headings import list_headings

_NAMED = re.compile(r"\{[^{}\n]*?#(?P<id>[^\s{}]+)[^{}\n]*\}")
_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?(?P<id>[^\s\"'>]+)", re.IGNORECASE)
_CITED = re.compile(r"@\{?([\w:.#$%&+?<>~/-]+)")


def list_ids(text: Text) -> set[str]:
    """Return the ids of a post's page, as Python-Markdown and the plugins write them."""
    ids = {match["id"] for match in _NAMED.finditer(text.written)}
    ids |= {match["id"] for tag in text.tags for match in _ID.finditer(tag[0])}
    ids |= {f"ref-{match[1].rstrip('.:,;')}" for match in _CITED.finditer(text.written)}
    ids |= {"references", "top", "content"}
    seen: dict[str, int] = {}
    for heading in list_headings(text):
        name = slugify(text.raw[heading.start : heading.end])
        number = seen[name] = seen.get(name, -1) + 1
        ids.add(f"{name}_{number}" if number else name)
    return ids


def slugify(words: str) -> str:
    """Return the id of a heading, as Python-Markdown's `toc` makes it."""
    words = re.sub(r"\{[:#.][^{}]*\}|<[^<>]*>|\]\([^()]*\)|[`*\[\]!\\]", "", words)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
