"""The two words of the README's first command, on a fresh clone."""

import json
import os
import subprocess
import sys

import pytest

PARTS = ["practitioners", "researchers", "organisations"]


def ledger(site):
    lines = (site.path / "content/syndication.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def receipts(site):
    return [line for line in ledger(site) if line["kind"] == "receipt"]


def test_a_fresh_clone_publishes_three_parts(published):
    for folder in ("output", "public"):
        pages = published.files(folder)
        assert {f"social-media/{part}/index.html" for part in PARTS} <= set(pages)
        assert {"index.html", "social-media/index.html", "about/index.html", "404.html"} <= set(pages)
        assert {"feeds/all.atom.xml", "feeds/social-media.atom.xml", "feeds/all.json"} <= set(pages)
    assert published.files("output") == published.files("public")
    assert len(receipts(published)) == 3
    assert {line["state"] for line in receipts(published)} == {"created"}


def test_running_again_changes_nothing(site):
    site.invoke("build", "publish")
    before = {folder: site.files(folder) for folder in ("content", "output", "outbox", "public", "copies")}
    site.invoke("build", "publish")
    assert before == {folder: site.files(folder) for folder in before}


def test_an_edit_sends_one_update(site):
    site.invoke("build", "publish")
    part = "content/social-media/2-researchers.md"
    (site.path / part).open("a", encoding="utf-8").write("\n\nOne more sentence.\n")
    site.invoke("build")
    plan = json.loads(site.invoke("plan", "--json"))
    assert [action["action"] for action in plan if action["action"] != "unchanged"] == ["update"]
    site.invoke("publish")
    assert [line["state"] for line in receipts(site)] == ["created"] * 3 + ["updated"]
    assert "One more sentence." in (site.path / "public/social-media/researchers/index.html").read_text()


def test_a_draft_appears_nowhere(site):
    part = site.path / "content/social-media/3-organisations.md"
    text = part.read_text(encoding="utf-8")
    title = next(line.removeprefix("Title: ") for line in text.splitlines() if line.startswith("Title: "))
    for other in ("1-practitioners.md", "2-researchers.md"):
        path = site.path / "content/social-media" / other
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "3-organisations" not in line), encoding="utf-8")
    part.write_text("Status: draft\n" + text, encoding="utf-8")
    site.invoke("build", "publish")
    for folder in ("output", "public", "outbox", "copies"):
        for name, content in site.files(folder).items():
            # The list of what waits stays here, and says so by its name.
            if name != "waiting.json":
                assert title.encode() not in content, f"{folder}/{name}"
    assert len(receipts(site)) == 2


CTRL_C = "import os, signal, sys\nif {when}:\n    os.killpg(0, signal.SIGINT)\n"


@pytest.mark.parametrize(
    ("file", "when", "said"),
    [
        ("start/sitecustomize.py", "'-c' in sys.orig_argv", "Interrupted."),
        ("crosspost/__init__.py", "True", "Interrupted."),
        ("publishconf.py", "'-c' in sys.orig_argv", "error: stopped. Publish again"),
        ("publishconf.py", "'-c' not in sys.orig_argv", "Interrupted: nothing was published."),
    ],
    ids=["Python starts", "the engine is loaded", "the settings are read", "the index is looked at"],
)
def test_ctrl_c_is_answered_in_one_line_while_publish_starts(site, file, when, said):
    path = site.path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(CTRL_C.format(when=when))
    ran = subprocess.run(
        [sys.executable, "-m", "invoke", "publish"],
        cwd=site.path,
        env={**os.environ, "PYTHONPATH": "start"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    (line,) = ran.stdout.splitlines()
    assert line.startswith(said)
    assert ran.returncode == 130


def test_what_a_command_imports_is_compiled_once(site):
    site.invoke("build", PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=str(site.path / "compiled"))
    compiled = {path.name.partition(".")[0] for path in (site.path / "compiled").rglob("*.pyc")}
    assert {"renewal", "making", "generators", "blockprocessors"} <= compiled
