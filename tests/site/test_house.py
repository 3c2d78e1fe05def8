"""The rules between rooms (CONTRIBUTING.md), read off the code itself."""

import ast
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGINS = sorted(ROOT.glob("plugins/*/pelican/plugins/*"))
# Each engine, and the section of CONTRIBUTING.md that has its map.
ENGINES = {
    ROOT / "plugins/citations/apa7": "The way of a citation",
    ROOT / "plugins/syndication/crosspost": "The way of a post",
    ROOT / "plugins/incremental/rebuild": "The way of an edit",
    ROOT / "plugins/imports/imports": "The way of an import",
    ROOT / "plugins/conversation/conversation": "The way of an answer",
    ROOT / "plugins/checks/proofs": "The way of a finding",
}
# The ground of all of them, which knows none.
GUARDS = ROOT / "plugins/guards/guards"
PACKAGES = [*PLUGINS, *ENGINES, GUARDS]
# What runs all of them.
PROGRAMS = [*sorted(ROOT.glob("*.py")), *sorted((ROOT / "program/partwork").rglob("*.py"))]
MODULES = [module for package in PACKAGES for module in sorted(package.rglob("*.py"))]
NETWORK = {"httpx2", "http", "socket", "urllib.request", "ssl", "subprocess"}
# Who may reach it, and who may know pybtex.
# (`word` asks nobody: it runs pandoc.)
ASKING = {"http", "targets", "deploy", "add", "fetching", "word", "external"}
READING = {"bibliography", "page", "rules"}
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base"}

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "plugins"))
)
each_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
each_plugin = pytest.mark.parametrize("package", PLUGINS, ids=lambda package: package.name)


def package_of(path):
    return next(package for package in PACKAGES if path.is_relative_to(package))


def name_of(path):
    """The name by which a file or folder of a package is imported."""
    top = next(folder for folder in ROOT.glob("plugins/*") if path.is_relative_to(folder))
    parts = path.relative_to(top).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path):
    """Every name that a file imports at any depth, in full."""
    inside = path.relative_to(package_of(path)).parts[:-1]
    here = [*name_of(package_of(path)).split("."), *inside]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else []
            source = ".".join([*start, *filter(None, [node.module])])
            found += [f"{source}.{alias.name}" for alias in node.names]
    return found


def within(name, packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def room(path):
    """The module or folder of its package that a file belongs to."""
    return path.relative_to(package_of(path)).parts[0].removesuffix(".py")


def read_map(engine):
    """The rooms of an engine from the ground up, and what CONTRIBUTING.md says of each."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split(f"## {ENGINES[engine]}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)/?` \| (.+) \|$", section, re.MULTILINE))


def inner_imports(engine, path):
    """The rooms of its engine that a file imports, as room and what of it."""
    own = f"{engine.name}."
    names = [name.removeprefix(own) for name in imports(path) if name.startswith(own)]
    return {(name.partition(".")[0], name.replace(".", "/")) for name in names}


def test_there_are_plugins_to_look_at():
    assert len(PLUGINS) >= 5
    assert len(MODULES) > 150


@each_module
def test_a_module_keeps_to_its_room(path):
    names = imports(path)
    own = name_of(package_of(path))
    others = {name_of(package) for package in PLUGINS} - {own}
    assert not [name for name in names if within(name, others)], "plugins never import each other"
    assert not [name for name in names if within(name, {"partwork"})], "what runs all is imported by none"
    if package_of(path) == GUARDS:
        assert not [name for name in names if within(name, {"pelican", "apa7", "crosspost"})]
    elif package_of(path) in ENGINES:
        assert not [name for name in names if within(name, {"pelican"})], "engines never import Pelican"
    elif room(path) != "plugin":
        # Two plugins read articles in other modules, too, but through attributes alone.
        known = [name for name in names if within(name, {"pelican"}) and not within(name, {own})]
        assert not known, "only plugin.py knows Pelican"
    asks = package_of(path) in ENGINES and room(path) in ASKING
    assert asks or not [name for name in names if within(name, NETWORK)], f"only {ASKING} reach the network"
    reads = package_of(path) in ENGINES and room(path) in READING
    assert reads or not [name for name in names if within(name, {"pybtex"})], f"only {READING} know pybtex"


@pytest.mark.parametrize("path", [*MODULES, *PROGRAMS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert path.stem not in VAGUE
    assert path.name == "__init__.py" or not path.read_text(encoding="utf-8").startswith('"""\n')


@each_engine
def test_every_room_of_an_engine_is_on_the_map(engine):
    rooms = {
        path.stem for path in engine.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert set(read_map(engine)) == rooms - {"__init__"}


@each_engine
def test_imports_in_an_engine_run_along_the_map(engine):
    """From a room to those above it, and to those that its first lines name: to all of them."""
    order = list(read_map(engine))
    for name in order:
        folder = engine / name
        paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
        found = {place for path in paths for place in inner_imports(engine, path) if place[0] != name}
        against = [place for other, place in found if order.index(other) > order.index(name)]
        assert not against, f"{name} imports against the map"
        if folder.is_dir():
            text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
            assert re.search(r"(?s)^\S.+\n\nIn: .+ Out: .+\nMay import: .+\.$", text), name
            named = " ".join(text.rpartition("May import: ")[2].rstrip(".").split()).split(", ")
            of = {
                room: next(entry for entry in named if entry.partition("/")[0] == room) for room, _ in found
            }
            assert sorted(of.values()) == named, name
            assert all(place.startswith(of[other]) for other, place in found), name


@each_engine
def test_no_import_in_an_engine_runs_in_a_circle(engine):
    modules = {name_of(path): path for path in engine.rglob("*.py")}
    graph = {}
    for name, path in modules.items():
        graph[name] = set()
        for imported in imports(path):
            while imported and imported not in modules:
                imported = imported.rpartition(".")[0]
            graph[name] |= {imported} - {"", name}
    # A circle raises.
    assert set(TopologicalSorter(graph).static_order()) == set(modules)


def test_build_and_publishing_meet_in_the_outbox():
    engine = ROOT / "plugins/syndication/crosspost"
    said = read_map(engine)
    build = {name for name, text in said.items() if text.startswith("build: ")}
    publish = {name for name, text in said.items() if text.startswith("publish: ")}
    assert build == {"copies", "republish", "outbox"}
    assert {"targets", "delivery", "deploy", "command"} < publish
    for path in engine.rglob("*.py"):
        if room(path) in build:
            assert not [place for other, place in inner_imports(engine, path) if other in publish]
        elif room(path) in publish:
            places = [place for other, place in inner_imports(engine, path) if other in build]
            assert not [place for place in places if not place.startswith("outbox/files/")], path


def test_a_kind_of_target_needs_no_other():
    targets = ROOT / "plugins/syndication/crosspost/targets"
    kinds = {folder.name for folder in targets.iterdir() if (folder / "target.py").exists()}
    assert len(kinds) >= 7
    for kind in kinds:
        for path in (targets / kind).rglob("*.py"):
            others = {f"crosspost.targets.{other}" for other in kinds - {kind}}
            assert not [name for name in imports(path) if within(name, others)], path


def test_only_the_command_looks_works_up():
    """Building never touches the network: what a build imports doesn't lead to `lookup`."""
    engine = ROOT / "plugins/citations/apa7"
    asking = [
        path
        for path in engine.rglob("*.py")
        if any(within(name, {"apa7.add.lookup"}) for name in imports(path))
    ]
    assert [path.relative_to(engine).as_posix() for path in asking] == ["command/add.py"]
    for path in (*engine.rglob("*.py"), *(ROOT / "plugins/citations/pelican").rglob("*.py")):
        if room(path) not in {"command", "__main__"}:
            assert not [name for name in imports(path) if within(name, {"apa7.command"})], path


@each_plugin
def test_imports_within_a_plugin_go_one_way(package):
    own = name_of(package)
    rooms = {}
    for path in sorted(package.rglob("*.py")):
        inner = {
            name.removeprefix(f"{own}.").partition(".")[0] for name in imports(path) if within(name, {own})
        }
        rooms.setdefault(room(path), set()).update(inner - {room(path)})
    order = list(TopologicalSorter(rooms).static_order())  # a cycle raises
    assert set(order) == set(rooms)
    for ground in {"model", "errors"} & set(rooms):
        assert not rooms[ground] & {"plugin", "settings"}, "model and errors rest on nothing above them"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_that_is_not_used_costs_nothing(package):
    """Pelican imports every plugin that is installed."""
    program = f"import sys, {name_of(package)}; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True).split()
    engines = {engine.name for engine in ENGINES}
    ours = [name for name in loaded if within(name, {name_of(package), *engines})]
    assert ours == [name_of(package)]


@each_plugin
def test_every_plugin_has_the_same_rooms(package):
    names = {path.name for path in package.iterdir()}
    assert {"__init__.py", "plugin.py", "py.typed"} <= names
    folder = package.parents[2]
    engine = next((engine for engine in ENGINES if engine.parent == folder), None)
    ground = {path.name for path in engine.iterdir()} if engine else names
    assert {"errors.py", "model.py", "py.typed"} <= ground
    assert "settings.py" in names | ground
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"} <= {
        path.name for path in folder.iterdir()
    }
