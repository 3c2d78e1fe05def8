"""All packages as they are released: the same bytes each time, whole, and enough for a site of one's own."""

import email
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECTS = {
    project["name"]: project
    for file in sorted([*ROOT.glob("plugins/*/pyproject.toml"), ROOT / "program/pyproject.toml"])
    for project in [tomllib.loads(file.read_text(encoding="utf-8"))["project"]]
}
# Those that are on this machine; none is fetched.
PYTHONS = [
    version
    for version in ("3.11", "3.12", "3.13", "3.14")
    if not subprocess.run(
        ["uv", "python", "find", "--no-python-downloads", version], capture_output=True, cwd="/"
    ).returncode
]


def run(*command, cwd=ROOT, **environment):
    ran = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with what RELEASING.md builds."""
    folder = tmp_path_factory.mktemp("dist")
    run("uv", "build", "--quiet", "--all-packages", "--out-dir", str(folder))
    (folder / ".gitignore").unlink(missing_ok=True)
    return folder


def test_they_are_the_same_bytes_on_another_day_at_another_place(built, tmp_path):
    run("uv", "build", "--quiet", "--all-packages", "--out-dir", str(tmp_path), TZ="Pacific/Auckland")
    (tmp_path / ".gitignore").unlink(missing_ok=True)
    first, second = ({path.name: path.read_bytes() for path in at.iterdir()} for at in (built, tmp_path))
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) == 2 * len(PROJECTS)


def test_an_index_would_take_them(built):
    said = run(sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted(built.iterdir())))
    assert said.count("PASSED") == 2 * len(PROJECTS)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_package_says_what_it_is_and_has_its_licence(built, name):
    (wheel,) = built.glob(f"{name.replace('-', '_')}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (place,) = (one for one in names if one.endswith(".dist-info/METADATA"))
        said = email.message_from_bytes(archive.read(place))
        licence = archive.read(place.replace("METADATA", f"licenses/{said['License-File']}"))
    assert licence == (ROOT / "LICENSE").read_bytes()
    assert said["License-Expression"] == "MIT"
    assert said["Summary"]
    assert said["Keywords"]
    assert said["Requires-Python"] == ">=3.11"
    assert said["Description-Content-Type"] == "text/markdown"
    assert said.get_payload().startswith("# ")
    kinds = {text.partition(" :: ")[0] for text in said.get_all("Classifier")}
    assert {"Development Status", "Intended Audience", "Programming Language", "Topic", "Typing"} <= kinds
    assert not said.get_all("Project-URL")
    tops = {Path(*path.parts[:-1]) for path in map(Path, names) if path.name == "py.typed"}
    code = [Path(one) for one in names if one.endswith(".py")]
    assert code
    assert [path for path in code if not any(path.is_relative_to(top) for top in tops)] == []
    assert [one for one in names if re.search(r"__pycache__|\.pyc$|/tests/|\.cache", one)] == []
    (source,) = built.glob(f"{name.replace('-', '_')}-*.tar.gz")
    with tarfile.open(source) as archive:
        inner = {one.partition("/")[2] for one in archive.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml", *(str(path) for path in code)} <= inner


@pytest.mark.parametrize("name", PROJECTS)
def test_a_package_asks_for_the_others_as_they_were_released_with_it(name):
    """Or an upgrade of one would leave the others as old as they are."""
    project = PROJECTS[name]
    extras = project.get("optional-dependencies", {}).values()
    for text in [*project["dependencies"], *(one for extra in extras for one in extra)]:
        other = re.match(r"[\w-]+", text)[0]
        if other in PROJECTS:
            assert text.partition(">=")[2] == PROJECTS[other]["version"], text


def test_partwork_brings_all_of_them():
    found = {re.match(r"[\w-]+", text)[0] for text in PROJECTS["partwork"]["dependencies"]}
    assert PROJECTS.keys() - {"partwork"} <= found


@pytest.mark.parametrize("version", PYTHONS)
def test_a_site_is_begun_built_and_published_with_nothing_else(built, tmp_path, version):
    run("uv", "venv", "--quiet", "--python", version, str(tmp_path / "venv"), cwd=tmp_path)
    programs = tmp_path / "venv/bin"
    wheels = map(str, sorted(built.glob("*.whl")))
    run("uv", "pip", "install", "--quiet", "--python", str(programs / "python"), *wheels, cwd=tmp_path)
    clean = {"PYTHONPATH": "", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    run(str(programs / "partwork"), "new", "my-blog", "--yes", "--accent", "#8a1c1c", cwd=tmp_path, **clean)
    site = tmp_path / "my-blog"
    project = tomllib.loads((site / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dependencies"] == ["partwork"]
    assert "sources" not in project["tool"]["uv"]
    part = site / "content/first-series/1-first-part.md"
    part.write_text(part.read_text(encoding="utf-8").replace("Status: draft\n", ""), encoding="utf-8")
    # What there is of the theme wins, and what is not there comes from the package.
    (site / "theme/templates").mkdir(parents=True)
    (site / "theme/templates/404.html").write_text("Nothing is at this address.\n", encoding="utf-8")
    said = run(str(programs / "invoke"), "build", "check", "publish", cwd=site / "content", **clean)
    assert not re.search(r"(?m)^(error|warning)", said), said
    page = (site / "public/first-series/first-part/index.html").read_text(encoding="utf-8")
    assert "American Psychological Association. (2020)." in page
    assert "accent.css" in page
    assert (site / "public/404.html").read_text(encoding="utf-8") == "Nothing is at this address."
    # The ledger is new.
    run(str(programs / "invoke"), "build", cwd=site, **clean)
    assert "Nothing has changed" in run(str(programs / "invoke"), "build", cwd=site, **clean)
    again = run(str(programs / "invoke"), "publish", cwd=site, **clean)
    assert "republishing-kit: 1 unchanged" in again
