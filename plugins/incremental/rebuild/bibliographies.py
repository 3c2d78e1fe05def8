"""Which entries of a .bib file are others now, without reading what is in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

# Where an entry begins, as programs and people write it: at the beginning of a line.
_BEGIN = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(](?:[ \t]*([^\s,{}()=\"%#]+)(?=[ \t]*,))?", re.MULTILINE)
# Where it may begin, too.
_INSIDE = re.compile(r"@\s*+(?:[\w-]++\s*+)?[{(]")
# What is no work, and may concern all of them.
_COMMANDS = {"string", "preamble", "comment"}
# Fields by which one entry takes from another.
_LINKS = re.compile(r"\b(crossref|xdata|xref|related|entryset|ids)\b", re.IGNORECASE)
_LINKING = ("crossref", "xdata", "xref", "related", "entryset", "ids")


def hash_entries(text: bytes) -> tuple[dict[str, str], str]:
    """Return a hash of each entry of a file by its key, and what stands in those that take from others.

    The key "" stands for these, for what is no work, and for what is written so that its key is not plain.
    """
    written = text.decode("utf-8", "replace")
    small = written.lower()
    linking = any(word in small for word in _LINKING)
    parts: dict[str, list[str]] = {"": []}
    links: list[str] = []
    for kind, key, entry in _split(written):
        linked = linking and _LINKS.search(entry)
        if linked:
            links.append(entry)
        shared = linked or kind in _COMMANDS or not key or key in parts
        # One that begins in the line in which another ends is not told from it.
        shared = shared or (entry.count("@") > 1 and len(_INSIDE.findall(entry)) > 1)
        parts.setdefault("" if shared else key, []).append(entry)
    hashes = {key: hashlib.sha256("".join(some).encode()).hexdigest()[:32] for key, some in parts.items()}
    return hashes, "".join(links)


def _split(text: str) -> Iterator[tuple[str, str, str]]:
    begins = list(_BEGIN.finditer(text))
    yield "comment", "", text[: begins[0].start() if begins else len(text)]
    for number, begin in enumerate(begins):
        end = begins[number + 1].start() if number + 1 < len(begins) else len(text)
        yield begin[1].lower(), begin[2] or "", text[begin.start() : end]


def find_changed(before: dict[str, str], after: dict[str, str], links: str) -> set[str] | None:
    """Return the keys of the entries that are others now, new or gone; None where that may concern all.

    Args:
        before: What `hash_entries` said of the file.
        after: What it says now.
        links: What stands in entries that take from others.
    """
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    words = set(re.findall(r"[^\s,{}()=]+", links)) if links else set()
    return None if "" in changed or not words.isdisjoint(changed) else changed
