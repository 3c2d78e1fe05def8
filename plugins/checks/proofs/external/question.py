"""One question to a server: is there something at this address? It is asked of the public web alone."""

from __future__ import annotations

import socket
import ssl
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urljoin

from guards.addresses import ASKED, split_address

SECONDS = 15.0
"""How long a server may take for a step of an answer."""

STEPS = 6
"""How many servers may lead from one to another."""

AGENT = "pelican-checks/0.1 (looks whether links are still there)"
MOVED = {301, 308}
LEADS = {*MOVED, 302, 303, 307}
# What servers say who do not know the question, or answer programs alone so.
AGAIN = {400, 403, 404, 405, 406, 410, 429, 500, 501, 503}
# Answers with where a work is now: it is there if that is so, and where that is changes.
RESOLVER = {"doi.org", "dx.doi.org", "hdl.handle.net"}


class Answer(NamedTuple):
    """What a server says.

    Attributes:
        status: Of the answer; 0 if there is none.
        moved: Where the page is for good; "" if it is where it was.
        reason: Why there is no answer.
    """

    status: int
    moved: str = ""
    reason: str = ""


class _PrivateError(OSError):
    """An address is not one of the public web."""


def ask(address: str, loopback: bool = False) -> Answer:
    """Ask whether something is at an address: without its content if the server knows how.

    Args:
        address: Of the web.
        loopback: Whether this computer may be asked.
    """
    at, moved, steady = address, "", True
    for _ in range(STEPS):
        parts = split_address(at)
        if parts is None or parts.scheme not in ASKED or not parts.hostname:
            return Answer(0, reason="it leads to what is no page of the web")
        try:
            status, location = _ask_once(at, "HEAD", loopback)
            if status in AGAIN:
                status, location = _ask_once(at, "GET", loopback)
        except _PrivateError:
            return Answer(0, reason="it is in a private network")
        except TimeoutError:
            return Answer(0, reason=f"it takes longer than {SECONDS:.0f} seconds")
        except ssl.SSLError:
            return Answer(0, reason="its certificate cannot be trusted")
        except (OSError, HTTPException, ValueError) as error:
            named = getattr(error, "strerror", None) or type(error).__name__
            return Answer(0, reason=f"it cannot be reached ({named})")
        if status not in LEADS or not location:
            return Answer(status, moved if 200 <= status < 300 else "")
        if parts.hostname in RESOLVER:
            return Answer(200)
        at = urljoin(at, location)
        steady = steady and status in MOVED
        moved = at if steady else moved
    return Answer(0, reason="it leads round in circles")


def _ask_once(address: str, method: str, loopback: bool) -> tuple[int, str]:
    parts = split_address(address)
    assert parts is not None
    assert parts.hostname
    port = parts.port or ASKED_PORTS[parts.scheme]
    place = _resolve(parts.hostname, port, loopback)
    kind = _Encrypted if parts.scheme == "https" else _Plain
    connection = kind(parts.hostname, parts.port, timeout=SECONDS)
    connection.place = place
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        path = path.encode("ascii", "ignore").decode() if path.isascii() else _quote(path)
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()


ASKED_PORTS = {"http": 80, "https": 443}


def _quote(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?&=;:@!$'()*+,%~")


def _resolve(host: str, port: int, loopback: bool) -> tuple[str, int]:
    """Return where a host is, if that is the public web; the same place is then asked."""
    found = socket.getaddrinfo(host.encode("idna").decode(), port, type=socket.SOCK_STREAM)
    places = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for place in places:
        if not (place.is_global or (loopback and place.is_loopback)):
            raise _PrivateError
    return str(places[0]), port


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Plain(HTTPConnection):
    place: tuple[str, int] = ("", 0)

    def connect(self) -> None:
        self.sock = socket.create_connection(self.place, self.timeout)


class _Encrypted(HTTPSConnection):
    place: tuple[str, int] = ("", 0)

    def connect(self) -> None:
        plain = socket.create_connection(self.place, self.timeout)
        self.sock = _trust().wrap_socket(plain, server_hostname=self.host)
