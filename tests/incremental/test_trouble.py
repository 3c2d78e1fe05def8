"""Kills, full disks, clocks, other circumstances and damaged records: the build after them is right."""

import os
import random
import resource
import shutil
import time
from itertools import count

import pytest
from commands import Command
from incremental.edits import add_text, cut_record, forge_record, set_line
from incremental.sites import build, read_tree, require_fresh, run, write_site
from rebuild.storage import read_posts, read_record, write_record

KILLS = int(os.environ.get("PARTWORK_KILLS", "6"))
POST = "series1/2-b.md"
# To which no other links.
ALONE = "alone/only.md"
DYING = '''
"""Runs a module and kills itself before a step: python -m dying NUMBER MODULE ARGUMENT…"""
import itertools, os, pathlib, runpy, signal, sys
count, last = itertools.count(1), int(sys.argv[1])
def die_at(name):
    real = getattr(pathlib.Path, name)
    def step(path, *rest, **named):
        target = str(rest[0] if rest else path)
        if ("/.cache/patching" in target or "/.cache/" not in target) and next(count) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, *rest, **named)
    setattr(pathlib.Path, name, step)
for name in ("replace", "unlink"):
    die_at(name)
del sys.argv[:2]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
'''
UNDOING = f'''
"""Runs a module; a file is another one just while Pelican reads it: python -m undoing MODULE ARGUMENT…"""
import pathlib, runpy, sys
from pelican.readers import Readers
real = Readers.read_file
def read_file(readers, *places, **named):
    path = pathlib.Path(named.get("base_path") or places[0], named.get("path") or places[1])
    kept = path.read_bytes() if path.as_posix().endswith("{POST}") else None
    if kept is None:
        return real(readers, *places, **named)
    path.write_bytes(kept + b"\\n\\nTaken back.\\n")
    try:
        return real(readers, *places, **named)
    finally:
        path.write_bytes(kept)
Readers.read_file = read_file
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
'''
numbers = count()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    site = tmp_path_factory.mktemp("trouble") / "site"
    site.mkdir()
    write_site(site)
    (site / "dying.py").write_text(DYING)
    (site / "undoing.py").write_text(UNDOING)
    assert run(site, "build")[0] == 0
    return site


@pytest.fixture
def site(base):
    site = base.parent / f"site{next(numbers)}"
    shutil.copytree(base, site)
    run(site, "build")
    yield site
    shutil.rmtree(site)


def kept(site):
    return site / ".cache/incremental"


def test_a_part_that_is_killed_at_any_step_of_the_exchange(site, tmp_path):
    killed = unfinished = 0
    for step in range(1, 30):
        add_text(POST, f"Words {step}.")(site)
        command = Command("dying", [str(step), "invoke", "build"], site, os.environ)
        command.communicate(300)
        if command.returncode == 0:
            break
        killed += 1
        unfinished += (site / ".cache/patching").exists()
        # What others look at is whole after whatever command comes next.
        code, lines = run(site, "plan")
        assert code == 0, lines
        text = (site / "output/series1/b/index.html").read_text(encoding="utf-8")
        copy = (site / "outbox/republishing-kit/series1--b.json").read_text(encoding="utf-8")
        assert (f"Words {step}." in text) == (f"Words {step}." in copy)
        assert build(site)[0] == 0
    require_fresh(site, tmp_path / "clean")
    assert killed >= 5, killed
    assert unfinished >= 3, unfinished


def test_a_part_that_is_killed_at_any_moment(site, tmp_path):
    begun = time.monotonic()
    add_text(POST, "First.")(site)
    build(site)
    took = time.monotonic() - begun
    moments = random.Random(5)
    for number in range(KILLS):
        add_text(POST, f"Number {number}.")(site)
        command = Command("invoke", ["build"], site, os.environ)
        time.sleep(moments.uniform(0, took))
        command.kill()
        command.communicate(300)
        require_fresh(site, tmp_path / "clean")


@pytest.mark.parametrize("post", [POST, "people.toml"], ids=["part", "whole"])
def test_what_is_saved_and_taken_back_while_a_build_reads(site, tmp_path, post):
    with (site / "content" / post).open("a", encoding="utf-8") as file:
        file.write("\n# Changed.\n")
    command = Command("undoing", ["invoke", "build"], site, os.environ)
    code, printed = command.end()
    assert code == 0, printed
    assert ("Remade" in printed) == (post == POST), printed
    assert "Taken back." in read_tree(site)["output/series1/b/index.html"].decode()
    require_fresh(site, tmp_path / "clean")
    assert "Taken back." not in read_tree(site)["output/series1/b/index.html"].decode()
    assert "Nothing has changed" in build(site)[1][-1]


def test_two_builds_at_once(site, tmp_path):
    add_text(POST, "Words.")(site)
    commands = [Command("invoke", ["build"], site, os.environ) for _ in range(2)]
    assert [command.end()[0] for command in commands] == [0, 0]
    require_fresh(site, tmp_path / "clean")


@pytest.mark.parametrize("size", [3_000, 20_000, 60_000])
def test_a_full_disk(site, tmp_path, size):
    """No file can become larger than that: posts, or the record, cannot be written."""
    add_text(POST, "Words.")(site)
    before = read_tree(site)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    (site / "limited.py").write_text(
        f"import resource, runpy, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {limits[1]}))\n"
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "sys.argv = ['invoke', 'build']\nrunpy.run_module('invoke', run_name='__main__', alter_sys=True)\n"
    )
    code, printed = Command("limited", [], site, os.environ).end()
    assert "Traceback" not in printed
    assert code == 1, printed
    assert "error: " in printed or "File too large" in printed
    (site / "limited.py").unlink()
    after = read_tree(site)
    assert after == before or "Words." in after["output/series1/b/index.html"].decode()
    require_fresh(site, tmp_path / "clean")


@pytest.mark.parametrize("name", ["record.json", "posts.json"])
@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_half_a_record(site, tmp_path, name, share):
    cut_record(name, share)(site)
    add_text(POST, "Words.")(site)
    require_fresh(site, tmp_path / "clean")


def test_a_record_of_another_version(site, tmp_path):
    forge_record(site)
    code, lines = build(site)
    assert code == 0
    assert "Built the whole site: there is no record of an earlier build." in lines


def test_a_site_that_was_moved(site, tmp_path):
    """The record is of a site in another folder."""
    other = tmp_path / "moved"
    shutil.copytree(site, other)
    _, lines = build(other)
    assert "Built the whole site: the last build had another folder." in lines
    require_fresh(other, tmp_path / "clean")


def change(site, **values):
    """Write another record, with some of it changed."""
    record = read_record(kept(site))
    for name, value in values.items():
        vars(record)[name] = value
    write_record(kept(site), record)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"until": 10.0}, "the date of a post has come"),
        ({"since": 9e9}, "the clock was put back"),
        ({"environment": {"SITEURL": "0"}}, "the environment variable SITEURL has another value"),
    ],
)
def test_what_is_no_file(site, tmp_path, values, reason):
    change(site, **values)
    assert f"Built the whole site: {reason}." in build(site)[1]
    require_fresh(site, tmp_path / "clean")


def test_a_post_whose_date_comes(site, tmp_path):
    moment = time.time() + 8
    line = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(moment)) + "+00:00"
    set_line(ALONE, "Date", line)(site)
    assert build(site)[0] == 0
    assert not (site / "output/alone/only/index.html").exists()
    assert read_record(kept(site)).until == pytest.approx(moment, abs=1)
    time.sleep(max(0, moment + 0.5 - time.time()))
    assert "Built the whole site: the date of a post has come." in build(site)[1]
    assert (site / "output/alone/only/index.html").exists()
    require_fresh(site, tmp_path / "clean")


def test_a_variable_that_the_settings_read(site, tmp_path):
    os.environ["SITEURL"] = "https://other.example"
    try:
        assert "Built the whole site: the environment variable SITEURL has another value." in build(site)[1]
        assert b"https://other.example/" in read_tree(site)["output/feeds/all.atom.xml"]
    finally:
        del os.environ["SITEURL"]
    require_fresh(site, tmp_path / "clean")


def test_no_secret_is_kept(site):
    os.environ["SITEURL"] = "https://canary.example"
    try:
        build(site)
    finally:
        del os.environ["SITEURL"]
    (site / ".env").write_text("PARTNER_SECRET=CANARY\n")
    build(site)
    for path in kept(site).rglob("*"):
        if path.is_file() and path.suffix == ".json":
            text = path.read_text(encoding="utf-8")
            assert "CANARY" not in text
            assert "SITEURL" in text or path.name != "record.json"


def test_what_a_file_looks_like_is_not_trusted_too_early(site, tmp_path):
    """Two saves of one size, one right after the other, with the same time: the second is seen."""
    path = site / "content" / POST
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nWord a.\n", encoding="utf-8")
    seen = path.stat()
    build(site)
    path.write_text(f"{text}\nWord b.\n", encoding="utf-8")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    require_fresh(site, tmp_path / "clean")
    assert "Word b." in read_tree(site)["output/series1/b/index.html"].decode()


def test_a_file_that_was_only_touched_is_no_change_and_looked_at_once(site):
    path = site / "content" / POST
    os.utime(path)
    assert "Nothing has changed since the last build." in build(site)[1]
    stamp = read_record(kept(site)).inputs[f"content/{POST}"]
    assert stamp.mtime in (path.stat().st_mtime_ns, 0)


def test_what_is_asked_is_told(site):
    page = run(site, "build", "--explain", "series1/b/")[1]
    said = run(site, "build", "--explain", "only")[1]
    assert said[0] == f"content/{ALONE} is what these files are made of:"
    assert page[0] == f"content/{POST} is what these files are made of:"
    assert "  output/series1/b/index.html" in page
    assert any(line.startswith("citing work2, work4") for line in page)
    assert page[-1] == "The next build does nothing: nothing has changed."
    set_line(POST, "Title", "Another")(site)
    assert run(site, "build", "--explain", "output/feeds/all.atom.xml")[1][-1] == (
        f"The next build remakes a part of the site: content/{POST} changed."
    )
    assert f"Built the whole site: what other pages show of {POST} changed." in build(site)[1]


def test_warnings_are_said_again(site):
    add_text(POST, "![]({static}images/map.png)")(site)
    first = build(site)[1]
    said = [line for line in first if line.startswith("warning: ")]
    add_text("series0/1-a.md", "Words.")(site)
    assert [line for line in build(site)[1] if line.startswith("warning: ")] == said
    assert [line for line in build(site)[1] if line.startswith("warning: ")] == said


def test_a_record_says_nothing_of_a_site_that_is_not_there(tmp_path):
    assert read_posts(tmp_path) is None
    assert read_record(tmp_path) is None
