"""Python programs run as processes of their own, forked where Pelican is imported already.

Each command is a process with a folder, an environment and an exit code of its own, but does not spend most
of its time on importing: there are hundreds of them in the tests.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

# Pelican folds what it logs where a terminal ends.
os.environ["COLUMNS"] = "250"
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "commands",
        "pelican",
        "crosspost.command.plan",
        "crosspost.command.publish",
        "crosspost.outbox.due",
        "crosspost.http.exchange",
    ]
)
# Seconds.
LONGEST = 600


def run_module(
    module: str, arguments: list[str], folder: Path, environment: Mapping[str, str]
) -> tuple[int, str]:
    """Run what `python -m` would run, and return its exit code and all that it printed."""
    with tempfile.NamedTemporaryFile() as printed:
        process = FORKS.Process(
            target=become, args=(module, arguments, str(folder), dict(environment), printed.name)
        )
        process.start()
        process.join(LONGEST)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"{module} {arguments}: no end. {Path(printed.name).read_text()}")
        return process.exitcode, Path(printed.name).read_text(encoding="utf-8")


def become(module: str, arguments: list[str], folder: str, environment: dict[str, str], printed: str) -> None:
    """Make this process what a new one of that module would be."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    output = os.open(printed, os.O_WRONLY | os.O_APPEND)
    for number in (1, 2):
        os.dup2(output, number)
    sys.argv = [module, *arguments]
    sys.path.insert(0, folder)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
