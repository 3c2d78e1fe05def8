"""What `invoke sandbox` does: it starts a partner, sends it the posts, and ends it at Ctrl-C.

All of it is in a folder of its own, `.cache/sandbox/`: the site as it is built for it, its outbox and its
ledger. The secret of the account is in no file. Nothing of it is sent to anybody else, or is in `content/`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from guards.locks import HeldError, hold_lock
from guards.terminal import print_line

from ..folder import CACHE, ROOT

SETTINGS = """# Made by `invoke sandbox`: the site in public, but for a partner on this machine alone.
import sys
from pathlib import Path

SITE, HERE = {root!r}, {here!r}
sys.path.insert(0, SITE)
from publishconf import *

PATH, THEME = str(Path(SITE, PATH)), str(Path(SITE, THEME))
OUTPUT_PATH = str(Path(HERE, "output"))
SYNDICATION_OUTBOX, SYNDICATION_COPIES = str(Path(HERE, "outbox")), str(Path(HERE, "copies"))
SYNDICATION_LEDGER = str(Path(HERE, "ledger.jsonl"))
SYNDICATION_TARGETS = {{"sandbox": {target!r}}}
SYNDICATION_DEPLOY, SYNDICATION_WAIT = None, 0
METADATA_PDF, SEARCH_SAVE_AS = False, ""
"""
BUILD = (
    "import sys; from pathlib import Path; from partwork.builds import run_pelican\n"
    "sys.exit(run_pelican(sys.argv[1], *map(Path, sys.argv[2:])) > 0)"
)


class SandboxError(Exception):
    """A partner cannot be started; the text says what is missing."""


class Server(Protocol):
    """A program that runs."""

    url: str

    def stop(self) -> None:
        """End it."""


@dataclass(frozen=True)
class Account:
    """An account at a partner.

    Attributes:
        target: The entry of SYNDICATION_TARGETS.
        secret: What is sent with each request.
        look: What its owner does to look round there, in lines.
    """

    target: dict[str, str]
    secret: str
    look: tuple[str, ...]


def start_wordpress() -> tuple[Server, Account]:
    """Start a WordPress, with an administrator who posts and looks."""
    from .wordpress import start_wordpress

    server = start_wordpress()
    server.run("wp_set_password('sandbox', get_user_by('login', 'administrator')->ID);")
    target = {"kind": "wordpress", "url": server.url, "user": "administrator"}
    look = (
        f"Its blog is {server.url}/",
        f"Sign in at {server.url}/wp-login.php: administrator, password sandbox",
    )
    return server, Account(target, server.passwords["administrator"], look)


def start_ghost() -> tuple[Server, Account]:
    """Start a Ghost, with an integration that posts and an owner who looks."""
    from .ghost import OWNER, start_ghost

    server = start_ghost()
    sign_in = f"Sign in at {server.url}/ghost/: {OWNER['email']}, password {OWNER['password']}"
    return server, Account(
        {"kind": "ghost", "url": server.url}, server.key, (f"Its blog is {server.url}/", sign_in)
    )


def start_bluesky() -> tuple[Server, Account]:
    """Start a Bluesky server, with an account that posts."""
    from .bluesky import POSTS, start_bluesky

    server = start_bluesky()
    records = f"{server.url}/xrpc/com.atproto.repo.listRecords?repo={server.did}&collection={POSTS}"
    target = {"kind": "bluesky", "url": server.url, "user": server.handle}
    return server, Account(target, server.secret, (f"What it holds (it has no pages): {records}",))


KINDS: dict[str, Callable[[], tuple[Server, Account]]] = {
    "wordpress": start_wordpress,
    "ghost": start_ghost,
    "bluesky": start_bluesky,
}


def run_sandbox(kind: str, once: bool = False) -> None:
    """Start a partner, send it the posts, and again at each Enter, until Ctrl-C.

    Args:
        kind: One of `KINDS`.
        once: Whether to end as soon as the posts were sent.

    Raises:
        SandboxError: It cannot be started, or one of its kind runs already.
    """
    here = CACHE / "sandbox" / kind
    # Whoever ends us from outside ends it, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with hold_lock(CACHE / f"sandbox-{kind}.lock"):
            _run(kind, here, once)
    except HeldError:
        raise SandboxError(f"A sandbox {kind} is running already. Use that, or end it with Ctrl-C.") from None


def _run(kind: str, here: Path, once: bool) -> None:
    # An earlier partner is gone, and what it held.
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir(parents=True)
    print_line(f"Starting a {kind} on this machine. The first time, it is downloaded, which takes minutes.")
    server = None
    try:
        server, account = KINDS[kind]()
        settings = here / "sandboxconf.py"
        settings.write_text(
            SETTINGS.format(root=str(ROOT), here=str(here), target=account.target), encoding="utf-8"
        )
        for line in account.look:
            print_line(line)
        send(settings, here, account.secret)
        while not once:
            print_line("Change a post and press Enter to send it again. Ctrl-C ends the partner.")
            if not sys.stdin.readline():
                while True:
                    time.sleep(60)
            send(settings, here, account.secret)
    except KeyboardInterrupt:
        print_line("Ended: the partner and what it held are gone.")
    except (RuntimeError, OSError, KeyError, AssertionError, subprocess.SubprocessError) as error:
        raise SandboxError(" ".join(str(error).split()) or type(error).__name__) from error
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if server:
            server.stop()
        shutil.rmtree(here, ignore_errors=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def send(settings: Path, here: Path, secret: str) -> None:
    """Build the site for the partner, and send what is new."""
    built = [sys.executable, "-c", BUILD, str(settings), str(here / "output"), str(here / "outbox")]
    environment = {**os.environ, "SANDBOX_SECRET": secret}
    if subprocess.run(built, cwd=ROOT, env=environment).returncode:
        return
    sent = [sys.executable, "-m", "crosspost", "publish", "--no-deploy", "--no-wait", "-s", str(settings)]
    subprocess.run(sent, cwd=ROOT, env=environment)
