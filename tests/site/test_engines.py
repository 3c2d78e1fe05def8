"""The engines where Pelican cannot be imported: every module, and every command."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("citations", "conversation", "syndication", "checks")
MODULES = [
    ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
    for folder in (ROOT / "plugins" / name for name in FOLDERS)
    for engine in ("apa7", "conversation", "crosspost", "proofs")
    for path in sorted((folder / engine).rglob("*.py"))
]
# What `import pelican` finds first.
BLOCK = 'raise ImportError("an engine reached Pelican")\n'
SETTINGS = """
PATH = "content"
SITEURL = "https://example.org"
SITENAME = "Example"
SYNDICATION_TARGETS = {
    "kit": {"kind": "folder"},
    "blog": {"kind": "wordpress", "url": "http://127.0.0.1:9", "user": "us"},
}
"""
BIB = "@book{robb2011, author = {Robb, Melissa}, title = {Pause before posting}, date = {2011}}\n"


@pytest.fixture
def run(tmp_path):
    """Run Python in a folder of its own, where there is no Pelican, and return its exit code and words."""
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "pelican.py").write_text(BLOCK)
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "output").mkdir()
    (site / "output/index.html").write_text("A site.")
    (site / "publishconf.py").write_text(SETTINGS)
    (site / "content/references.bib").write_text(BIB)
    (site / "content/post.md").write_text("Title: A post\n\nSee [@robb2011, p. 8].\n")
    (site / "outbox").mkdir()
    (site / "outbox/waiting.json").write_text("[]\n")
    (site / "outbox/build.json").write_text('{"files": {"index.html": 7}}\n')

    def run(*command, code=0, text=""):
        ran = subprocess.run(
            [sys.executable, *command],
            cwd=site,
            env={"PYTHONPATH": str(blocked), "BLOG_SECRET": "secret"},
            input=text,
            capture_output=True,
            text=True,
        )
        said = ran.stdout + ran.stderr
        assert "reached Pelican" not in said, said
        assert ran.returncode == code, said
        return said

    return run


def test_the_block_holds(run):
    program = "try:\n    import pelican\nexcept ImportError:\n    print('blocked')"
    assert run("-c", program) == "blocked\n"


def test_every_module_can_be_imported(run):
    assert len(MODULES) > 130
    names = [name for name in MODULES if not name.endswith(".__main__")]
    run("-c", f"import importlib\nfor name in {names!r}: importlib.import_module(name)")


def test_the_commands_of_citations(run):
    assert "Robb, M. (2011)" in run("-m", "apa7", "references", "content/references.bib")
    page = run("-m", "apa7", "render", "--bibliography", "content/references.bib", text="As @robb2011 says.")
    assert "Robb (2011)" in page
    assert "0 errors" in run("-m", "apa7", "check", "content")
    run("-m", "apa7", "tidy", "content/references.bib")
    assert "neither a DOI" in run("-m", "apa7", "add", "nothing", code=1)


def test_the_command_of_checks(run):
    assert "1 post: 0 errors, 1 warning, 0 pieces of advice" in run("-m", "proofs", "content")
    run("-m", "proofs", "content", "--strict", code=1)
    assert "PW204 bare-www" in run("-m", "proofs", "PW204")


def test_the_commands_of_syndication(run):
    assert "Nothing is due" in run("-m", "crosspost", "plan")
    assert run("-m", "crosspost", "publish").endswith("\nkit: nothing is due\nblog: nothing is due\n")
    assert "nothing is due" in run("-m", "crosspost", "verify")
    assert "no target or post" in run("-m", "crosspost", "withdraw", "post", code=1)
    assert "no target or post" in run("-m", "crosspost", "restore", "post", code=1)
    assert "blog: ✗" in run("-m", "crosspost", "doctor", code=1)


def test_the_commands_of_conversation(run):
    assert "blog: · answers are read from its public list" in run("-m", "conversation", "doctor")
    assert run("-m", "conversation", "listen") == "blog: nothing new\n"
    assert run("-m", "conversation", "moderate") == "Nothing waits for you.\n"


def test_settings_that_end_the_program_are_told(run):
    for line in ("exit()", "raise SystemExit('no key')"):
        run("-c", f"open('publishconf.py', 'a').write({line!r} + chr(10))")
        said = run("-m", "crosspost", "plan", code=1)
        assert "publishconf.py:" in said
        assert "it ends the program" in said
