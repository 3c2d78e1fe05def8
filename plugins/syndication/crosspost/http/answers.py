"""An answer of a partner: a text without secrets, whatever it says of itself; and what it says in JSON."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from typing import Any

import httpx2

from guards.answers import EndlessError, parse_json, read_answer

from .secrets import cover_answer

# Headers that say how an answer came, and are no longer true of what was read.
FRAMING = {b"content-encoding", b"content-length", b"transfer-encoding"}
# How texts are written that people read. What else Python knows (UTF-7, escapes, rot13) would hide something.
WRITTEN = ("utf-8", "utf-16", "utf-32", "ascii", "iso8859", "cp125", "koi8", "shift_jis", "euc", "gb", "big5")


def take_answer(
    response: httpx2.Response, hidden: Collection[bytes], largest: int, end: float
) -> httpx2.Response:
    """Return an answer, read to its end, as UTF-8 without secrets.

    Args:
        response: As it begins to come.
        hidden: How secrets read, as `secrets.spell` has it.
        largest: How many bytes it may have, unpacked.
        end: When it must have come.

    Raises:
        EndlessError: It is too large, or does not come to its end.
    """
    if "," in response.headers.get("content-encoding", ""):
        raise EndlessError("its answer is packed more than once")
    data = read_answer(response.iter_bytes(), largest, end)
    text = data.decode(name_encoding(response), "replace").removeprefix("\ufeff")
    headers = [
        (name, cover_answer(value, hidden))
        for name, value in response.headers.raw
        if name.lower() not in FRAMING and cover_answer(name, hidden) == name
    ]
    content = cover_answer(text.encode(errors="replace"), hidden)
    answer = httpx2.Response(response.status_code, headers=headers, content=content)
    answer.encoding = "utf-8"
    return answer


def name_encoding(response: httpx2.Response) -> str:
    """Return how an answer is written: as it says if that is a way to write texts, else UTF-8."""
    try:
        name = codecs.lookup(response.charset_encoding or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
    return name if name.startswith(WRITTEN) else "utf-8"


def read_json(response: httpx2.Response) -> Any:
    """Return what an answer says in JSON.

    Raises:
        ValueError: It is none, or none that a partner has a reason to send.
    """
    return parse_json(response.text)
