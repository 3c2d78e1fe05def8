"""A site is old or new, never half: builds that are killed, builds at once, a publish beside a build.

`PARTWORK_KILLS=60 uv run invoke test --only tests/site/test_whole.py` is the whole campaign, of which every
run of the tests does a part.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import Command
from corpus.site import write_samples, write_site

KILLS = int(os.environ.get("PARTWORK_KILLS", "6"))
# What `dying.py` counts while two folders are exchanged: making, moving, marking and removing.
STEPS = 10
PART = "content/good/1-part.md"
DYING = '''
"""Runs a module and kills itself before a step of the exchange: python -m dying NUMBER MODULE ARGUMENT…"""
import itertools, os, pathlib, runpy, shutil, signal, sys
count, last = itertools.count(1), int(sys.argv[1])
begun = []
def die_at(place, name):
    real = getattr(place, name)
    def step(path, *rest, **named):
        begun.extend([True] * str(path).endswith("replacing-old"))
        if begun and next(count) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, *rest, **named)
    setattr(place, name, step)
for name in ("mkdir", "rename", "touch", "unlink"):
    die_at(pathlib.Path, name)
die_at(shutil, "rmtree")
del sys.argv[:2]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
'''


class Versions:
    """A site whose every page and copy says which version of it this is.

    Attributes:
        path: Its folder.
        number: Of the version that is written now.
        count: How many files a whole site has.
    """

    def __init__(self, path):
        self.path = path
        self.number = 0
        self.count = len(self.names("output"))

    def names(self, folder):
        files = (path for path in (self.path / folder).rglob("*") if path.is_file())
        return {str(path.relative_to(self.path / folder)) for path in files}

    def write(self):
        """Write the next version."""
        self.number += 1
        text = re.sub(r"\n\nVersion \d+\.", "", (self.path / PART).read_text(encoding="utf-8"))
        (self.path / PART).write_text(f"{text.rstrip()}\n\nVersion {self.number}.\n", encoding="utf-8")
        other = self.path / f"content/good/images/only-{self.number}.png"
        shutil.copy(self.path / "content/good/images/map.png", other)
        for old in other.parent.glob("only-*.png"):
            if old != other:
                old.unlink()

    def begin(self, *arguments, module="invoke"):
        """Start a command there."""
        return Command(module, list(arguments), self.path, os.environ)

    def run(self, *arguments, code=0):
        ended, printed = self.begin(*arguments).end()
        assert ended == code, printed
        assert "Traceback" not in printed
        return printed

    def read(self, folder, page="good/part/index.html"):
        """Return which version a folder is of; None if it is not there."""
        names = self.names(folder)
        if not names:
            return None
        assert len({name for name in names if "only-" not in name}) == self.count, "files are missing"
        (number,) = re.findall(r"Version (\d+)\.", (self.path / folder / page).read_text(encoding="utf-8"))
        (image,) = (name for name in names if "only-" in name)
        assert image.endswith(f"only-{number}.png"), f"{folder} is of two builds"
        return int(number)

    def read_outbox(self):
        """Return which version the outbox is of; None if no build has finished one."""
        if not (self.path / "outbox/build.json").is_file():
            return None
        (copy,) = self.path.glob("outbox/republishing-kit/*.json")
        text = json.loads(copy.read_text(encoding="utf-8"))["text"]
        files = json.loads((self.path / "outbox/build.json").read_text(encoding="utf-8"))["files"]
        assert files.keys() == self.names("output"), "output and outbox are of two builds"
        return int(re.findall(r"Version (\d+)\.", text)[0])

    def require_whole(self):
        """Insist on one old or new build for whoever looks now, and on any after the next command."""
        known = self.read_outbox()
        assert known is None or known == self.read("output")
        assert "create" in self.run("plan") or "update" in self.run("plan")
        assert self.read("output") == self.read_outbox()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    write_samples(folder / "samples")
    write_site(folder / "site", folder / "samples")
    return folder / "site"


@pytest.fixture
def site(base, tmp_path):
    site = Versions(shutil.copytree(base, tmp_path / "site"))
    site.write()
    site.run("build")
    return site


def test_a_build_that_is_killed_at_any_step_of_the_exchange(site):
    (site.path / "dying.py").write_text(DYING)
    killed, ends, before = 0, set(), site.number
    for step in (1 + number % STEPS for number in range(max(KILLS, STEPS))):
        site.write()
        command = site.begin(str(step), "invoke", "build", module="dying")
        command.communicate(300)
        killed += command.returncode == -9
        site.require_whole()
        now = site.read("output")
        assert now in (before, site.number)
        ends.add(now == before)
        before = now
    assert killed >= STEPS - 2, "the steps are others now: count them again"
    assert ends == {True, False}, "some are old and some are new"


def test_a_build_that_is_killed_at_any_moment(site):
    begun = time.monotonic()
    site.run("build")
    took = time.monotonic() - begun
    moments = random.Random(11)
    for _ in range(KILLS):
        site.write()
        command = site.begin("build")
        time.sleep(moments.uniform(0, took * 1.2))
        command.kill()
        command.communicate(300)
        site.require_whole()
    site.run("build", "publish")
    assert site.read("public") == site.number


def test_builds_at_once_wait_for_each_other(site):
    for _ in range(max(2, KILLS // 2)):
        site.write()
        builds = [site.begin("build"), site.begin("build")]
        printed = ""
        for command in builds:
            code, said = command.end()
            assert code == 0, said
            printed += said
        assert printed.count("Another build is running: waiting until it has ended.") <= 1
        assert site.read("output") == site.read_outbox() == site.number


def test_a_publish_beside_a_build_is_of_one_of_them(site):
    for _ in range(max(2, KILLS // 2)):
        site.write()
        build = site.begin("build")
        while not (site.path / ".cache/build/outbox").exists():
            time.sleep(0.01)
        publish = site.begin("publish", "-s", "publishconf.py", module="crosspost")
        for command in (build, publish):
            code, said = command.end()
            assert code == 0, said
        assert site.read("public") in (site.number - 1, site.number)
        assert site.read("output") == site.number
        site.run("publish")
        assert site.read("public") == site.number


def test_a_publish_that_runs_is_waited_for(site):
    """A build is put in its place when nobody reads the one before."""
    from crosspost.outbox.files import name_lock

    hold = "import sys; from guards.locks import hold_lock; from pathlib import Path\n"
    hold += "with hold_lock(Path(sys.argv[1])):\n  print(flush=True); sys.stdin.read()"
    lock = name_lock(site.path / "outbox")
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as publish:
        publish.stdout.readline()
        site.write()
        build = site.begin("build")
        while "A publish is running" not in Path(build.printed.name).read_text():
            assert build.poll() is None
            time.sleep(0.05)
        assert site.read("output") == site.number - 1
        publish.stdin.close()
        assert build.end()[0] == 0
    assert site.read("output") == site.number


def test_a_site_that_no_finished_build_wrote_is_not_deployed(site):
    site.run("publish")
    before = site.read("public")
    site.write()
    site.run("build")
    (site.path / "output/index.html").unlink()
    said = site.run("publish", code=1)
    assert f"output lacks 1 of the {site.count + 1} files that its build wrote, such as index.html" in said
    old = site.path / "output-of-before"
    site.run("build")
    shutil.copytree(site.path / "output", old)
    with (site.path / PART).open("a", encoding="utf-8") as part:
        part.write("\nMore words.\n")
    site.run("build")
    shutil.rmtree(site.path / "output")
    old.rename(site.path / "output")
    assert "output and outbox are of different builds" in site.run("publish", code=1)
    site.run("build")
    (site.path / "outbox/build.json").unlink()
    assert "the last build did not end" in site.run("publish", code=1)
    assert site.read("public") == before


def test_what_an_author_s_own_program_adds_and_changes_is_deployed(site):
    (site.path / "output/CNAME").write_text("mini.example\n")
    page = site.path / "output/about/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("\n", ""), encoding="utf-8")
    site.run("publish")
    assert (site.path / "public/CNAME").is_file()
    assert (site.path / "public/about/index.html").read_bytes() == page.read_bytes()


def test_what_killed_runs_left_is_removed(site):
    site.run("publish")
    ours = ["public/.part-ab12_xyz", "public/good/.part-abcdefgh", "copies/republishing-kit/.part-00000000"]
    theirs = ["public/.part-of-something", "public/a.part-ab12_xyz"]
    for name in [*ours, *theirs]:
        (site.path / name).write_text("half")
    site.run("publish")
    assert [name for name in [*ours, *theirs] if (site.path / name).exists()] == theirs
