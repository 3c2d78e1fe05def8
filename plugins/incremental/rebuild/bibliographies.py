"""Which entries of a .bib file are others now, without reading what is in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

# Where an entry begins, as programs and people write it: at the beginning of a line.
_BEGIN = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(][ \t]*([^\s,{}()]*)", re.MULTILINE)
# What is no work, and may concern all of them.
_COMMANDS = {"string", "preamble", "comment"}
# Fields by which one entry takes from another.
_LINKS = re.compile(r"\b(crossref|xdata|xref|related|entryset|ids)\b", re.IGNORECASE)


def hash_entries(path: Path) -> dict[str, str]:
    """Return a hash of each entry by its key; "" stands for what is no work, or takes from others."""
    text = path.read_text("utf-8", "replace")
    parts: dict[str, list[str]] = {"": []}
    for kind, key, entry in _split(text):
        shared = kind in _COMMANDS or not key or key in parts or _LINKS.search(entry)
        parts.setdefault("" if shared else key, []).append(entry)
    return {key: hashlib.sha256("".join(entries).encode()).hexdigest()[:32] for key, entries in parts.items()}


def find_links(path: Path) -> str:
    """Return what stands in the entries of a file that take from others."""
    return "".join(
        entry for _, _, entry in _split(path.read_text("utf-8", "replace")) if _LINKS.search(entry)
    )


def _split(text: str) -> Iterator[tuple[str, str, str]]:
    begins = list(_BEGIN.finditer(text))
    yield "comment", "", text[: begins[0].start() if begins else len(text)]
    for number, begin in enumerate(begins):
        end = begins[number + 1].start() if number + 1 < len(begins) else len(text)
        yield begin[1].lower(), begin[2], text[begin.start() : end]


def find_changed(before: dict[str, str], path: Path) -> set[str] | None:
    """Return the keys of the entries that are others now, new or gone; None where that may concern all.

    Args:
        before: What `hash_entries` said of the file.
        path: The file.
    """
    try:
        after = hash_entries(path)
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        return None if "" in changed or _is_linked(changed, find_links(path)) else changed
    except OSError:
        return None


def _is_linked(keys: Iterable[str], links: str) -> bool:
    words = set(re.findall(r"[^\s,{}()=]+", links)) if links else set()
    return not words.isdisjoint(keys)
