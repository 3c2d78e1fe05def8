"""The rules between rooms (CONTRIBUTING.md), read off the code itself."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(ROOT.glob("plugins/*/pelican/plugins/*"))
MODULES = [module for package in PACKAGES for module in sorted(package.rglob("*.py"))]
NETWORK = {"httpx2", "http", "socket", "urllib.request", "ssl", "subprocess"}
UPPER = ["plugin", "__main__", "settings"]
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base"}


def imports(path):
    """Every module that a file imports at any depth, those of its own plugin as `.module`."""
    own = "pelican.plugins." + next(package for package in PACKAGES if path.is_relative_to(package)).name
    for name in imported_names(path):
        yield "." + name.removeprefix(own).lstrip(".") if within(name, {own}) else name


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def within(name, packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def room(path):
    """The module or folder of the plugin that a file belongs to."""
    package = next(package for package in PACKAGES if path.is_relative_to(package))
    return path.relative_to(package).parts[0].removesuffix(".py")


def test_there_are_plugins_to_look_at():
    assert len(PACKAGES) >= 5
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "plugins")))
def test_a_module_keeps_to_its_room(path):
    names = list(imports(path))
    assert not [name for name in names if name.startswith("pelican.plugins.")], (
        "plugins never import each other"
    )
    if room(path) != "plugin":
        assert not [name for name in names if within(name, {"pelican"})], "only plugin.py knows Pelican"
    if room(path) not in {"targets", "deploy", "lookup"}:
        assert not [name for name in names if within(name, NETWORK)], (
            "only targets, deploy and lookup reach the network"
        )
    if room(path) not in {"library", "html", "apa"}:
        assert not [name for name in names if within(name, {"pybtex"})], (
            "only library, html and apa know pybtex"
        )
    if room(path) in {"model", "errors"}:
        inner = {name.lstrip(".") for name in names if name.startswith(".")}
        assert not inner & set(UPPER), "model and errors rest on nothing above them"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "plugins")))
def test_a_module_is_short_and_says_what_it_is(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert path.stem not in VAGUE


def test_only_the_command_looks_works_up():
    """Building never touches the network: what a build imports doesn't lead to `lookup`."""
    package = next(package for package in PACKAGES if package.name == "citations")
    asking = [
        path for path in package.rglob("*.py") if any(name.endswith(".lookup") for name in imports(path))
    ]
    assert [path.relative_to(package).as_posix() for path in asking] == ["command/add.py"]
    assert not [
        path for path in package.rglob("*.py")
        if room(path) not in {"command", "__main__"} and any(".command" in name for name in imports(path))
    ]  # fmt: skip


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_imports_within_a_plugin_go_one_way(package):
    rooms = {}
    for path in sorted(package.rglob("*.py")):
        inner = {name.lstrip(".").partition(".")[0] for name in imports(path) if name.startswith(".")}
        # What a folder's modules import of each other is the folder's own business.
        siblings = {other.stem for other in path.parent.iterdir()} if path.parent != package else set()
        rooms.setdefault(room(path), set()).update(inner - siblings - {room(path), ""})
    order = list(TopologicalSorter(rooms).static_order())  # a cycle raises
    assert set(order) - set(rooms) == set()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_plugin_that_is_not_used_costs_nothing(package):
    """Pelican imports every plugin that is installed."""
    program = f"import sys, pelican.plugins.{package.name}; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True).split()
    own = f"pelican.plugins.{package.name}"
    assert [name for name in loaded if name.startswith(own)] == [own]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_every_plugin_has_the_same_rooms(package):
    names = {path.name for path in package.iterdir()}
    assert {"__init__.py", "plugin.py", "settings.py", "errors.py", "model.py", "py.typed"} <= names
    folder = package.parents[2]
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"} <= {
        path.name for path in folder.iterdir()
    }
