"""Asks a server that somebody named, and no machine that only ours can reach."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

import httpcore2
import httpx2

from conversation.errors import ConversationError
from crosspost.http.connection import Clock, TimedBackend, TimedStream
from crosspost.http.names import join_address
from guards.addresses import ASKED, AddressError, read_address
from guards.answers import EndlessError, read_answer

# In bytes and seconds, of one page with all that leads to it.
LARGEST, LONGEST, REDIRECTS = 2_000_000, 20.0, 5
# What a page is that can say something of an answer.
TYPES = ("text/html", "application/xhtml+xml")
DATA = ("application/json", "application/activity+json", "text/json")


def is_public(address: str) -> bool:
    """Say whether an IP address is one that everybody can reach."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


class PublicBackend(TimedBackend):
    """Opens connections to public addresses alone: a name is looked up once, and what it said is asked."""

    allow: Callable[[str], bool] = staticmethod(is_public)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> TimedStream:
        """Connect to a server."""
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"nobody knows {host}") from error
        if not found or not all(map(type(self).allow, found)):
            raise httpcore2.ConnectError(f"{host} is no server that everybody can reach")
        return super().connect_tcp(found[0], port, timeout, local_address, socket_options)


class Page:
    """A page of a stranger.

    Attributes:
        url: Where it is.
        status: What the server said; 0 where there is no page.
        text: What is on it; "" if it is none.
    """

    def __init__(self, url: str, status: int, text: str) -> None:
        self.url, self.status, self.text = url, status, text


def fetch_page(url: str, types: Collection[str] = TYPES) -> Page:
    """Fetch a page.

    Args:
        url: Where it is.
        types: What it must be; of anything else there is no text.

    Raises:
        ConversationError: It cannot be asked for, or is no answer that ends.
    """
    clock = Clock()
    clock.end = time.monotonic() + LONGEST
    transport = httpx2.HTTPTransport()
    transport._pool._network_backend = PublicBackend(clock)
    headers = {"Accept": ", ".join(types), "User-Agent": "pelican-conversation"}
    try:
        # No proxy: it would be the one that looks names up.
        with httpx2.Client(transport=transport, trust_env=False, headers=headers, timeout=LONGEST) as client:
            for _ in range(REDIRECTS):
                url = read_address(url, ASKED)
                with client.stream("GET", url) as response:
                    there = response.headers.get("location", "")
                    if response.is_redirect and there:
                        url = join_address(url, there)
                        continue
                    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                    good = response.is_success and kind in types
                    data = read_answer(response.iter_bytes(), LARGEST, clock.end) if good else b""
                    charset = response.charset_encoding or "utf-8"
                return Page(url, response.status_code, decode(data, charset))
    except (AddressError, EndlessError, httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise ConversationError(f"{url[:200]}: cannot be read ({error or type(error).__name__}).") from None
    raise ConversationError(f"{url[:200]}: leads on and on.")


def decode(data: bytes, charset: str) -> str:
    """Return what bytes say; as UTF-8 where nobody knows the way in which they are said to be written."""
    try:
        return data.decode(
            charset if charset.lower().startswith(("utf-8", "iso-8859", "windows-")) else "utf-8", "replace"
        )
    except LookupError:
        return data.decode(errors="replace")
