"""Python programs run as processes of their own, forked where their imports are done already.

Each command is a process with a folder, an environment and an exit code of its own, but does not spend most
of its time on importing: there are more than a thousand of them in the tests.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing import forkserver
from pathlib import Path

# Pelican folds what it logs where a terminal ends.
os.environ["COLUMNS"] = "250"
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["preloaded"])
# A forked process would begin with running the program that started the tests.
vars(sys.modules["__main__"]).pop("__file__", None)
# Seconds.
LONGEST = 600


def start_server() -> None:
    """Start the process that forks commands, if it is not there, and let it find what it is to import."""
    before = dict(os.environ)
    changed = {"PYTHONPATH": str(Path(__file__).parent), "PYTHONDONTWRITEBYTECODE": ""}
    os.environ |= changed
    try:
        forkserver.ensure_running()
    finally:
        for name in changed:
            del os.environ[name]
            if name in before:
                os.environ[name] = before[name]


class Command:
    """A command at work, which can be asked, awaited and killed like a `subprocess.Popen`.

    Attributes:
        pid: Of its process.
    """

    def __init__(
        self, module: str, arguments: list[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        """Start what `python -m` would run."""
        self.name = f"{module} {arguments}"
        self.printed = tempfile.NamedTemporaryFile()  # noqa: SIM115  # until the command has ended
        self.process = FORKS.Process(
            target=become, args=(module, arguments, str(folder), dict(environment), self.printed.name)
        )
        start_server()
        self.process.start()
        self.pid = self.process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit code; of a process that was killed, the signal's number below zero."""
        return self.process.exitcode

    def poll(self) -> int | None:
        """Return the exit code, or None before it ends."""
        return self.process.exitcode

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()

    def end(self) -> tuple[int, str]:
        """Wait until it ends, and return its exit code and all that it printed."""
        try:
            printed, _ = self.communicate(LONGEST)
        except subprocess.TimeoutExpired as error:
            self.kill()
            raise AssertionError(f"{self.name}: no end. {error.output}") from None
        assert self.returncode is not None
        return self.returncode, printed

    def communicate(self, timeout: float | None = None) -> tuple[str, None]:
        """Wait until it ends, and return all that it printed.

        Raises:
            TimeoutExpired: It did not end in time.
        """
        self.process.join(timeout)
        printed = Path(self.printed.name).read_text(encoding="utf-8")
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(self.name, timeout or 0, printed)
        return printed, None


def run_python(options: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run Python as it starts for everyone, and return its exit code and all that it printed."""
    ran = subprocess.run(
        [sys.executable, *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST,
    )
    return ran.returncode, ran.stdout


def become(module: str, arguments: list[str], folder: str, environment: dict[str, str], printed: str) -> None:
    """Make this process what a new one of that module would be."""
    # To look at what was imported for garbage would copy all of it.
    gc.freeze()
    # What tests write twice in a second would be taken for what was compiled before.
    sys.dont_write_bytecode = True
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    output = os.open(printed, os.O_WRONLY | os.O_APPEND)
    for number in (1, 2):
        os.dup2(output, number)
    sys.argv = [module, *arguments]
    sys.path.insert(0, folder)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
