"""A real snac: Debian's package of a small server of the Fediverse that has Mastodon's API, and some users.

All of them are on one server, which sends what they say to itself as it would to others: each way takes some
seconds. What was said to an answer reaches the author of the post as a follower.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx2

from partwork.sandbox.place import cache_folder, free_port
from partwork.sandbox.programs import install_packages
from partwork.sandbox.wordpress import fetch_packages

PACKAGE = "snac2"
# Who posts, and whom it follows.
AUTHOR, OTHERS = "author", ("ann", "bob", "cy", "quiet")
# What one of them says of itself.
WISH = "Please #nobot"
# More than work on the queue at a time, so that it can ask itself; and where it tells nobody outside.
SETTINGS = {"protocol": "http", "num_threads": 16, "disable_email_notifications": True}
# Seconds in which nothing was put into a queue: all is done. The server looks into them every three.
STILL = 1.0


@dataclass
class Snac:
    """A running server.

    Attributes:
        url: Its address, without a final slash.
        folder: Its own folder.
        passwords, tokens: Those of each user.
    """

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    passwords: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, user: str, method: str, path: str, **data: str) -> Any:
        """Ask Mastodon's API as a user, and return its JSON."""
        headers = {"Authorization": f"Bearer {self.tokens[user]}"}
        response = httpx2.request(
            method, f"{self.url}/api/v1/{path}", headers=headers, data=data or None, timeout=60
        )
        assert response.status_code == 200, response.text
        return response.json()

    def say(self, user: str, text: str, above: str = "", visibility: str = "public") -> Any:
        """Post something as a user, below a status, and return it."""
        data = {"status": text, "visibility": visibility, "language": "en"}
        return self.ask(user, "POST", "statuses", **data, **({"in_reply_to_id": above} if above else {}))

    def edit(self, user: str, id: str, text: str) -> None:
        """Change what a user said."""
        self.ask(user, "PUT", f"statuses/{id}", status=text)

    def delete(self, user: str, status: Any) -> None:
        """Delete what a user said: on its pages, since the API cannot."""
        asked = {"action": "Delete", "id": status["uri"], "actor": f"{self.url}/{user}", "redir": "x"}
        sent = httpx2.post(
            f"{self.url}/{user}/admin/action", auth=(user, self.passwords[user]), data=asked, timeout=60
        )
        assert sent.status_code == 303, sent.text

    def settle(self) -> None:
        """Wait until everybody has received what was said."""
        still, end = time.monotonic(), time.monotonic() + 120
        while time.monotonic() < still + STILL:
            assert time.monotonic() < end, "snac does not come to rest"
            if any(self.folder.glob("data/queue/*.json")) or any(
                self.folder.glob("data/user/*/queue/*.json")
            ):
                still = time.monotonic()
            time.sleep(0.05)

    def sign_in(self) -> None:
        """Get a token for each user, and let the author follow the others."""
        for user, password in self.passwords.items():
            given = {"login": user, "passwd": password}
            answer = httpx2.post(f"{self.url}/oauth/x-snac-get-token", data=given, timeout=60).text
            self.tokens[user] = re.findall(r"[0-9a-f]{32}", answer)[0]
        for user in OTHERS:
            run_snac("follow", str(self.folder / "data"), AUTHOR, f"{self.url}/{user}")
        self.settle()

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)
        shutil.rmtree(self.folder)


@cache
def fetch_snac() -> Path:
    """Return the program, unpacked on first use."""
    cache = cache_folder()
    (package,) = fetch_packages(cache / "downloads", (PACKAGE,))
    home = cache / package.stem
    if not home.exists():
        work = cache / f"{package.stem}.{os.getpid()}"
        subprocess.run(["dpkg-deb", "-x", str(package), str(work)], check=True)
        try:
            work.rename(home)
        except OSError:
            # Somebody else was faster.
            shutil.rmtree(work)
    program = home / "usr/bin/snac"
    if "not found" in subprocess.run(["ldd", str(program)], capture_output=True, text=True).stdout:
        install_packages("libcurl4", "libssl3")
    return program


def run_snac(*words: str, answers: str = "") -> str:
    """Run one of its commands, and return what it prints."""
    ran = subprocess.run(
        [str(fetch_snac()), *words], input=answers, capture_output=True, text=True, check=True
    )
    return ran.stdout + ran.stderr


def start_snac() -> Snac:
    """Start a server on a port of its own."""
    program, port = fetch_snac(), free_port()
    folder = cache_folder() / "running" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    data = folder / "data"
    run_snac("init", str(data), answers=f"127.0.0.1\n{port}\n127.0.0.1:{port}\n\n\n")
    settings = json.loads((data / "server.json").read_text()) | SETTINGS
    (data / "server.json").write_text(json.dumps(settings))
    passwords = {}
    for user in (AUTHOR, *OTHERS):
        printed = run_snac("adduser", str(data), user, answers="\n\n\n")
        found = re.search(r"password is (\S+)", printed)
        assert found, printed
        passwords[user] = found[1]
        about = data / "user" / user / "user.json"
        profile = json.loads(about.read_text()) | {"name": user.title()}
        about.write_text(json.dumps(profile | ({"bio": WISH} if user == "quiet" else {})))
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [str(program), "httpd", str(data)], stdout=log, stderr=log, start_new_session=True
        )
    server = Snac(f"http://127.0.0.1:{port}", folder, process, passwords)
    try:
        wait_for(server)
        server.sign_in()
    except BaseException:
        server.stop()
        raise
    return server


def wait_for(server: Snac) -> None:
    """Wait until it answers."""
    for _ in range(300):
        try:
            httpx2.get(server.url, timeout=20)
            return
        except httpx2.TransportError:
            if server.process.poll() is not None:
                break
            time.sleep(0.1)
    text = (server.folder / "server.log").read_text()
    raise RuntimeError(f"snac did not start: {text[-2000:]}")
