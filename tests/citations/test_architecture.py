"""Which module may import what."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from pelican.plugins import citations

ROOT = Path(citations.__file__).parent
NAME = "pelican.plugins.citations"
MODULES = sorted(ROOT.rglob("*.py"))

LAYERS = [
    ["errors"],
    ["model", "settings", "language", "lookup"],
    ["richtext", "latex", "edtf", "bibfile", "syntax"],
    ["names"],
    ["fields"],
    ["cache"],
    ["library"],
    ["shelf", "apa", "tidy"],
    ["resolve", "export", "lint"],
    ["html", "newcomer"],
    ["tree"],
    ["markdown", "union"],
    ["plugin", "command"],
    ["__main__"],
    ["__init__"],
]
"""Modules from the foundations up: each imports from the rows above it."""


def imports(path):
    """Yield the modules that a module imports, by their full names."""
    package = ".".join([NAME, *path.relative_to(ROOT).parts[:-1]])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            )
            module = ".".join(filter(None, [base, node.module]))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room(path):
    return path.relative_to(ROOT).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_who_imports_pelican_and_pybtex(path):
    found = set(imports(path))
    pelican = {name for name in found if name.split(".")[0] == "pelican" and not name.startswith(NAME)}
    assert not pelican or room(path) == "plugin"
    pybtex = {name for name in found if name.split(".")[0] == "pybtex"}
    assert not pybtex or room(path) in ("library", "html", "apa")
    markdown = {name for name in found if name.split(".")[0] == "markdown"}
    assert not markdown or room(path) in ("markdown", "command")
    assert not any(name.startswith("pelican.plugins.") and not name.startswith(NAME) for name in pelican - {
        "pelican.plugins.signals", "pelican.plugins"
    })  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    level = {name: number for number, row in enumerate(LAYERS) for name in row}
    for name in imports(path):
        if name.startswith(f"{NAME}.") and (other := name.removeprefix(f"{NAME}.").split(".")[0]) in level:
            assert other == room(path) or level[other] < level[room(path)], f"{path.name} imports {other}"


def test_every_module_has_a_row():
    assert {room(path) for path in MODULES} == {name for row in LAYERS for name in row}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_heavy_imports_wait():
    code = (
        f"import sys, pelican; loaded = set(sys.modules); import {NAME}, {NAME}.apa;"
        "new = set(sys.modules) - loaded;"
        "heavy = {name for name in new if name.split('.')[0] in ('pybtex', 'markdown')};"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
