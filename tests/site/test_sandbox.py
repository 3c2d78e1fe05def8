"""`invoke sandbox`: a real partner that gets the posts, and nothing of it anywhere else."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from partwork.__main__ import main

LONG = 300


@pytest.fixture
def begun(tmp_path):
    """A site with one post and with no address."""
    assert main(["new", str(tmp_path / "site"), "--yes", "--name", "Kōrero"]) == 0
    part = tmp_path / "site/content/first-series/1-first-part.md"
    part.write_text(part.read_text(encoding="utf-8").replace("Status: draft\n", ""), encoding="utf-8")
    return tmp_path / "site"


def start(site, kind):
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "invoke", "sandbox", kind],
        cwd=site,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process, words):
    """Return what a command says, until these words are among it."""
    said, end = [], time.monotonic() + LONG
    for line in process.stdout:
        said.append(line)
        if words in line:
            return "".join(said)
        assert time.monotonic() < end
    raise AssertionError("".join(said))


def list_files(site):
    files = (path for path in site.rglob("*") if path.is_file())
    return {path for path in files if ".cache" not in path.parts}


def test_a_wordpress_gets_the_posts_and_what_was_changed_and_goes_at_ctrl_c(begun):
    before = list_files(begun)
    process = start(begun, "wordpress")
    try:
        said = read_until(process, "press Enter")
        address = re.search(r"first-part: created (\S+)", said)[1]
        with urllib.request.urlopen(address, timeout=60) as page:
            text = page.read().decode()
        assert "American Psychological Association" in text
        assert "administrator, password sandbox" in said
        # A second one would be mixed with it.
        again = subprocess.run(
            [sys.executable, "-m", "invoke", "sandbox", "wordpress"],
            cwd=begun,
            capture_output=True,
            text=True,
        )
        assert again.returncode == 1
        assert "is running already" in again.stderr
        assert list_files(begun) == before
        part = begun / "content/first-series/1-first-part.md"
        part.write_text(f"{part.read_text(encoding='utf-8')}\n\nNgā mihi.\n", encoding="utf-8")
        process.stdin.write("\n")
        process.stdin.flush()
        assert "1 updated" in read_until(process, "press Enter")
        with urllib.request.urlopen(address, timeout=60) as page:
            assert "Ngā mihi." in page.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=60)[0]
    assert "Ended" in rest
    assert "Traceback" not in rest
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=5)
    assert list_files(begun) == before
    assert not list(begun.glob(".cache/sandbox/*"))


@pytest.mark.parametrize("kind", ["ghost", "bluesky"])
def test_another_partner_gets_them_too_and_again_at_the_next_run(begun, kind):
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-m", "invoke", "sandbox", kind, "--once"],
            cwd=begun,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONG,
        )
        assert ran.returncode == 0, ran.stdout
        assert "sandbox: 1 created" in ran.stdout
    assert not (begun / "content/syndication.jsonl").exists()


@pytest.mark.parametrize(
    ("kind", "said"),
    {"wordpress": "php-cli", "bluesky": "npm", "ghost": "npm", "tumblr": "There is no sandbox"}.items(),
)
def test_what_is_missing_on_this_machine_is_told_in_a_line(begun, tmp_path, kind, said):
    ran = subprocess.run(
        [sys.executable, "-m", "invoke", "sandbox", kind],
        cwd=begun,
        env={**os.environ, "PATH": "/nowhere", "PARTWORK_SERVERS": str(tmp_path / "servers")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    (line,) = ran.stderr.splitlines()
    assert said in line
