"""A proxy that loses, cuts, delays and refuses what passes through it, in a thread of the test."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Fault:
    """What happens to a request.

    Attributes:
        kind: drop_response (the server does its work, the client never hears of it), refuse (reset at
            once), hang (the server does its work, the answer is held until `release` and then lost), hold
            (the same before the server hears of it), delay (passed on only after `release`), truncate (half
            an answer), status (an answer of our own that never reaches the server), cache (to the same
            address comes the same answer, an hour old) or deaf (the same, without regard to its query).
        method: Only requests with this method, or any.
        path: Only requests whose path has this in it.
        times: How many requests it happens to; -1 for all.
        skip: How many such requests pass before it happens.
        wait: After how many seconds what waits for `release` goes on by itself.
        status: The code of a status fault.
        headers: Further headers of a status fault.
        body: The body of a status fault.
    """

    kind: str
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0
    wait: float = 120
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


class Proxy:
    """A proxy in front of a port of this machine.

    Attributes:
        port: Where it listens.
        url: The address there.
        requests: Method and path of every request that came, in order.
        reached: Set when a request hangs or is held.
    """

    def __init__(self, upstream: int) -> None:
        """Listen, and pass everything on to `upstream`."""
        self.upstream = upstream
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.requests: list[tuple[str, str]] = []
        self.reached = threading.Event()
        self.released = threading.Event()
        self.lock = threading.Lock()
        self.faults: list[Fault] = []
        self.answers: dict[str, bytes] = {}
        threading.Thread(target=self.listen, daemon=True).start()

    def fail(self, kind: str, **options: object) -> None:
        """Let the next matching requests fail."""
        self.faults.append(Fault(kind, **options))  # type: ignore[arg-type]

    def writes(self) -> list[tuple[str, str]]:
        """Return the requests that change something."""
        return [request for request in self.requests if request[0] not in {"GET", "HEAD", "OPTIONS"}]

    def clear(self) -> None:
        """Forget faults and requests, and let go of what hangs."""
        self.faults.clear()
        self.answers.clear()
        self.requests.clear()
        self.released.set()
        self.released, self.reached = threading.Event(), threading.Event()

    def release(self) -> None:
        """Let go of what hangs."""
        self.released.set()

    def close(self) -> None:
        """Stop listening."""
        self.released.set()
        self.listener.close()

    def listen(self) -> None:
        """Serve each connection in a thread."""
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        """Pass one request on. Every connection carries one, because we say so to the server."""
        with contextlib.suppress(OSError), client:
            request = read_message(client)
            head, _, body = request.partition(b"\r\n\r\n")
            if not head:
                return None
            method, path = head.split(b"\r\n")[0].decode().split(" ")[:2]
            fault = self.take_fault(method, path)
            kind = fault.kind if fault else ""
            if kind == "refuse":
                return reset(client)
            if fault and kind == "status":
                client.sendall(write_status(fault))
                return None
            if fault and kind == "hold":
                return self.keep(client, fault)
            if fault and kind == "delay":
                self.reached.set()
                self.released.wait(fault.wait)
            place = path.partition("?")[0] if kind == "deaf" else path
            if kind in ("cache", "deaf") and place in self.answers:
                client.sendall(self.answers[place].replace(b"\r\n", b"\r\nAge: 3600\r\n", 1))
                return None
            # The server must take us for itself, so that it does not redirect to its own address.
            head = re.sub(rb"(?im)^host:[^\r]*", b"Host: 127.0.0.1:%d" % self.upstream, head)
            head = re.sub(rb"(?im)^connection:[^\r]*", b"Connection: close", head)
            with socket.create_connection(("127.0.0.1", self.upstream)) as server:
                server.sendall(head + b"\r\n\r\n" + body)
                answer = read_message(server)
            if kind == "drop_response":
                return reset(client)
            if fault and kind == "hang":
                return self.keep(client, fault)
            if kind == "truncate":
                client.sendall(answer[: len(answer) // 2])
                return reset(client)
            answer = re.sub(rb"(?im)^connection:[^\r]*", b"Connection: close", answer, count=1)
            if kind in ("cache", "deaf"):
                self.answers[place] = answer
            client.sendall(answer)
        return None

    def keep(self, client: socket.socket, fault: Fault) -> None:
        """Let a client wait for nothing."""
        self.reached.set()
        self.released.wait(fault.wait)
        reset(client)

    def take_fault(self, method: str, path: str) -> Fault | None:
        """Note a request and return what is to happen to it."""
        with self.lock:
            self.requests.append((method, path))
            for fault in self.faults:
                if fault.times and fault.method in ("", method) and fault.path in path:
                    if fault.skip:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    return fault
        return None


def read_message(connection: socket.socket) -> bytes:
    """Read one HTTP message, as long as it says or to the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (chunk := connection.recv(65536)):
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: *(\d+)", head)
    request = not head.startswith(b"HTTP/")
    while (len(body) < int(length[1])) if length else not request:
        if not (chunk := connection.recv(65536)):
            break
        body += chunk
    return head + b"\r\n\r\n" + body


def write_status(fault: Fault) -> bytes:
    """Return an answer of our own."""
    body = fault.body.encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"{name}: {value}" for name, value in {**headers, **fault.headers}.items()]
    return "\r\n".join([f"HTTP/1.1 {fault.status} Fault", *lines, "", ""]).encode() + body


def reset(connection: socket.socket) -> None:
    """Close a connection so that the other side sees it break."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@contextlib.contextmanager
def fault_proxy(upstream: int) -> Iterator[Proxy]:
    """Run a proxy for the time of a `with` block."""
    proxy = Proxy(upstream)
    try:
        yield proxy
    finally:
        proxy.close()
