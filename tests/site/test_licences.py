"""What the README says of other people's licences, against what their packages say."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## Licences\n")[2].partition("\n## ")[0]
ROWS = dict(re.findall(r"^\| \[?([A-Za-z]\w+)(?:\]\S*)? \| (.+?) \|", SECTION, re.M)[1:])
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
OURS = sorted(package["name"] for package in LOCK if package["source"].keys() & {"editable", "virtual"})
# Written in any of the ways that packages have for it.
COPYLEFT = re.compile(r"GPL|General Public License|Mozilla|\bMPL|\bEPL|\bEUPL|\bOSL", re.IGNORECASE)


def read_requirements(name):
    """Return the names of all packages that come with one, on whichever system."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        entries = [
            entry for package in LOCK if package["name"] == one for entry in package.get("dependencies", [])
        ]
        waiting += {entry["name"] for entry in entries} - found
        found |= {entry["name"] for entry in entries}
    return found


def read_licence(name):
    """Return what a package's metadata say, in any of their fields; "" where this system does not need it."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [text for text in said.get_all("Classifier") or [] if text.startswith("License")]
    # Some have the whole text of it there.
    written = (said["License"] or "").partition("\n")[0]
    return " ".join([said["License-Expression"] or written, *classifiers])


def find_copyleft(name):
    """Return those packages that come with one of ours and bind what they are part of."""
    return {other for other in read_requirements(name) if COPYLEFT.search(read_licence(other))}


def test_the_readme_names_all_that_is_copyleft():
    assert {name.lower() for name in ROWS} == find_copyleft("partwork")


@pytest.mark.parametrize(("name", "said"), ROWS.items())
def test_the_readme_says_what_the_package_says(name, said):
    licence = read_licence(name.lower())
    for kind, written in {
        "AGPL-3.0-or-later": "v3 or later (AGPLv3+)",
        "GPL-2.0-or-later": "v2 or later (GPLv2+)",
        "public domain": "Public Domain",
        "BSD": "BSD License",
    }.items():
        found = re.search(rf"(?<![A-Z]){re.escape(kind)}", said)
        assert bool(found) == (written in licence), licence


def test_what_is_said_to_come_without_pelican_does():
    free = {name for name in OURS if not name.startswith("partwork-d") and not find_copyleft(name)}
    assert free == {*re.findall(r"`([\w-]+)` brings none", SECTION), "partwork-guards", "partwork-import"}


@pytest.mark.parametrize("name", OURS)
def test_our_own_packages_are_under_the_mit_licence(name):
    folder = next(package["source"] for package in LOCK if package["name"] == name)
    project = tomllib.loads(
        (ROOT / next(iter(folder.values())) / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert project["project"]["license"] == "MIT"
