"""A real Bluesky server: its PDS and a directory of accounts (PLC), both from npm, in one process.

What is downloaded stays in the cache. The directory lives in memory, so each server starts with no accounts
and makes two: `author.test` with an app password, and `colleague.test` to be mentioned.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from .node import install_program, node_environment
from .place import cache_folder, free_port

VERSION = "0.5.35"
PACKAGE = {
    "private": True,
    "type": "module",
    "dependencies": {"@atproto/pds": VERSION, "@did-plc/server": "0.0.1"},
    # This one brings its binaries along, so that nothing needs a compiler.
    "overrides": {"better-sqlite3": "13.2.0"},
}
POSTS = "app.bsky.feed.post"
PASSWORD = "author-Pass-12345"

# Both servers would listen to the whole network.
SERVE = """
import net from 'node:net'
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port !== 'number') return listen.call(this, port, ...rest)
  return listen.call(this, { port, host: '127.0.0.1' }, rest.find((one) => typeof one === 'function'))
}
const directory = (await import('@did-plc/server'))
const { PDS } = await import('@atproto/pds')
const { PlcServer, Database } = directory.PlcServer ? directory : { ...directory, ...directory.default }
const plc = PlcServer.create({ db: Database.mock(), port: Number(process.env.PLC_PORT) })
await plc.start()
const pds = await PDS.fromEnv()
await pds.start()
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => process.exit(0))
"""


@dataclass
class Bluesky:
    """A running server.

    Attributes:
        url: Its address, without a final slash.
        port: Its port on 127.0.0.1.
        folder: Its own folder.
        handle: The author's name.
        did: The author's identifier.
        secret: The author's app password.
        password: The author's password.
        colleague: The identifier of somebody else, `colleague.test`.
    """

    url: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    handle: str = "author.test"
    did: str = ""
    secret: str = ""
    password: str = PASSWORD
    colleague: str = ""
    token: str = ""

    def ask(self, name: str, body: Any = None, **params: str) -> Any:
        """Call a method of the server as the author, and return its JSON."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with httpx2.Client(base_url=f"{self.url}/xrpc/", headers=headers, timeout=60) as client:
            response = client.get(name, params=params) if body is None else client.post(name, json=body)
        assert response.status_code == 200, response.text
        return response.json() if response.content else None

    def records(self, collection: str = POSTS) -> list[dict[str, Any]]:
        """Return every record of the author in a collection (uri, cid, value), by name."""
        listed = self.ask(
            "com.atproto.repo.listRecords", repo=self.did, collection=collection, limit="100", reverse="true"
        )
        found: list[dict[str, Any]] = listed["records"]
        return found

    def put(self, record: dict[str, Any], name: str = "", collection: str = POSTS) -> dict[str, Any]:
        """Write a record as the author's other programs would, and return its uri and cid."""
        body = {"repo": self.did, "collection": collection, "record": record}
        if name:
            body["rkey"] = name
        method = "putRecord" if name else "createRecord"
        written: dict[str, Any] = self.ask(f"com.atproto.repo.{method}", body)
        return written

    def delete(self, uri: str) -> None:
        """Remove a record."""
        _, _, repo, collection, name = uri.split("/")
        self.ask("com.atproto.repo.deleteRecord", {"repo": repo, "collection": collection, "rkey": name})

    def blob(self, reference: dict[str, Any]) -> bytes:
        """Return an uploaded file."""
        params = {"did": self.did, "cid": reference["ref"]["$link"]}
        response = httpx2.get(f"{self.url}/xrpc/com.atproto.sync.getBlob", params=params, timeout=60)
        assert response.status_code == 200, response.text
        return response.content

    def reset(self) -> None:
        """Remove everything that the author has written."""
        for collection in self.ask("com.atproto.repo.describeRepo", repo=self.did)["collections"]:
            while found := self.records(collection):
                kind = "com.atproto.repo.applyWrites#delete"
                writes = [
                    {"$type": kind, "collection": collection, "rkey": record["uri"].rpartition("/")[2]}
                    for record in found
                ]
                self.ask("com.atproto.repo.applyWrites", {"repo": self.did, "writes": writes})

    def sign_in(self) -> None:
        """Begin a session of the author's with the full password."""
        self.token = ""
        session = {"identifier": self.handle, "password": self.password}
        self.token = self.ask("com.atproto.server.createSession", session)["accessJwt"]

    def make_accounts(self) -> None:
        """Make the accounts that a fresh server lacks."""
        for name in ("colleague", "author"):
            account = {"handle": f"{name}.test", "email": f"{name}@example.test", "password": PASSWORD}
            made = self.ask("com.atproto.server.createAccount", account)
            self.colleague, self.did = self.did, made["did"]
        self.sign_in()
        made = self.ask("com.atproto.server.createAppPassword", {"name": "tests"})
        self.secret = made["password"]

    def stop(self) -> None:
        """End the server and remove its folder."""
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)
        shutil.rmtree(self.folder)


def start_bluesky(limits: bool = False) -> Bluesky:
    """Start a server on a port of its own.

    Args:
        limits: Whether it counts requests, as Bluesky's own does: 30 sessions in five minutes, for one.
    """
    cache = cache_folder()
    app = install_program(f"bluesky-{VERSION}", PACKAGE, "serve.mjs", SERVE)
    port, directory = free_port(), free_port()
    folder = cache / "running" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "blobs").mkdir(parents=True)
    (folder / "temporary").mkdir()
    settings = {
        "NODE_ENV": "development",
        "LOG_ENABLED": "true",
        "LOG_LEVEL": "warn",
        "PLC_PORT": str(directory),
        "PDS_PORT": str(port),
        "PDS_HOSTNAME": "localhost",
        "PDS_DEV_MODE": "true",
        "PDS_DATA_DIRECTORY": str(folder),
        "PDS_BLOBSTORE_DISK_LOCATION": str(folder / "blobs"),
        "PDS_BLOBSTORE_DISK_TMP_LOCATION": str(folder / "temporary"),
        "PDS_DID_PLC_URL": f"http://localhost:{directory}",
        "PDS_INVITE_REQUIRED": "false",
        "PDS_RATE_LIMITS_ENABLED": str(limits).lower(),
        "PDS_JWT_SECRET": "of the tests",
        "PDS_ADMIN_PASSWORD": "of-the-tests",
        "PDS_DISABLE_SSRF_PROTECTION": "true",
        "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX": f"{0x7E575:064x}",
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            ["node", "serve.mjs"],
            cwd=app,
            env=node_environment(**settings),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Bluesky(f"http://127.0.0.1:{port}", port, folder, process)
    for _ in range(600):
        try:
            if httpx2.get(f"{server.url}/xrpc/_health", timeout=20).status_code == 200:
                server.make_accounts()
                return server
        except httpx2.TransportError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    text = (folder / "server.log").read_text()
    server.stop() if process.poll() is None else shutil.rmtree(folder)
    raise RuntimeError(f"The Bluesky server did not start: {text[-2000:]}")
