"""What a partner says when it refuses, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

import httpx2

from .veil import cover

# Of an answer that is an error page, this much is looked at, in characters.
LOOKED_AT = 10_000
# Where servers put the words for people: WordPress and Bluesky, Mastodon, Micropub (W3C Micropub, § 3.8).
PLACES = ("message", "error_description", "error")


def read_words(response: httpx2.Response, hidden: Iterable[str]) -> str:
    """Return what an answer says, on one line, without what must be hidden."""
    error = read_error(response)
    text = next((str(error[name]) for name in PLACES if error.get(name)), "")[:LOOKED_AT]
    if not text:
        text = response.text[:LOOKED_AT]
        title = re.search(r"(?is)<title[^>]*>(.*?)</title>", text)
        text = title[1] if title else text
    text = unescape(re.sub(r"<[^<>]+>", " ", text))
    # What a terminal would obey, and what no file can hold.
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(cover(text, hidden).split())[:300].rstrip(".") or response.reason_phrase or "nothing"


def read_error(response: httpx2.Response) -> Mapping[str, Any]:
    """Return what a failed request says for programs; empty if it does not."""
    try:
        data = response.json()
    except (ValueError, RecursionError):
        return {}
    if isinstance(data, dict) and isinstance(data.get("errors"), list):
        # Ghost wraps what it says.
        first = data["errors"][0] if data["errors"] else {}
        parts = (
            [str(first.get(name) or "") for name in ("message", "context")] if isinstance(first, dict) else []
        )
        return {"message": ": ".join(filter(None, parts)), "code": first.get("type", "")} if parts else {}
    return data if isinstance(data, dict) else {}
