"""The process that stays: it has imported what builds need, and forks a child for each.

`python -m partwork.drafting.resident MOMENT` reads jobs from its standard input and writes what becomes of
them to its standard output, a line each: "begun 3", "answered 3", "ended 3"; or "old 3" where files that it
has imported are others now than at that moment, so that a new process has to do the job. A child ends with
its build, so that none leaves anything to the next, and all end with whoever started them. Where a system
cannot fork, it does one job and ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from rebuild.circumstances import SYSTEM, identify, list_modules, note_files
from rebuild.model import Stamp
from rebuild.stamps import look, was_made_after, was_saved

from ..folder import ENGINE, ROOT
from .build import SETTINGS, Job, read_answer, read_order, work

TOP, PACKAGES = f"{ROOT}{os.sep}", f"{os.sep}site-packages{os.sep}"
# What of the site itself is imported before a build asks for it: the rest belongs to its settings.
OURS = (f"{ROOT / 'plugins'}{os.sep}", f"{ENGINE}{os.sep}")
FORKS = hasattr(os, "fork")


class Imports:
    """What was imported here, and whether that is still what is on the disk.

    Args:
        begun: When the first of it may have been read, in nanoseconds.

    Attributes:
        opened: The files that were opened for it.
    """

    def __init__(self, begun: int) -> None:
        self.opened: set[str] = set()
        self._begun = begun
        self._identity = identify(ROOT, SETTINGS)
        self._stamps: dict[str, Stamp | None] = {}
        self._old = False
        self._note()

    def add(self, folder: Path) -> None:
        """Import what a build has imported, as far as it is the same here."""
        answer = read_answer(folder)
        with note_files() as opened:
            for name, file in answer.modules.items() if answer else ():
                own = file.startswith(TOP) and PACKAGES not in file
                if name in sys.modules or (own and not file.startswith(OURS)):
                    continue
                with suppress(Exception):
                    spec = find_spec(name)
                    if spec and spec.origin == file:
                        import_module(name)
        self.opened |= opened
        self._note()

    def are_old(self) -> bool:
        """Say whether a file is not as it was when it was imported, or something was installed."""
        self._old = self._old or any(self._is_another(file) for file in self._stamps)
        self._old = self._old or identify(ROOT, SETTINGS) != self._identity
        return self._old

    def _is_another(self, file: str) -> bool:
        before = self._stamps[file]
        if before is not None and PACKAGES in file:
            return was_saved(file, before)
        return look(file) != before

    def _note(self) -> None:
        opened = map(os.path.abspath, [file for file in self.opened if not file.startswith(SYSTEM)])
        aside = (f"{os.sep}__pycache__{os.sep}", f"{TOP}.cache{os.sep}")
        files = {*list_modules(), *(file for file in opened if not any(part in file for part in aside))}
        for file in files - self._stamps.keys():
            stamp = self._stamps[file] = look(file)
            # It may have been another one when it was read.
            late = stamp is not None and was_made_after(stamp, self._begun, PACKAGES in file)
            self._old = self._old or late
        gc.collect()
        # To look at it for garbage would copy all of it into each child.
        gc.freeze()


def main(begun: int) -> None:
    """Do what is asked for, until nobody can ask any more."""
    answers = os.dup(1)
    # What settings print is not for the one who reads the answers.
    os.dup2(2, 1)
    if FORKS:
        serve(answers, Imports(begun))
        return
    job = next(read_orders(), None)
    if isinstance(job, Job):
        end_with(0)
        do(job, (), answers)


def serve(answers: int, imports: Imports) -> None:
    """Fork a child for each job."""
    from select import select

    life, held = os.pipe()
    working: dict[int, tuple[int, Job]] = {}
    orders = read_orders()
    while True:
        for pipe in select([0, *working], [], [])[0]:
            if pipe:
                child, job = working.pop(pipe)
                os.close(pipe)
                os.waitpid(child, 0)
                say(answers, "ended", job)
                if not working:
                    imports.add(job.shown or job.folder)
                continue
            order = next(orders, None)
            if order is None:
                return
            if isinstance(order, int):
                for child, job in working.values():
                    if job.number == order:
                        os.kill(child, signal.SIGKILL)
            elif imports.are_old():
                say(answers, "old", order)
            else:
                end, mine = os.pipe()
                child = os.fork()
                if not child:
                    os.close(held)
                    end_with(life)
                    become(order, imports.opened, answers)
                os.close(mine)
                working[end] = child, order
        # What was imported may have started one; then each build gets a process that is new.
        if not working and threading.active_count() > 1:
            return


def do(job: Job, opened: Iterable[str], answers: int) -> None:
    """Do a job, and say so."""
    say(answers, "begun", job)
    work(job, opened, lambda: say(answers, "answered", job))


def become(job: Job, opened: Iterable[str], answers: int) -> NoReturn:
    """Do a job in a child, and end."""
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        do(job, opened, answers)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        # What was begun before the fork is not the child's to end.
        os._exit(0)


def read_orders() -> Iterator[Job | int]:
    """Yield what is asked for: a job, or the number of one that is to end."""
    line = b""
    # No further than a line: what waits is to be seen.
    while letter := os.read(0, 1):
        line += letter
        if letter == b"\n":
            yield read_order(line)
            line = b""


def say(answers: int, word: str, job: Job) -> None:
    """Say what becomes of a job; one who does not listen any more is no matter."""
    with suppress(OSError):
        os.write(answers, f"{word} {job.number}\n".encode())


def end_with(pipe: int) -> None:
    """End this process, in the background, when nobody holds the other end of a pipe any more."""

    def follow() -> None:
        while os.read(pipe, 1):
            pass
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]))
