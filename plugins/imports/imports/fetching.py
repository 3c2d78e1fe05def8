"""What is at an address: up to a size and a moment, and nothing of this machine's own network."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from guards.addresses import ASKED, AddressError, is_same_origin, read_address
from guards.answers import EndlessError, read_answer

from .errors import ImportingError

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 50_000_000
"""Bytes of an answer."""

LONGEST = 120.0
"""Seconds that an answer may take."""

REDIRECTS = 5
NAME = "partwork-import (an import of a blog by its author)"


@dataclass
class Web:
    """Asks servers.

    Attributes:
        origin: The address of the blog that is imported; "" for none. Its server alone may be in a network
            that is not public.
    """

    origin: str = ""
    _client: Any = field(default=None, repr=False)

    def fetch(self, address: str) -> bytes:
        """Return what is at an address.

        Raises:
            ImportingError: It cannot be had; the text says why and goes behind the address.
        """
        return self.ask(address)[0]

    def ask(self, address: str) -> tuple[bytes, Mapping[str, str]]:
        """Return what is at an address, and the headers of the answer.

        Raises:
            ImportingError: It cannot be had; the text says why and goes behind the address.
        """
        import httpx2

        if self._client is None:
            self._client = httpx2.Client(timeout=30, headers={"User-Agent": NAME})
        try:
            for _ in range(REDIRECTS):
                self._check(address)
                with self._client.stream("GET", address) as response:
                    if response.is_redirect:
                        address = urljoin(address, response.headers.get("location", ""))
                        continue
                    if response.status_code != 200:
                        raise ImportingError(f"is not there ({response.status_code})")
                    data = read_answer(response.iter_bytes(), LARGEST, time.monotonic() + LONGEST)
                    return data, response.headers
        except (httpx2.HTTPError, httpx2.InvalidURL, EndlessError, OSError, UnicodeError) as error:
            raise ImportingError(f"cannot be had ({str(error)[:120] or type(error).__name__})") from None
        raise ImportingError("leads from address to address without an end")

    def _check(self, address: str) -> None:
        """Refuse an address that somebody put into an export to have this machine's own network asked."""
        try:
            read_address(address, ASKED)
        except AddressError as error:
            raise ImportingError(str(error)) from None
        if self.origin and is_same_origin(address, self.origin):
            return
        parts = urlsplit(address)
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        if not all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found):
            raise ImportingError("is in a network that is not public")
