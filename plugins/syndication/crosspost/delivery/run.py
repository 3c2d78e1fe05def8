"""One run of `publish`: what it works with, what came of it, and that it is the only one."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from crosspost.errors import LedgerError
from crosspost.ledger.ledger import Ledger
from guards import locks

# What code raises over an answer that makes no sense: a partner may answer anything.
NONSENSE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def explain_nonsense(error: Exception) -> str:
    """Return what is said of an answer that makes no sense, with as much of why as a line has room for."""
    return f"the answer makes no sense ({type(error).__name__}: {str(error)[:200]})"


@dataclass
class Outcome:
    """What a run came to at one target.

    Attributes:
        target: The target's name.
        done: How many posts were created, updated, found and so on.
        unchanged: How many posts the target had already.
        waiting: How many posts are not for it, at least not now: drafts, posts over its limit and so on.
        failed: By post id, why what was to be done is not done; "" stands for the target as a whole.
        called: By post id, what a summary calls that where it is no failure.
        declined: How many posts its author was asked about and does not want to send.
        looked: The ids of posts whose copies this run has sent, or looked at, already.
    """

    target: str
    done: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    waiting: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    declined: int = 0
    looked: set[str] = field(default_factory=set)

    @property
    def undone(self) -> Counter[str]:
        """How many things that were to be done are not: declined, failed, blocked and so on."""
        failed = (self.called.get(post, "failed" if post else "not finished") for post in self.failed)
        return Counter(failed) + Counter(declined=self.declined)


@dataclass(frozen=True)
class Run:
    """What one run works with.

    Attributes:
        ledger: What was sent.
        sent: The folder with the plain text of what was sent.
        overwrite: Replace copies even where the partner changed them.
        tell: Shows a line to the author, in the name of a target.
        advance: Told of a target whenever one of its posts is done with.
        stopped: Set when the author wants the run to end; what is under way is ended first.
    """

    ledger: Ledger
    sent: Path
    overwrite: bool
    tell: Callable[[str, str], None]
    advance: Callable[[str], None] = lambda target: None
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Keep a second run from starting."""
    try:
        with locks.hold_lock(path):
            yield
    except locks.HeldError:
        raise LedgerError("another publish is running. Wait until it has ended.") from None
