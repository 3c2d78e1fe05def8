"""Where the follower has builds done: it starts the process that stays, asks it, and ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from .build import Job

Process = subprocess.Popen[bytes]
FORKS = hasattr(os, "fork")


@dataclass
class Order:
    """A job that has not ended.

    Attributes:
        job: The job.
        process: Who does it.
        begun: Whether it is under way.
    """

    job: Job
    process: Process
    begun: bool = False


class Workshop:
    """Does jobs in processes of their own, several at a time.

    Args:
        root: The folder of the site.
        ring: Is called when there is something to hear.
    """

    def __init__(self, root: Path, ring: Callable[[], None]) -> None:
        self._root = root
        self._ring = ring
        self._processes: list[Process] = []
        self._heard: SimpleQueue[tuple[Process, str, int]] = SimpleQueue()
        self._orders: dict[int, Order] = {}

    def start(self, job: Job) -> None:
        """Have a job done."""
        alive = [process for process in self._processes if process.poll() is None]
        process = alive[-1] if alive and FORKS else self._open()
        self._orders[job.number] = Order(job, process)
        assert process.stdin
        # It may have ended a moment ago: then `hear` starts another one.
        with suppress(OSError):
            process.stdin.write(job.write())
            process.stdin.flush()

    def hear(self) -> Iterator[tuple[str, int]]:
        """Yield what became of jobs: "answered", "ended" or "old", and the number of the job."""
        while True:
            try:
                process, word, number = self._heard.get_nowait()
            except Empty:
                return
            if word == "gone":
                yield from self._bury(process)
            elif number in self._orders and self._orders[number].process is process:
                self._orders[number].begun = True
                if word in ("ended", "old"):
                    del self._orders[number]
                if word != "begun":
                    yield word, number

    def cancel(self, job: Job) -> None:
        """End a job; nothing more is heard of it."""
        process = self._orders.pop(job.number).process
        if not FORKS:
            process.kill()
            return
        assert process.stdin
        with suppress(OSError):
            process.stdin.write(b"%d\n" % job.number)
            process.stdin.flush()

    def end(self) -> None:
        """End all that is under way, at once."""
        self._orders.clear()
        while self._processes:
            process = self._processes.pop()
            if os.name == "posix" and process.poll() is None:
                # With the children, which are of its group.
                os.killpg(process.pid, signal.SIGKILL)
            _close(process)

    def _open(self) -> Process:
        # Out of reach of Ctrl-C, which is for us; it ends when its standard input does.
        process = subprocess.Popen(
            [sys.executable, "-m", "partwork.drafting.resident", str(time.time_ns())],
            cwd=self._root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._processes.append(process)
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()
        return process

    def _listen(self, process: Process) -> None:
        assert process.stdout
        for line in process.stdout:
            word, _, number = line.decode().partition(" ")
            self._heard.put((process, word, int(number)))
            self._ring()
        self._heard.put((process, "gone", 0))
        self._ring()

    def _bury(self, process: Process) -> Iterator[tuple[str, int]]:
        """Yield the jobs that ended with a process; those that it had not begun are for another one."""
        if process not in self._processes:
            return
        self._processes.remove(process)
        _close(process)
        for number, order in list(self._orders.items()):
            if order.process is process:
                del self._orders[number]
                if order.begun:
                    yield "ended", number
                else:
                    self.start(order.job)
                    # But if that ends, too, there is nobody who can do it.
                    self._orders[number].begun = True


def _close(process: Process) -> None:
    """See to it that a process has ended, and that nothing of it is left."""
    process.kill()
    process.wait()
    assert process.stdin
    with suppress(OSError):
        process.stdin.close()
