"""One question to a service, and its answer: bounded in time and size, and asked of the web alone."""

import io
import socket
import time
from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib import request
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit

from guards.addresses import ASKED, LOCAL, hide_password, is_same_origin, split_address

SECONDS = 30.0
"""How long a question and its answer may take together, however many servers lead from one to another."""

LARGEST = 1_000_000
"""How many bytes an answer may have: three thousand authors are a tenth of it."""


class UnansweredError(Exception):
    """There is no answer; the text goes after the service's name.

    Attributes:
        status: The answer's HTTP status, if there was one.
    """

    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


def ask(address: str, headers: Mapping[str, str]) -> bytes:
    """Return what a service answers.

    Args:
        address: Which a user and a password may be part of; they are sent to this server only.
        headers: Of the question.

    Raises:
        UnansweredError: It gave no answer that can be used; nothing in the text is secret.
    """
    plain, secret = _take_secret(address)
    end = time.monotonic() + SECONDS
    opener = request.OpenerDirector()
    for handler in (
        _Proxies(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
        _Redirects(),
        _Plain(end),
        _Encrypted(end),
    ):
        opener.add_handler(handler)
    question = request.Request(plain, headers=dict(headers))
    if secret:
        question.add_unredirected_header("Authorization", secret)
    try:
        with opener.open(question, timeout=SECONDS) as answer:
            return _read(answer)
    except HTTPError as error:
        error.close()
        raise UnansweredError("", error.code) from error
    except TimeoutError as error:
        raise UnansweredError(f"takes longer than {SECONDS:.0f} seconds to answer.") from error
    except OSError as error:
        reason = getattr(error, "reason", None) or error.strerror or error
        if isinstance(reason, TimeoutError):
            raise UnansweredError(f"takes longer than {SECONDS:.0f} seconds to answer.") from error
        raise UnansweredError(f"can't be reached ({hide_password(str(reason))}). Are you online?") from error
    except (HTTPException, ValueError) as error:
        raise UnansweredError("answered with what is no answer of a web server.") from error


def _take_secret(address: str) -> tuple[str, str]:
    """Return an address without user and password, and how they are said to a server."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    secret = b64encode(unquote(user).encode()).decode()
    return urlunsplit(parts._replace(netloc=host)), f"Basic {secret}" if at else ""


def _read(answer: Any) -> bytes:
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise UnansweredError("answered in an encoding that it was not asked for.")
    data: bytes = answer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnansweredError("answered with more than an entry.")
    if answer.length:
        raise UnansweredError("ended in the middle of its answer.")
    return data


class _Proxies(request.ProxyHandler):
    """Asks by way of a proxy that the environment names: never what it must not hear, nor this machine."""

    def proxy_open(self, req: Any, proxy: str, type: str) -> Any:
        parts = split_address(req.full_url)
        overheard = req.type == "http" and req.has_header("Authorization")
        if overheard or parts is None or parts.hostname in LOCAL:
            return None
        return super().proxy_open(req, proxy, type)


class _Redirects(request.HTTPRedirectHandler):
    """Follows where a server leads, as long as that is the web."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        parts = split_address(newurl)
        if parts is None or parts.scheme not in ASKED or not parts.hostname:
            raise UnansweredError("leads to what is no page of the web.")
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        secret = req.unredirected_hdrs.get("Authorization")
        if following is not None and secret and is_same_origin(newurl, req.full_url):
            following.add_unredirected_header("Authorization", secret)
        return following


class _Plain(request.HTTPHandler):
    def __init__(self, end: float) -> None:
        super().__init__()
        self.end = end

    def http_open(self, req: Any) -> Any:
        return self.do_open(partial(_open, HTTPConnection, self.end), req)


class _Encrypted(request.HTTPSHandler):
    def __init__(self, end: float) -> None:
        super().__init__()
        self.end = end

    def https_open(self, req: Any) -> Any:
        return self.do_open(partial(_open, HTTPSConnection, self.end), req)


def _open(kind: type[HTTPConnection], end: float, host: str, **options: Any) -> HTTPConnection:
    """Return a connection whose answers come in time: a limit on each read alone never ends."""
    connection = kind(host, **{**options, "timeout": _left(end)})
    connection.response_class = partial(_respond, end)  # type: ignore[assignment]
    return connection


def _respond(end: float, sock: socket.socket, *arguments: Any, **options: Any) -> HTTPResponse:
    response = HTTPResponse(sock, *arguments, **options)
    raw = response.fp.detach()
    response.fp = io.BufferedReader(_Timed(sock, raw, end))
    return response


def _left(end: float) -> float:
    if (left := end - time.monotonic()) <= 0:
        raise TimeoutError
    return left


class _Timed(io.RawIOBase):
    """Reads from a connection until a moment."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, end: float) -> None:
        self.sock, self.raw, self.end = sock, raw, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.sock.settimeout(_left(self.end))
        return self.raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self.raw.close()
            super().close()
