"""The guide's first part, done as it says: from nothing to a published part, in a folder of one's own."""

import os
import re
import shlex
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "guide/content/guide/1-first-post.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
COMMANDS = [shlex.split(line) for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
TABLE = re.findall(r"^\| `(.+)` \| (.+) \|$", TEXT, re.MULTILINE)
ENTRY = """@article{Reamer_2013, title={Social Work in a Digital Age: Ethical and Risk Management Challenges},
volume={58}, DOI={10.1093/sw/swt003}, number={2}, journal={Social Work}, author={Reamer, Frederic G.},
year={2013}, month=apr, pages={163-172} }"""


class Registry(BaseHTTPRequestHandler):
    """Answers as the DOIs' resolver does."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(ENTRY.encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def registry():
    server = HTTPServer(("127.0.0.1", 0), Registry)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_first_part_of_the_guide(tmp_path, registry):
    site = tmp_path / "my-blog"
    printed = []

    def run(*words):
        ran = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=site if site.exists() else tmp_path,
            env={**os.environ, "CITATIONS_DOI_SERVICE": registry},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        printed.append(ran.stdout)

    part = site / "content/our-series/1-what-we-learned.md"
    for command in COMMANDS:
        match command:
            case ["pip", "install", "uv"] | ["cd", "my-blog"]:
                pass
            case ["uvx", "partwork", *words]:
                run("partwork", *words, "--yes")
            case ["uv", "run", "invoke", "serve"]:
                write_part(part)
            case ["uv", "run", "invoke", "build", "publish"]:
                assert not (site / "output").exists()
                part.write_text(part.read_text().replace("Status: draft\n", ""))
                run("invoke", "build", "publish")
            case ["uv", "run", "invoke", *words]:
                run("invoke", *words)
            case ["uv", "run", "citations", *words]:
                run("apa7", *words)
            case _:
                pytest.fail(f"nobody knows how to run {shlex.join(command)}")

    page = BeautifulSoup((site / "public/our-series/what-we-learned/index.html").read_text(), "html.parser")
    text = page.get_text()
    assert all(seen in text for _, seen in TABLE)
    assert "`reamer2013`" in TEXT
    assert page.select_one("#ref-reamer2013")
    assert "At the table by The name of who made it" in page.figcaption.get_text(" ", strip=True)
    assert any((site / "copies/republishing-kit").glob("our-series--what-we-learned/index.html"))


def write_part(part):
    """Write what the guide shows into the part and its folder."""
    assert "Status: draft" in part.read_text()
    picture = next(block for kind, block in BLOCKS if kind == "markdown" and block.startswith("!["))
    credit = next(block for kind, block in BLOCKS if kind == "toml")
    (part.parent / "images").mkdir(exist_ok=True)
    Image.new("RGB", (640, 320), "teal").save(part.parent / "images/table.jpg")
    (part.parent / "images/credits.toml").write_text(credit)
    cited = "\n\n".join(written for written, _ in TABLE)
    part.write_text(f"{part.read_text()}\n{cited}\n\n{picture}")
