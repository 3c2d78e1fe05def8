"""A real WebSub hub on 127.0.0.1 (Flask-WebSub), and a subscriber that keeps what the hub brings."""

from __future__ import annotations

import http.server
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
from servers.pip import fetch_environment

from partwork.sandbox.place import free_port

PACKAGES = ("flask-websub[celery]==0.4.1",)

# Its tasks are done at once, in the thread of the request.
PROGRAM = """
import sys
from celery import Celery
from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage

folder, port = sys.argv[1], int(sys.argv[2])
app = Flask("hub")
app.config["PUBLISH_SUPPORTED"] = True
tasks = Celery("hub", broker="memory://", backend="cache+memory://")
tasks.conf.task_always_eager = True
hub = Hub(SQLite3HubStorage(folder + "/hub.sqlite"), tasks, HUB_MIN_LEASE_SECONDS=1, MAX_ATTEMPTS=1)
app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
app.run("127.0.0.1", port, threaded=True)
"""


class Subscriber(http.server.ThreadingHTTPServer):
    """Who subscribes to feeds.

    Attributes:
        url: Where the hub reaches it.
        received: The feeds that the hub brought, in order.
    """

    def __init__(self) -> None:
        """Listen on a port of its own."""
        super().__init__(("127.0.0.1", 0), Callback)
        self.url = f"http://127.0.0.1:{self.server_port}/callback"
        self.received: list[bytes] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class Callback(http.server.BaseHTTPRequestHandler):
    """Answers the hub."""

    server: Subscriber

    def do_GET(self) -> None:
        """Confirm a subscription by repeating the hub's challenge."""
        self.answer(parse_qs(urlsplit(self.path).query).get("hub.challenge", [""])[0].encode())

    def do_POST(self) -> None:
        """Take a feed."""
        self.server.received.append(self.rfile.read(int(self.headers.get("content-length", 0))))
        self.answer(b"")

    def answer(self, body: bytes) -> None:
        """Say yes."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@dataclass
class Hub:
    """A running hub.

    Attributes:
        url: Its address.
        port: Its port on 127.0.0.1.
    """

    url: str
    port: int
    process: subprocess.Popen[bytes]
    folder: Path
    subscribers: list[Subscriber] = field(default_factory=list)

    def subscribe(self, topic: str) -> Subscriber:
        """Let somebody subscribe to a feed."""
        subscriber = Subscriber()
        self.subscribers.append(subscriber)
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": subscriber.url}
        answer = httpx2.post(self.url, data=form, timeout=30)
        assert answer.status_code == 202, answer.text
        return subscriber

    def stop(self) -> None:
        """End the hub and its subscribers."""
        self.process.terminate()
        self.process.wait(20)
        for subscriber in self.subscribers:
            subscriber.shutdown()
            subscriber.server_close()


def start_hub(folder: Path) -> Hub:
    """Start a hub on a port of its own, with its files in a folder."""
    python = fetch_environment("websub", *PACKAGES) / "python"
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [python, "-W", "ignore", "-c", PROGRAM, folder, str(port)], stdout=log, stderr=log
        )
    hub = Hub(f"http://127.0.0.1:{port}/hub", port, process, folder)
    for _ in range(300):
        try:
            httpx2.get(hub.url, timeout=20)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return hub
    hub.stop()
    raise RuntimeError(f"The hub did not start: {(folder / 'server.log').read_text()[-2000:]}")
