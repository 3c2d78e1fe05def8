"""Delivering: each post to each target once, and a line in the ledger before and after every call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .contract import Target
from .errors import (
    BlockedError,
    LedgerError,
    RefusedError,
    SyndicationError,
    UnansweredError,
    UnavailableError,
)
from .ledger import Ledger
from .links import same_content
from .model import Holding, Post, Receipt
from .plan import UNCHANGED, Action, diff_text, keep_sent, plan_post, read_sent, sent_text

# A post is sent at most this often in a run: created, then updated when its siblings have arrived.
ROUNDS = 3


@dataclass
class Outcome:
    """What a run came to at one target.

    Attributes:
        target: The target's name.
        done: How many posts were created, updated, found or restored.
        unchanged: How many posts the target had already.
        failed: By post id, what went wrong.
    """

    target: str
    done: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """What one run of `publish` works with.

    Attributes:
        ledger: What was sent.
        sent: The folder with the plain text of what was sent.
        overwrite: Replace copies even where the partner changed them.
        tell: Shows a line to the author.
    """

    ledger: Ledger
    sent: Path
    overwrite: bool
    tell: Callable[[str], None]


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Keep a second run from starting."""
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, timeout=0):
            yield
    except Timeout:
        raise LedgerError("another publish is running. Wait until it has ended.") from None


def deliver(name: str, target: Target, posts: Sequence[Post], run: Run) -> Outcome:
    """Bring everything that is due to one target, until nothing is left to be sent.

    A post links to the copies of its siblings, so it is looked at again when a sibling has arrived.
    """
    outcome, tries = Outcome(name), Counter[str]()
    try:
        settled = False
        while not settled:
            settled, deliveries = True, []
            for post in posts:
                action = plan_post(post, name, target, run.ledger, run.sent)
                deliveries.append(action.delivery)
                if action.kind != UNCHANGED and post.id not in outcome.failed:
                    settled = False
                    deliver_action(action, target, run, outcome, tries)
        outcome.unchanged = sum(not tries[post.id] for post in posts)
        if not outcome.failed:
            target.close(deliveries)
    except UnavailableError as error:
        waiting = [post.id for post in posts if not tries[post.id] or post.id in outcome.failed]
        outcome.failed |= dict.fromkeys(waiting or [""], str(error))
        run.tell(f"{name}: {error}")
    except LedgerError:
        raise
    except (OSError, SyndicationError) as error:
        outcome.failed[""] = describe_stop(error)
        run.tell(f"{name}: {outcome.failed['']}")
    return outcome


def deliver_action(action: Action, target: Target, run: Run, outcome: Outcome, tries: Counter[str]) -> None:
    """Do one thing of the plan and say what came of it."""
    delivery = action.delivery
    post, where = delivery.post, f"{delivery.target}: {delivery.post.id}"
    tries[post.id] += 1
    try:
        if tries[post.id] > ROUNDS:
            raise RefusedError("its addresses keep changing; it was sent often enough for one run")
        if action.kind == "restore":
            target.update(delivery, known_holding(action), run.overwrite)
            state, holding = "restored", None
        else:
            receipt = send(action, target, run)
            state, holding = receipt.state, receipt.holding
    except UnavailableError:
        tries[post.id] -= 1
        raise
    except (BlockedError, RefusedError, UnansweredError) as error:
        outcome.failed[post.id] = str(error)
        run.tell(f"{where}: {describe_failure(error, action, run)}")
        return
    except OSError as error:
        outcome.failed[post.id] = describe_stop(error)
        run.tell(f"{where}: {outcome.failed[post.id]}")
        return
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # A partner may answer anything; what it did is looked up by the next run.
        outcome.failed[post.id] = f"the answer makes no sense ({type(error).__name__}: {error})"
        run.tell(f"{where}: {outcome.failed[post.id]}. Publish again: it is asked first what it has.")
        return
    outcome.done[state] += 1
    run.tell(" ".join(filter(None, [f"{where}: {state}", holding.url if holding else ""])))
    for note in holding.notes if holding else ():
        run.tell(f"{where}: {note}")


def send(action: Action, target: Target, run: Run) -> Receipt:
    """Send one post to one target, after asking the target wherever we do not know what it has.

    The attempt is on disk before the call, and what became of it after. If no answer came, there is no
    receipt, so that the next run asks the target before it sends anything.
    """
    delivery, ledger = action.delivery, run.ledger
    key = delivery.target, delivery.post.id
    known = action.known.holding if action.known else None
    if known is None or action.unsure:
        try:
            found = target.find(delivery)
        except BlockedError as error:
            ledger.receive(*key, "blocked", delivery.version, words=str(error)[:500])
            raise
        if found and is_ours(found, action):
            if found.version == delivery.version:
                keep_sent(run.sent, delivery)
            return ledger.receive(*key, "found", found.version, found)
        known = known or found
        if action.known is None and found and not run.overwrite:
            words = f"{found.url} is a copy that the ledger does not know. Look at it, then use --overwrite"
            ledger.receive(*key, "blocked", delivery.version, words=words)
            raise BlockedError(words)
    ledger.attempt(*key, "update" if known else "create", delivery.version)
    try:
        holding = target.update(delivery, known, run.overwrite) if known else target.create(delivery)
    except (BlockedError, RefusedError) as error:
        state = "blocked" if isinstance(error, BlockedError) else "refused"
        ledger.receive(*key, state, delivery.version, words=str(error)[:500])
        raise
    receipt = ledger.receive(*key, "updated" if known else "created", delivery.version, holding)
    keep_sent(run.sent, delivery)
    return receipt


def is_ours(found: Holding, action: Action) -> bool:
    """Say whether a copy at the target is what we sent: in an attempt that went unanswered, or just this."""
    known = action.known.holding if action.known else None
    if known and found.stored == known.stored and found.version == known.version:
        return False
    ours = {attempt.version for attempt in action.unsure}
    return not found.edited and (
        found.version in ours or same_content(found.version, action.delivery.version)
    )


def known_holding(action: Action) -> Holding:
    """Return what the target has, of an action that is only planned if it has something."""
    assert action.known is not None
    assert action.known.holding is not None
    return action.known.holding


def describe_stop(error: Exception) -> str:
    """Return what went wrong, and with which file if it was the disk."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def describe_failure(error: SyndicationError, action: Action, run: Run) -> str:
    """Return what went wrong, and what the partner changed if that is what is wrong."""
    kind = {BlockedError: "blocked", RefusedError: "refused", UnansweredError: "no answer"}[type(error)]
    if not isinstance(error, BlockedError) or not error.theirs:
        return f"{kind}: {error}"
    ours = read_sent(run.sent, action.delivery, action.known.version) if action.known else None
    diff = diff_text(ours if ours is not None else sent_text(action.delivery), error.theirs)
    return "\n    ".join([f"{kind}: {error}", *diff.splitlines()[:20]])
