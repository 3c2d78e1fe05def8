"""Who may import what, within this plugin."""

import ast
from pathlib import Path

import pelican.plugins.syndication as plugin
import pytest

PACKAGE = Path(plugin.__file__).parent
NETWORK = {"httpx2", "stamina", "socket", "http", "urllib.request", "ssl", "subprocess"}


def imported(path):
    """Return the names of all modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_only_targets_and_deploys_reach_the_network_and_only_the_plugin_knows_pelican(path):
    names = set(imported(path))
    if path.parent == PACKAGE:
        assert not names & NETWORK
    if path != PACKAGE / "plugin.py":
        assert not [name for name in names if name.partition(".")[0] == "pelican"]
    if path.parent != PACKAGE:
        inner = {name.lstrip(".").partition(".")[0] for name in names if name.startswith("..")}
        assert not inner & {"plugin", "deliver", "ledger", "plan", "__main__"}
