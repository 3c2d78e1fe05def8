"""What must stay secret, in whatever form a partner repeats it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, quote_plus

VEIL = "…"
# Fewer letters than these stand in texts by chance.
CERTAIN = 8


def spell(secret: str) -> set[str]:
    """Return a secret as it is, and as it is written in addresses, JSON, HTML and base64."""
    encoded = json.dumps(secret)[1:-1]
    forms = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), escape(secret)}
    # PHP writes a slash in JSON with a backslash.
    forms |= {encoded, encoded.replace("/", r"\/")}
    return {form for form in forms | spell_base64(secret) if form}


def spell_base64(secret: str) -> set[str]:
    """Return what stands in the base64 of every text that has the secret in it, wherever it has it."""
    data, forms = secret.encode(), set()
    for before in range(3):
        digits = b64encode(bytes(before) + data).decode()
        # The first digits are also those of what stands before, the last those of what follows.
        whole = digits[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        forms |= {whole, whole.replace("+", "-").replace("/", "_")}
    return {form for form in forms if len(form) >= CERTAIN}


def cover(text: str, hidden: Iterable[str]) -> str:
    """Return a text with a mark in the place of everything that must stay secret."""
    for secret in sorted(hidden, key=len, reverse=True):
        text = text.replace(secret, VEIL)
    return text


def cover_answer(data: bytes, hidden: Iterable[str]) -> bytes:
    """Return an answer without what must stay secret, so that nothing made of it can tell it."""
    text = data.decode(errors="surrogateescape")
    return cover(text, filter(is_certain, hidden)).encode(errors="surrogateescape")


def is_certain(secret: str) -> bool:
    """Say whether a text is long enough not to stand somewhere by chance."""
    return len(secret) >= CERTAIN
