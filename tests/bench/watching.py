"""Times what follows a save while a site is served: until the fresh page is there, and until all is done.

All servers run from the first round to the last, and in each round everyone has their turn. A page is asked
for until it has the word that was saved.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.building import edit_post, middle, open_sites
from bench.measure import CommandError, Usage, plain_environment, read_cpu, read_memory
from bench.peers import Peer
from bench.posts import Post
from bench.results import Row, make_row, read_sizes, save

from partwork.sandbox.place import free_port

ROUNDS = 5
POLL = 0.025
# A server is at rest when it used less than this in so many seconds.
REST = 0.03
QUIET = 1.0
# Seconds for a build; ours took 75 ms a post once.
LONG = 900
# Seconds for a server to end.
GRACE = 10


@dataclass(frozen=True)
class Watcher:
    """A server that follows changes."""

    peer: Peer
    pid: int
    port: int
    log: Path
    ended: Callable[[], bool]

    def ask(self, post: Post) -> str:
        """Return the page of a post as it is served now; empty where it is not."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            connection.request("GET", f"/{post.series}/post-{post.number}/")
            return connection.getresponse().read().decode()
        except (OSError, HTTPException):
            return ""
        finally:
            connection.close()

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is true.

        Raises:
            CommandError: It never is.
        """
        end = time.monotonic() + LONG
        while not true():
            if self.ended() or time.monotonic() > end:
                said = self.log.read_text(errors="replace")[-2000:]
                raise CommandError(f"{self.peer.name} does not serve what was saved:\n{said}")
            time.sleep(POLL)

    def rest(self) -> None:
        """Wait until it does nothing."""
        before = -1.0
        while (now := read_cpu(self.pid)) - before > REST:
            before = now
            time.sleep(QUIET)


def main() -> None:
    """Measure and keep what is found."""
    posts = read_sizes()["few"]
    print(f"Serving sites of {posts} posts …", flush=True)
    with TemporaryDirectory() as folder:
        peers = open_sites(Path(folder), posts)
        save("watching", time_saves(peers, posts), {peer.name: peer.version() for peer in peers})


def time_saves(peers: list[Peer], posts: int) -> list[Row]:
    """Time saves of a post in the middle, by all in turn."""
    fresh: dict[str, list[Usage]] = defaultdict(list)
    done: dict[str, list[float]] = defaultdict(list)
    post = middle(posts)
    with ExitStack() as stack:
        watchers = [stack.enter_context(watch(peer, post)) for peer in peers]
        for number in range(ROUNDS):
            for watcher in watchers:
                usage, cpu = time_save(watcher, post, f"saved{number}")
                fresh[watcher.peer.name].append(usage)
                done[watcher.peer.name].append(cpu)
    return [
        *(make_row("saved", who, posts, usages) for who, usages in fresh.items()),
        *(Row("saved, all done", who, posts, cpu=tuple(values)) for who, values in done.items()),
    ]


def time_save(watcher: Watcher, post: Post, word: str) -> tuple[Usage, float]:
    """Save another word; return what it cost until the page had it, and what CPU until all was done."""
    watcher.rest()
    before, start = read_cpu(watcher.pid), time.monotonic()
    edit_post(watcher.peer, post, word)
    watcher.wait(lambda: word in watcher.ask(post))
    wall = time.monotonic() - start
    fresh = Usage(read_cpu(watcher.pid) - before, wall, read_memory(watcher.pid))
    watcher.rest()
    return fresh, read_cpu(watcher.pid) - before


@contextmanager
def watch(peer: Peer, post: Post) -> Iterator[Watcher]:
    """Serve a site until the end of the block, from when it has a page."""
    port = free_port()
    path = peer.site.parent / f"{peer.name}.log"
    with path.open("wb") as log:
        process = subprocess.Popen(
            peer.watch(port),
            cwd=peer.site,
            env=plain_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    watcher = Watcher(peer, process.pid, port, path, lambda: process.poll() is not None)
    try:
        watcher.wait(lambda: post.title in watcher.ask(post))
        yield watcher
    finally:
        # Who does not listen to the first is asked no more: nothing that it leaves is needed.
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, number)
                process.wait(GRACE)


if __name__ == "__main__":
    main()
