"""Work on many things that two processes share; nobody can tell from what comes of it.

Each second half is done by a child, which is forked for it and tells what it found out: results, what was
logged, which files were opened, and what members noted. What the child could not do, for whatever reason, is
done again here.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")
# Of one thing: what was logged, and the result; None where it is to be done again.
Answer = tuple[list[dict[str, Any]], Any] | None

SHARES = "SHARES"
"""Where a build keeps who shares it, on its settings."""
LEAST = 48
"""For fewer things a child is not worth its while."""
MOST = 512
"""So many things at a time: the memory that a child looks at becomes its own, until it ends."""

# Linux's PR_SET_PDEATHSIG.
DIE_WITH_PARENT = 1
_PLAIN = (str, int, float, bool, type(None))
_KEPT = ("name", "levelno", "levelname", "msg", "args", "pathname", "lineno", "limit_msg", "limit_args")


class Member(Protocol):
    """What notes something while things are worked on."""

    def begin_share(self) -> None:
        """Note from now on what is new, in a child."""

    def end_share(self) -> Any:
        """Return what is new."""

    def add_share(self, noted: Any) -> None:
        """Add what a child noted."""


class Shares:
    """Who takes part in a build.

    Args:
        members: Who notes something meanwhile.
    """

    def __init__(self, members: Iterable[Member] = ()) -> None:
        self.members = list(members)

    def ask(
        self,
        items: Iterable[Item],
        work: Callable[[Item], Found],
        kept: Iterable[object] = (),
        alone: bool = False,
    ) -> Iterator[Callable[[], Found]]:
        """Yield for each, in their order, what returns what the work makes of it: done then, or by a child.

        Args:
            items: On what.
            work: The work.
            kept: Objects that are not copied where results have them: each stands for itself.
            alone: Whether a child goes on where the work fails, and only that is done again.
        """
        waiting = list(items)
        if len(waiting) >= LEAST:
            # What is read and imported once for all of them is there before there are two processes.
            yield partial(work, waiting.pop(0))
        while len(waiting) >= LEAST and can_fork():
            batch, waiting = waiting[:MOST], waiting[MOST:]
            yield from self._halve(batch, work, list(kept), alone)
        for item in waiting:
            yield partial(work, item)

    def _halve(
        self, items: list[Item], work: Callable[[Item], Found], kept: list[object], alone: bool
    ) -> Iterator[Callable[[], Found]]:
        half = len(items) // 2
        child = _Child(self.members, kept)
        child.start(items[half:], work, alone)
        try:
            for item in items[:half]:
                yield partial(work, item)
            answers = child.collect(len(items) - half)
        finally:
            child.end()
        for item, answer in zip(items[half:], answers, strict=True):
            yield partial(_tell, *answer) if answer else partial(work, item)


def _tell(records: Iterable[dict[str, Any]], found: Found) -> Found:
    for record in records:
        logging.getLogger(record["name"]).handle(logging.makeLogRecord(record))
    return found


def share(values: Mapping[str, Any], items: Iterable[Item], work: Callable[[Item], Found]) -> list[Found]:
    """Return what the work makes of each, in their order.

    Args:
        values: The settings of a build; where nobody shares it, all is done here.
        items: On what.
        work: The work. Of what it does elsewhere than in files and members, a child leaves nothing.
    """
    shares: Shares | None = values.get(SHARES)
    return [find() for find in shares.ask(items, work)] if shares else [*map(work, items)]


def can_fork() -> bool:
    """Say whether there is a second core, and a copy of this process would be whole: without threads."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


class _Again(BaseException):
    """The child cannot tell what happens here as it happens."""


class _Child:
    def __init__(self, members: Sequence[Member], kept: list[object]) -> None:
        self._members = members
        self._kept = kept
        self._pid = 0
        self._file = -1

    def start(self, items: list[Item], work: Callable[[Item], Found], alone: bool) -> None:
        import ctypes

        parent, system = os.getpid(), ctypes.CDLL(None)
        # Only here Ctrl-C is told.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        # Who looks for garbage among what was there before changes all of its memory.
        gc.freeze()
        try:
            with suppress(OSError):
                self._file = os.memfd_create("share")
                self._pid = os.fork()
                if not self._pid:
                    self._work(items, work, alone, parent, system)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def _work(
        self, items: list[Item], work: Callable[[Item], Found], alone: bool, parent: int, system: Any
    ) -> None:
        code = 1
        try:
            for one in (signal.SIGINT, signal.SIGTERM):
                signal.signal(one, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
            # A child whose parent is killed would write where the next build does.
            system.prctl(DIE_WITH_PARENT, signal.SIGKILL)
            if os.getppid() != parent:
                return
            # What the parent holds, it must be able to let go.
            os.closerange(3, self._file)
            os.closerange(self._file + 1, os.sysconf("SC_OPEN_MAX"))
            records: list[dict[str, Any]] = []
            vars(logging)["Logger"].handle = lambda _, record: records.append(_pack(record))
            opened: set[str] = set()
            sys.addaudithook(lambda event, values: _hear(opened, event, values))
            for member in self._members:
                member.begin_share()
            answers: list[Answer] = []
            for item in items:
                records.clear()
                try:
                    found = work(item)
                except (Exception, _Again):
                    if not alone:
                        raise
                    answers.append(None)
                else:
                    answers.append(([*records], found))
            told = (answers, opened, [member.end_share() for member in self._members])
            with open(self._file, "wb", closefd=False) as file:
                _Packer(file, self._kept).dump(told)
            code = 0
        finally:
            # Whatever happened, the parent does it again, and says so.
            os._exit(code)

    def collect(self, count: int) -> Sequence[Answer]:
        """Return what the child has found out, once it has ended."""
        nothing: list[Answer] = [None] * count
        if not self._pid:
            return nothing
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if status:
            return nothing
        os.lseek(self._file, 0, os.SEEK_SET)
        try:
            with open(self._file, "rb", closefd=False) as file:
                answers, opened, noted = _Unpacker(file, self._kept).load()
        except Exception:
            # Not everything that can be written down can be read again.
            return nothing
        for path in opened:
            sys.audit("open", path, None, os.O_RDONLY)
        for member, one in zip(self._members, noted, strict=True):
            member.add_share(one)
        return list(answers)

    def end(self) -> None:
        """Leave nothing behind, not even where the work has broken off."""
        gc.unfreeze()
        if self._pid:
            with suppress(OSError):
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
        if self._file >= 0:
            os.close(self._file)


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BufferedWriter, kept: list[object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._places = {id(one): place for place, one in enumerate(kept)}

    def persistent_id(self, value: object) -> int | None:
        return self._places.get(id(value))


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BufferedReader, kept: list[object]) -> None:
        super().__init__(file)
        self._kept = kept

    def persistent_load(self, place: int) -> object:
        return self._kept[place]


def _pack(record: logging.LogRecord) -> dict[str, Any]:
    if record.exc_info or sys.exc_info()[1]:
        # Whoever tells it may look at the exception.
        raise _Again
    values = {key: value for key, value in vars(record).items() if key in _KEPT}
    arguments = record.args if isinstance(record.args, tuple) else (record.args,)
    if not all(isinstance(one, _PLAIN) for one in (record.msg, *arguments)):
        values |= {"msg": record.getMessage(), "args": ()}
    return values


def _hear(opened: set[str], event: str, values: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = values
        if isinstance(path, str) and not flags & (os.O_WRONLY | os.O_RDWR):
            opened.add(path)
