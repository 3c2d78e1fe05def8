"""A small site with a series of three parts, and the servers that receive copies of it."""

import json
import os
import re
import shutil
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import Command, run_python
from servers.proxy import fault_proxy
from syndication.licensed import build_licensed, write_licensed

from partwork.sandbox.bluesky import start_bluesky
from partwork.sandbox.ghost import start_ghost
from partwork.sandbox.wordpress import start_wordpress

SOURCES = Path(__file__).parent / "site"
NAMES = ["practitioners", "researchers", "organisations"]


@dataclass
class Site:
    """A site that tests may edit, build and publish, each in a process of its own."""

    path: Path

    def run(self, *command, code=0, **environment):
        """Run Python there, insist on its exit code and return all that it printed."""
        ended, printed = self.execute(*command, **environment)
        assert ended == code, printed
        return printed

    def execute(self, *command, **environment):
        """Run Python there and return its exit code and all that it printed."""
        # What Python reads of the environment when it starts cannot be given to one that has started.
        if command[0] == "-m" and not any(name.startswith("PYTHON") for name in environment):
            code, printed = self.begin(*command[1:], **environment).end()
            assert "Traceback" not in printed, printed
            return code, printed
        code, printed = run_python(list(command), self.path, {**os.environ, **environment})
        assert "Traceback" not in printed, printed
        return code, printed

    def begin(self, module, *arguments, **environment):
        """Start what `python -m` would run there."""
        return Command(module, list(arguments), self.path, {**os.environ, **environment})

    def build(self, code=0):
        """Build the site and its outbox."""
        return self.run("-m", "pelican", "-s", "publishconf.py", "-D", "--fatal", "errors", code=code)

    def plan(self, *options):
        """Return the plan as data."""
        return json.loads(self.syndicate("plan", "--json", *options))

    def publish(self, *options, code=0, **environment):
        """Publish and return what was printed."""
        return self.syndicate("publish", *options, code=code, **environment)

    def syndicate(self, *arguments, code=0, **environment):
        """Run the command."""
        return self.run("-m", "crosspost", *arguments, code=code, **environment)

    def edit(self, name, old, new):
        """Replace a text that must be there."""
        path = self.path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def part(self, number):
        """Return the source of a part, relative to the site."""
        return f"content/media/{number}-{NAMES[number - 1]}.html"

    def set_targets(self, **targets):
        """Change who receives copies."""
        named = {name.replace("_", "-"): entry for name, entry in targets.items()}
        settings = (SOURCES / "publishconf.py").read_text()
        (self.path / "publishconf.py").write_text(f"{settings}\nSYNDICATION_TARGETS = {named!r}\n")

    def ledger(self):
        """Return the ledger's lines."""
        path = self.path / "content/syndication.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def receipts(self):
        """Return post and state of each receipt, in order."""
        return [(line["post"], line["state"]) for line in self.ledger() if line["kind"] == "receipt"]

    def files(self, folder):
        """Return every file below a folder."""
        top = self.path / folder
        return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def draw_png(colour, width=640, height=320):
    """Return a picture of one colour, the same bytes on every machine."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    # Stored, not compressed: compressors differ.
    rows = (b"\0" + colour * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(rows, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def write_site(path):
    """Write the site's sources."""
    images = path / "content/media/images"
    images.mkdir(parents=True)
    for name, colour in {"chart": b"\xff\xd7\0", "photo": b"\0\x80\x80", "closed": b"\0\0\0"}.items():
        (images / f"{name}.png").write_bytes(draw_png(colour))
    (images / "chart.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>svg text</text></svg>')
    part = (SOURCES / "part.html").read_text(encoding="utf-8")
    for number, name in enumerate(NAMES, 1):
        other = f"{number % 3 + 1}-{NAMES[number % 3]}.html"
        text = part.format(number=number, name=name, other=other)
        text = re.sub(r"\|(\w+)\|", r"{\1}", text)
        (path / f"content/media/{number}-{name}.html").write_text(text, encoding="utf-8")
    for name in ("rooms.py", "publishconf.py"):
        shutil.copy(SOURCES / name, path)
    return Site(path)


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch, tmp_path):
    """All servers are on this machine, and most by plain http: nobody has to read whom the world trusts."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))


@pytest.fixture
def site(tmp_path):
    """The site, not yet built."""
    return write_site(tmp_path / "site")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The site, built once for the targets that it has by default and once for a partner; to be copied."""
    folder = tmp_path_factory.mktemp("built")
    write_site(folder / "kit").build()
    partner = write_site(folder / "partner")
    partner.set_targets(partner_blog={"kind": "wordpress", "url": "http://127.0.0.1", "user": "author"})
    partner.build()
    return folder


@pytest.fixture
def kit(built, tmp_path):
    """The site, built, with the targets that it has by default."""
    return Site(shutil.copytree(built / "kit", tmp_path / "site"))


@pytest.fixture(scope="session")
def wordpress_server():
    """A WordPress for the whole session."""
    server = start_wordpress()
    yield server
    server.stop()


@pytest.fixture
def wordpress(wordpress_server):
    """The WordPress, as if just installed."""
    wordpress_server.reset()
    return wordpress_server


@pytest.fixture
def proxy(wordpress):
    """A proxy in front of the WordPress, that can be told to fail."""
    with fault_proxy(wordpress.port) as running:
        yield running


@pytest.fixture
def partner(built, tmp_path, wordpress, proxy, monkeypatch):
    """The site, built, with the WordPress as its only partner, through the proxy, as an author."""
    monkeypatch.setenv("PARTNER_BLOG_SECRET", wordpress.passwords["author"])
    site = Site(shutil.copytree(built / "partner", tmp_path / "site"))
    site.set_targets(partner_blog={"kind": "wordpress", "url": proxy.url, "user": "author"})
    return site


@pytest.fixture(scope="session")
def bluesky_server():
    """A Bluesky server for the whole session."""
    server = start_bluesky()
    yield server
    server.stop()


@pytest.fixture
def bluesky(bluesky_server):
    """The Bluesky server, its author having written nothing."""
    bluesky_server.reset()
    return bluesky_server


@pytest.fixture(scope="session")
def ghost_server():
    """A Ghost for the whole session."""
    server = start_ghost()
    yield server
    server.stop()


@pytest.fixture
def ghost(ghost_server):
    """The Ghost, without posts, tags and images."""
    ghost_server.reset()
    return ghost_server


@pytest.fixture
def licensed(tmp_path):
    """A small site with feeds for partners, not yet built."""
    return write_licensed(tmp_path / "site")


@pytest.fixture
def licensed_built(licensed):
    """The same, built."""
    build_licensed(licensed)
    return licensed
