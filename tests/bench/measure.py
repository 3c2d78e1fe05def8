"""What a command costs: CPU and wall time, and the most memory that all of its processes had together.

CPU is what the system charged the process and all that it waited for. Memory is what Linux calls PSS: what
processes share counts once. It is read every 20 ms, or less often where reading takes long, so that it never
costs more than a tenth of a core.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, perf_counter
from typing import TypeVar

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
INTERVAL = 0.02
SHARE = 10
Name = TypeVar("Name")
Result = TypeVar("Result")


class CommandError(Exception):
    """What is to be timed does not run; the text is what it printed."""


@dataclass(frozen=True)
class Usage:
    """What one run cost.

    Attributes:
        cpu: Seconds, user and system, of all processes.
        wall: Seconds.
        memory: The peak of all processes together, in MB.
    """

    cpu: float
    wall: float
    memory: float


def run(command: list[str], folder: Path) -> Usage:
    """Run a command and return what it cost.

    Raises:
        CommandError: It failed.
    """
    with TemporaryFile("w+") as said:
        start = perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=plain_environment(), stdout=said, stderr=said)
        with Sampler(process.pid) as sampler:
            _, status, used = os.wait4(process.pid, 0)
            wall = perf_counter() - start
        # Popen must not wait for it again.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{said.read()[-2000:]}")
    return Usage(used.ru_utime + used.ru_stime, wall, sampler.peak)


def take_turns(rows: Mapping[Name, Callable[[], Result]], rounds: int) -> dict[Name, list[Result]]:
    """Run all in turn, round by round, so that a busy machine slows all of them; return all results."""
    taken: dict[Name, list[Result]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, work in rows.items():
            taken[name].append(work())
    return taken


def clock(work: Callable[[], Result]) -> Callable[[], tuple[float, Result]]:
    """Return work that says how many seconds it took, too."""

    def timed() -> tuple[float, Result]:
        start = perf_counter()
        result = work()
        return perf_counter() - start, result

    return timed


class Sampler:
    """Follows the memory of a process and all that come from it.

    Args:
        pid: The process.

    Attributes:
        peak: The most so far, in MB.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peak = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Sampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _follow(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            start = monotonic()
            self.peak = max(self.peak, read_memory(self.pid))
            pause = max(INTERVAL, SHARE * (monotonic() - start))


def read_memory(pid: int) -> float:
    """Return the memory of a process and all that come from it, in MB."""
    return sum(read_share(one) for one in list_tree(pid)) / 1024


def read_share(pid: int) -> int:
    """Return what a process has for itself, and its share of what it has with others, in KB."""
    for line in read(PROC / f"{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def read_cpu(pid: int) -> float:
    """Return the CPU seconds of a process, all that come from it, and those that have ended."""
    ticks = 0
    for one in list_tree(pid):
        # What stands before the last bracket is the name of the program.
        fields = read(PROC / f"{one}/stat").rpartition(")")[2].split()
        # User and system; the same of children that it waited for.
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def list_tree(pid: int) -> Iterator[int]:
    """Yield a process and all that come from it."""
    yield pid
    try:
        threads = list((PROC / f"{pid}/task").iterdir())
    except OSError:
        return
    for thread in threads:
        for child in read(thread / "children").split():
            yield from list_tree(int(child))


def read(path: Path) -> str:
    """Return what the system says of a process; nothing once that has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


def plain_environment() -> dict[str, str]:
    """Return the environment of all that is timed: modules are compiled once, as on any machine."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
