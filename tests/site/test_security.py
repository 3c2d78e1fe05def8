"""What SECURITY.md and CONTRIBUTING.md say of the guards: it is there, and it is all."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
GUARDS = ROOT / "plugins/guards"
MODULES = {f"guards.{path.stem}" for path in (GUARDS / "guards").glob("[!_]*.py")}
NAMES = sorted(set(re.findall(r"`([\w./-]+)`", SECURITY)))
# Made by a build or written by who has a secret.
MADE = {
    "output/",
    "outbox/",
    "copies/",
    ".env",
    "series.toml",
    "people.toml",
    "credits.toml",
    "references.bib",
}


def read_rows(text):
    """Return the modules in a table, and what goes through each."""
    return dict(re.findall(r"^\| `(guards\.\w+)` \| (.+) \|$", text, re.M))


@pytest.mark.parametrize("name", [name for name in NAMES if re.search(r"[./]", name) and name not in MADE])
def test_what_it_names_is_there(name):
    if name.startswith("guards."):
        assert name in MODULES
    else:
        assert (ROOT / name).exists()


def test_each_promise_has_a_guard_and_a_test():
    promised = re.findall(r"^(\d)\. \*\*", SECURITY, re.M)
    rows = re.findall(r"^\| (\d) \| (.+) \| (.+) \|$", SECURITY, re.M)
    assert promised == [number for number, _, _ in rows] == ["1", "2", "3", "4", "5"]
    for _, _, tests in rows:
        assert re.search(r"`tests/[\w/.]+`", tests)


@pytest.mark.parametrize("file", [ROOT / "CONTRIBUTING.md", GUARDS / "README.md"], ids=lambda path: path.name)
def test_every_guard_is_in_the_tables(file):
    """Those that others use; some are inner parts of these."""
    rows = read_rows(file.read_text(encoding="utf-8"))
    assert rows.keys() <= MODULES
    code = [*ROOT.glob("*.py"), *ROOT.glob("plugins/[!g]*/**/*.py")]
    used = {
        name for path in code for name in re.findall(r"\bguards\.[a-z]+", path.read_text(encoding="utf-8"))
    }
    assert used <= rows.keys()


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)]+)\)", SECURITY))
def test_its_links_lead_somewhere(link):
    file, _, heading = link.partition("#")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not heading or heading in [title.lower() for title in re.findall(r"^#+ (.+)$", text, re.M)]
