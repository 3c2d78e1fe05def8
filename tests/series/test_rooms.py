"""The rooms of series, licence and metadata: imports go one way, and what is not used is not loaded."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    name: ROOT / f"plugins/{folder}/pelican/plugins/{name}"
    for folder, name in (("series", "blog_series"), ("licence", "licence"), ("metadata", "metadata"))
}


def list_neighbours(path):
    """The modules of its own package that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module] if node.module else [alias.name for alias in node.names]


@pytest.mark.parametrize("name", PACKAGES)
def test_imports_go_one_way(name):
    graph = {path.stem: set(list_neighbours(path)) for path in PACKAGES[name].glob("*.py")}
    # A cycle raises.
    order = list(TopologicalSorter(graph).static_order())
    assert order[-2:] == ["plugin", "__init__"]
    assert graph["errors"] == set()
    assert graph["model"] <= {"errors"}


@pytest.mark.parametrize("name", PACKAGES)
def test_importing_the_plugin_loads_nothing_of_it(name):
    """Pelican imports every plugin that is installed, used or not."""
    program = (
        "import sys, pelican.plugins\n"
        "before = set(sys.modules)\n"
        f"import pelican.plugins.{name}\n"
        "print(*(set(sys.modules) - before))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [f"pelican.plugins.{name}"]
