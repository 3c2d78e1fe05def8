"""A built site to deploy, in a process that can be killed, and what is the same for every kind of deploy."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from crosspost.contract import Rooms
from crosspost.deploy import open_deploy

PROGRAM = """
import json, sys
from pathlib import Path
from crosspost.contract import Rooms
from crosspost.deploy import open_deploy
rooms = Rooms(*(Path(sys.argv[1], name) for name in (".", "content", "output", "copies")))
print(open_deploy(json.loads(sys.argv[2]), rooms).deploy())
"""


class Built:
    """A built site, and a place to deploy it to."""

    def __init__(self, root, settings):
        self.root = root
        self.settings = settings
        self.rooms = Rooms(*(root / name for name in (".", "content", "output", "copies")))
        self.write("index.html", "<p>Tēnā koe</p>")
        self.write("media/first/index.html", "<p>First</p>")
        self.write("media/second/index.html", "<p>Second</p>")
        self.write("theme/a name with spaces, 'quotes' & ünïcode.css", "p {}")
        self.write("feeds/all.atom.xml", "<feed/>")

    def write(self, name, text):
        path = self.root / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, name):
        path = self.root / "output" / name
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()

    def rebuild(self):
        """Make every file anew, as a build does."""
        for path in (self.root / "output").rglob("*"):
            os.utime(path, (time.time() + 60, time.time() + 60))

    def files(self):
        top = self.root / "output"
        return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    def deploy(self, **changes):
        return open_deploy({**self.settings, **changes}, self.rooms).deploy()

    def check(self, **changes):
        return list(open_deploy({**self.settings, **changes}, self.rooms).check())

    def deploy_and_kill(self, ready):
        """Deploy in a process of its own and end it, with all that it started, as soon as `ready`."""
        command = [sys.executable, "-c", PROGRAM, str(self.root), json.dumps(self.settings)]
        process = subprocess.Popen(
            command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        while not ready():
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def list_folder(top):
    """Return the files of a folder with what is in them, and its empty folders with None."""
    found = {}
    for path in Path(top).rglob("*"):
        name = str(path.relative_to(top))
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = None
    return found
