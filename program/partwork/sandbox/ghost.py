"""A real Ghost: its npm package on Node, its tables in one SQLite file.

What is downloaded, and a site that was set up and never used, stays in the cache; each server then runs on a
copy of that site.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from filelock import FileLock

from .node import node_environment, unpack_package
from .place import cache_folder, free_port

VERSION = "6.65.0"
PNPM = "pnpm@12.4.2"
# This one brings its binaries along, so that nothing needs a compiler; Ghost asks for 12.
SQLITE = "better-sqlite3@13.2.0"
OWNER = {"name": "Owner", "email": "owner@example.test", "password": "owner-Pass-12345"}


def unpack_ghost(cache: Path) -> Path:
    """Return the folder with Ghost and all that it needs, made on first use."""
    app = cache / f"ghost-{VERSION}"
    with FileLock(cache / "ghost.lock"):
        if app.exists():
            return app
        work = cache / "ghost.part"
        shutil.rmtree(work, ignore_errors=True)
        unpack_package(f"ghost@{VERSION}", work / "app")
        # What Ghost needs stands in a lock file that only pnpm reads.
        npm = ["npm", "install", "--prefix", str(work / "pnpm"), "--no-audit", "--no-fund", PNPM]
        run_program(npm, work)
        # No scripts, because some compile for minutes.
        pnpm = [str(work / "pnpm/node_modules/.bin/pnpm"), "install", "--prod", "--frozen-lockfile"]
        run_program([*pnpm, "--ignore-scripts", "--store-dir", str(work / "store")], work / "app")
        database = (work / "app/node_modules/better-sqlite3").resolve()
        shutil.rmtree(database)
        unpack_package(SQLITE, database)
        (work / "app").rename(app)
        shutil.rmtree(work)
    return app


def run_program(command: list[str], folder: Path) -> None:
    """Run a program of Node to its end, or show what it said."""
    environment = node_environment(CI="1")
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"Ghost could not be installed: {(ran.stdout + ran.stderr)[-2000:]}")


def set_up(cache: Path, app: Path) -> Path:
    """Return the folder of a site with an owner and an integration, made on first use."""
    fresh = cache / f"ghost-{VERSION}-site"
    with FileLock(cache / "ghost-site.lock"):
        if fresh.exists():
            return fresh
        folder = cache / "ghost-site.part"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copytree(app / "content", folder / "content", symlinks=False)
        port = free_port()
        process = run_ghost(app, folder, port)
        try:
            wait_for(port, folder)
            root = f"http://127.0.0.1:{port}"
            with httpx2.Client(base_url=f"{root}/ghost/api/admin/", headers={"Origin": root}) as admin:
                admin.timeout = 60
                set_up = [{**OWNER, "blogTitle": "Partner blog"}]
                ask(admin, "POST", "authentication/setup/", {"setup": set_up})
                sign_in = {"username": OWNER["email"], "password": OWNER["password"]}
                admin.post("session/", json=sign_in).raise_for_status()
                name = [{"name": "Our copies"}]
                made = ask(admin, "POST", "integrations/?include=api_keys", {"integrations": name})
                for kind in ("posts", "pages"):
                    for one in ask(admin, "GET", f"{kind}/?limit=100")[kind]:
                        ask(admin, "DELETE", f"{kind}/{one['id']}/")
                for tag in ask(admin, "GET", "tags/?limit=100")["tags"]:
                    ask(admin, "DELETE", f"tags/{tag['id']}/")
            (key,) = (key for key in made["integrations"][0]["api_keys"] if key["type"] == "admin")
            (folder / "key.txt").write_text(key["secret"])
        finally:
            end(process)
        folder.rename(fresh)
    return fresh


def ask(client: httpx2.Client, method: str, path: str, body: Any = None) -> Any:
    """Send a request and return its JSON, if there is any."""
    response = client.request(method, path, json=body)
    assert response.status_code < 400, response.text
    return response.json() if response.content else None


def run_ghost(app: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start Ghost on a site's folder."""
    settings = {
        "NODE_ENV": "development",
        "url": f"http://127.0.0.1:{port}",
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "better-sqlite3",
        "database__connection__filename": str(folder / "ghost.db"),
        "database__useNullAsDefault": "true",
        "paths__contentPath": str(folder / "content"),
        "mail__transport": "stub",
        "privacy__useUpdateCheck": "false",
        "updateCheck__url": "",
        "privacy__useGravatar": "false",
        "security__staffDeviceVerification": "false",
        "logging__transports": '["stdout"]',
    }
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            ["node", "index.js"],
            cwd=app,
            env=node_environment(**settings),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def wait_for(port: int, folder: Path) -> None:
    """Wait until Ghost answers."""
    for _ in range(1200):
        try:
            site = httpx2.get(f"http://127.0.0.1:{port}/ghost/api/admin/site/", timeout=20)
            if site.status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"Ghost did not start: {(folder / 'server.log').read_text()[-2000:]}")


def end(process: subprocess.Popen[bytes]) -> None:
    """End Ghost at once: asked kindly, it waits for connections that nobody uses any more."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


@dataclass
class Ghost:
    """A running server.

    Attributes:
        url: Its address, without a final slash.
        port: Its port on 127.0.0.1.
        folder: Its own folder.
        key: The Admin API key of its integration.
    """

    url: str
    port: int
    folder: Path
    key: str
    process: subprocess.Popen[bytes]

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the Admin API as the integration, and return its JSON, if there is any."""
        headers = {"Authorization": f"Ghost {sign(self.key)}", "Accept-Version": "v6.0"}
        with httpx2.Client(base_url=f"{self.url}/ghost/api/admin/", headers=headers, timeout=60) as client:
            return ask(client, method, path, body)

    def posts(self) -> list[dict[str, Any]]:
        """Return every post in any state as an editor has it, oldest first."""
        found: list[dict[str, Any]] = self.request(
            "GET",
            "posts/?formats=html,lexical&include=tags,authors&limit=100&order=created_at%20asc,id%20asc",
        )["posts"]
        return found

    def change(self, id: str, **fields: Any) -> None:
        """Change a post as an editor there does."""
        (post,) = self.request("GET", f"posts/{id}/")["posts"]
        changed = {"updated_at": post["updated_at"], **fields}
        self.request("PUT", f"posts/{id}/", {"posts": [changed]})

    def images(self) -> list[Path]:
        """Return every uploaded image, without the sizes that Ghost makes of it."""
        top = self.folder / "content/images"
        return sorted(path for path in top.rglob("*") if path.is_file() and "size" not in path.parts)

    def page(self, address: str) -> str:
        """Return a page as a reader gets it."""
        response = httpx2.get(address, timeout=60)
        assert response.status_code == 200, address
        return response.text

    def reset(self) -> None:
        """Remove every post, tag and image."""
        self.request("DELETE", "posts/?filter=status:[draft,published,scheduled]")
        for tag in self.request("GET", "tags/?limit=100&fields=id")["tags"]:
            self.request("DELETE", f"tags/{tag['id']}/")
        shutil.rmtree(self.folder / "content/images")
        (self.folder / "content/images").mkdir()

    def stop(self) -> None:
        """End the server and remove its folder."""
        end(self.process)
        shutil.rmtree(self.folder)


def sign(key: str) -> str:
    """Return a token made from an Admin API key: a JSON Web Token, good for five minutes."""

    def encode(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    name, _, secret = key.partition(":")
    now = int(time.time())
    head = {"alg": "HS256", "typ": "JWT", "kid": name}
    claims = {"iat": now, "exp": now + 300, "aud": "/admin/"}
    text = ".".join(encode(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{encode(hmac.digest(bytes.fromhex(secret), text.encode(), hashlib.sha256))}"


def start_ghost() -> Ghost:
    """Start a server on a port of its own."""
    cache = cache_folder()
    app = unpack_ghost(cache)
    fresh = set_up(cache, app)
    port = free_port()
    folder = cache / "running" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(fresh, folder)
    process = run_ghost(app, folder, port)
    server = Ghost(f"http://127.0.0.1:{port}", port, folder, (folder / "key.txt").read_text(), process)
    try:
        wait_for(port, folder)
    except RuntimeError:
        server.stop()
        raise
    return server
