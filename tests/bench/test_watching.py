"""What follows a save is timed by what is served."""

import sys
import time
from dataclasses import dataclass

from bench import watching
from bench.building import middle
from bench.measure import PROC, list_tree, read
from bench.peers import Hugo, Peer

# Serves the title of the post at every address, has a child, and neither of them ends when it is asked to.
STUBBORN = """
import http.server, os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if not os.fork():
    time.sleep(600)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(sys.argv[2].encode())
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@dataclass(frozen=True)
class Stubborn(Peer):
    name = "stubborn"
    made = ()

    def watch(self, port):
        return [sys.executable, "-c", STUBBORN, str(port), middle(6).title]


def test_a_save_is_timed_until_the_page_has_it(tmp_path, monkeypatch):
    monkeypatch.setattr(watching, "ROUNDS", 2)
    hugo = Hugo(tmp_path / "hugo")
    hugo.write(6)
    fresh, done = watching.time_saves([hugo], 6)
    assert (fresh.what, fresh.who, len(fresh.wall)) == ("saved", "hugo", 2)
    assert (done.what, done.who, len(done.cpu)) == ("saved, all done", "hugo", 2)
    assert all(before <= after for before, after in zip(fresh.cpu, done.cpu, strict=True))
    assert min(fresh.memory) > 10
    assert (tmp_path / "hugo.log").read_text().count("Change detected") >= 2


def test_what_was_served_ends_with_its_children(tmp_path, monkeypatch):
    monkeypatch.setattr(watching, "GRACE", 1)
    stubborn = Stubborn(tmp_path / "site")
    stubborn.site.mkdir()
    post = middle(6)
    with watching.watch(stubborn, post) as watcher:
        processes = list(list_tree(watcher.pid))
        assert len(processes) == 2
    for pid in processes:
        # Once the system has come to it, it is gone, or waits for whoever adopted it to notice.
        while (state := read(PROC / f"{pid}/stat").rpartition(")")[2].split()) and state[0] != "Z":
            time.sleep(0.05)
