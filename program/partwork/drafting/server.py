"""Shows the draft to browsers, and nothing else of this machine."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from .draft import Draft, State
from .panel import EVENTS, SCRIPT, add_script, write_page, write_panel

HTML = "text/html; charset=utf-8"
OURS = {SCRIPT: (Path(__file__).parent / "page.js").read_bytes()}
# Seconds between signs of life, by which a page that has gone is noticed.
QUIET = 15.0
NO_PAGE = b"<!DOCTYPE html>\n<title>Page not found</title>\n<h1>This page is not here</h1>\n"


class AddressError(Exception):
    """The site cannot be shown at an address; the text says why and what to do."""


class Server(ThreadingTCPServer):
    """Listens at one address.

    Args:
        host: A name or number of this machine; 0.0.0.0 is all of them.
        port: 0 is any that is free.
        draft: What to show.

    Raises:
        AddressError: It cannot.
    """

    daemon_threads = True
    # Elsewhere two programs may then listen at the same address.
    allow_reuse_address = os.name == "posix"
    request_queue_size = 64

    def __init__(self, host: str, port: int, draft: Draft) -> None:
        self.draft = draft
        self.host = host
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            # Names of this machine have the older kind of address, too, which every browser tries.
            self.address_family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
            super().__init__(address, Handler)  # type: ignore[arg-type]
        except (OSError, OverflowError) as error:
            raise AddressError(_explain(error, host, port)) from error

    def list_addresses(self) -> list[str]:
        """Return the addresses to open: here, and on other devices where they can reach it."""
        host, port = self.server_address[:2]
        if host in ("127.0.0.1", "::1"):
            hosts = ["localhost"]
        elif host in ("0.0.0.0", "::"):
            hosts = ["localhost", *_find_own_number()]
        else:
            hosts = [f"[{self.host}]" if ":" in self.host else self.host]
        return [f"http://{name}:{port}/" for name in hosts]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in a line what went wrong, unless it was the browser that went away."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            print(f"error: a page could not be sent: {type(error).__name__} {error}", file=sys.stderr)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    # Seconds for a browser to say what it wants, or to take it.
    timeout = 60

    def do_GET(self) -> None:
        """Send what is at an address."""
        path = urlsplit(self.path).path
        state = self.server.draft.state
        if path == EVENTS:
            self._send_events()
        elif path in OURS:
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", OURS[path])
        elif state.folder is None:
            self._send_html(HTTPStatus.SERVICE_UNAVAILABLE, write_page(state).encode(), state)
        else:
            self._send_file(state.folder, path, state)

    do_HEAD = do_GET  # noqa: N815

    def refuse(self) -> None:
        """Refuse what would change something."""
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", b"GET and HEAD only.\n")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = refuse  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for mistakes."""

    def _send_file(self, folder: Path, path: str, state: State) -> None:
        names = split_path(path)
        file = folder.joinpath(*names) if names is not None else None
        try:
            if file and file.is_dir() and (file / "index.html").is_file():
                if path.endswith("/"):
                    file /= "index.html"
                else:
                    query = urlsplit(self.path).query
                    place = f"/{'/'.join(map(quote, names or []))}/{'?' * bool(query)}{query}"
                    self._send(HTTPStatus.FOUND, HTML, b"", Location=place)
                    return
            elif path.endswith("/"):
                file = None
            body = state.first.get(file, file).read_bytes() if file else None
        except (OSError, ValueError):
            body = None
        if file is None or body is None:
            missing = folder / "404.html"
            page = missing.read_bytes() if missing.is_file() else NO_PAGE
            self._send_html(HTTPStatus.NOT_FOUND, page, state)
            return
        # The table of what we deploy; importing it takes longer than the first build has to wait for.
        from crosspost.deploy.s3 import read_media_type

        kind = read_media_type(file.name)
        if kind == HTML:
            self._send_html(HTTPStatus.OK, body, state)
        else:
            self._send(HTTPStatus.OK, kind, body)

    def _send_html(self, status: HTTPStatus, body: bytes, state: State) -> None:
        self._send(status, HTML, add_script(body, state))

    def _send(self, status: HTTPStatus, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """End the headers; what was written a moment ago may differ now."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _send_events(self) -> None:
        """Tell a page what there is to show, and again whenever that changes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        draft, known = self.server.draft, 0
        with draft.listen() as listener:
            self.wfile.write(b"retry: 1000\n\n")
            while state := draft.wait_for_news(listener, known, QUIET):
                text = ":"
                if state.number > known:
                    known = state.number
                    # A page that was never built shows what is wrong by itself.
                    panel = write_panel(state.messages) if state.folder else ""
                    text = f"data: {json.dumps({'site': state.site, 'panel': panel})}"
                self.wfile.write(f"{text}\n\n".encode())


def split_path(path: str) -> list[str] | None:
    """Return the names in the path of an address; None where it can be no file of a site."""
    try:
        names = [unquote(name, errors="strict") for name in path.strip("/").split("/")]
    except UnicodeDecodeError:
        return None
    if names == [""]:
        return []
    wrong = any(
        name in ("", ".", "..")
        or set(name) & {"/", "\\", "\0"}
        or Path(name).is_absolute()
        or Path(name).drive
        for name in names
    )
    return None if wrong else names


def _find_own_number() -> list[str]:
    """Return the address by which others in the network reach this machine, if there is a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only chooses the way. The address is one for examples.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [probe.getsockname()[0]]


def _explain(error: OSError | OverflowError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror) or getattr(error, "errno", 0) == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. Use --host 0.0.0.0 for all that it has."
    if getattr(error, "errno", 0) == errno.EADDRINUSE:
        return f"Port {port} is in use, maybe by another `invoke serve`. End that, or use --port {port + 1}."
    if isinstance(error, PermissionError):
        return f"Port {port} is not for you. Use one above 1023, such as --port 8000."
    return f"Nothing can listen at {host}, port {port}: {error}. Use --port 8000."
