"""What a partner says when it refuses, for people to read."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable, Mapping
from html import unescape
from socket import gaierror
from typing import Any
from urllib.parse import urlsplit

import httpx2

from .answers import read_json
from .secrets import cover

# Of an answer that is an error page, this much is looked at, in characters.
LOOKED_AT = 10_000
# Where servers put the words for people: WordPress and Bluesky, Mastodon, Micropub (W3C Micropub, § 3.8).
PLACES = ("message", "error_description", "error")
# What OpenSSL says of an answer that is not TLS.
PLAIN = {"HTTP_REQUEST", "RECORD_LAYER_FAILURE", "WRONG_VERSION_NUMBER"}
CHECK = "Check the address in the settings (publishconf.py)"


def explain_connection(url: str, error: BaseException) -> str:
    """Return why there is no connection to a server and what to do, then in brackets what the system says.

    Args:
        url: The server's address.
        error: What was raised; what caused it says more.
    """
    cause = error
    while not isinstance(cause, OSError) and (deeper := cause.__cause__ or cause.__context__):
        cause = deeper
    parts = urlsplit(url)
    there = f"{parts.hostname}, port {parts.port or (443 if parts.scheme == 'https' else 80)}"
    if isinstance(cause, ssl.SSLCertVerificationError):
        said = f"cannot be trusted: its certificate is not valid. {CHECK}; if it is right, tell the owner"
    elif isinstance(cause, ssl.SSLError) and cause.reason in PLAIN:
        said = f"cannot be reached: there is no https at this address. {CHECK}"
    elif isinstance(cause, ssl.SSLError):
        said = f"cannot be reached: no secure connection (TLS) came about. {CHECK}; if it is right, try later"
    elif isinstance(cause, gaierror):
        said = f'cannot be reached: no server "{parts.hostname}" is found. {CHECK}, and your connection'
    elif isinstance(cause, ConnectionRefusedError):
        said = f"cannot be reached: nobody answers at {there}. {CHECK}; if it is right, try later"
    elif isinstance(cause, TimeoutError) or "timed out" in str(error):
        said = f"cannot be reached: no answer came from {there} in time. {CHECK}; if it is right, try later"
    else:
        said = f"cannot be reached: no way leads to {there}. {CHECK}, and your connection"
    return f"{url} {said} ({str(error) or type(error).__name__})."


def read_words(response: httpx2.Response, hidden: Iterable[bytes]) -> str:
    """Return what an answer says, on one line, without what must be hidden."""
    error = read_error(response)
    text = next((str(error[name]) for name in PLACES if error.get(name)), "")[:LOOKED_AT]
    if not text:
        text = response.text[:LOOKED_AT]
        title = re.search(r"(?is)<title[^>]*>(.*?)</title>", text)
        text = title[1] if title else text
    text = unescape(re.sub(r"<[^<>]+>", " ", text))
    # What a terminal would obey, and what no file can hold or could not be read.
    text = "".join(letter if letter.isprintable() and letter != "\ufffd" else " " for letter in text)
    return " ".join(cover(text, hidden).split())[:300].rstrip(".") or response.reason_phrase or "nothing"


def read_error(response: httpx2.Response) -> Mapping[str, Any]:
    """Return what a failed request says for programs; empty if it does not."""
    try:
        data = read_json(response)
    except ValueError:
        return {}
    if isinstance(data, dict) and isinstance(data.get("errors"), list):
        # Ghost wraps what it says.
        first = data["errors"][0] if data["errors"] else {}
        parts = (
            [str(first.get(name) or "") for name in ("message", "context")] if isinstance(first, dict) else []
        )
        return {"message": ": ".join(filter(None, parts)), "code": first.get("type", "")} if parts else {}
    return data if isinstance(data, dict) else {}
