"""Delivering: each post to each target once, targets side by side, one that fails not stopping the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from crosspost.contract import Settling, Target
from crosspost.errors import (
    BlockedError,
    LedgerError,
    RefusedError,
    SyndicationError,
    UnansweredError,
    UnavailableError,
)
from crosspost.files import explain_file
from crosspost.ledger.sent import read_words
from crosspost.text.links import same_content

from .batch import MANY, Batch
from .exchange import carry_out
from .plan import TAKEN_UP, Action, Due, make_plan, plan_post
from .run import NONSENSE, Outcome, Run, explain_nonsense

# A post is sent at most this often in a run: created, then updated when its siblings have arrived.
ROUNDS = 3

# What a summary calls what waits, by the code of its action: one without a code is over the target's limit.
WAITS = {
    "draft": "draft",
    "hidden": "hidden",
    "date": "with a date to come",
    "kept": "kept back",
    "": "over the limit",
}

# What a summary calls what was done, where the state of a receipt would mislead.
DONE = {"found": "found there", "adopted": "found there, made by hand"}

# What a failure is called. An answer that is an error does not say that nothing was done.
KINDS = {
    BlockedError: "blocked",
    RefusedError: "refused",
    UnansweredError: "error there",
    UnavailableError: "no answer",
}

# One target's work in a run.
Work = Callable[[], Outcome]


def run_side_by_side(work: Iterable[Work], run: Run) -> list[Outcome]:
    """Do the work of several targets at once and return what came of it, in their order."""
    with ThreadPoolExecutor(max_workers=16) as pool:
        futures: list[Future[Outcome]] = [pool.submit(one) for one in work]
        try:
            return [future.result() for future in futures]
        except KeyboardInterrupt:
            stop(pool, run)
            raise
        except BaseException:
            run.stopped.set()
            raise


def stop(pool: ThreadPoolExecutor, run: Run) -> None:
    """Let what is under way end by itself, so that its receipt is written; at a second Ctrl-C, do not."""
    run.stopped.set()
    run.tell("stopping", "what is under way ends first. Press Ctrl-C again to stop at once.")
    try:
        pool.shutdown()
    except KeyboardInterrupt:
        os._exit(130)


def deliver(due: Due, target: Target, run: Run, planned: Sequence[Action] | None = None) -> Outcome:
    """Bring everything that is due to one target, until nothing is left to be sent.

    A post links to the copies of its siblings, so it is looked at again when a sibling has arrived.

    Args:
        due: What the outbox says.
        target: The target.
        run: What this run works with.
        planned: The plan, if it was made already.
    """
    outcome, tries, batch = Outcome(due.name), Counter[str](), Batch()
    first = make_plan(due, target, run.ledger, run.sent) if planned is None else planned
    # What waits in the first plan waits to the end: a limit is for the run.
    held = {action.post for action in first if action.kind not in (*TAKEN_UP, "unchanged")}
    outcome.waiting.update(
        WAITS.get(action.code, action.code) for action in first if action.kind == "waiting"
    )
    actions = first
    try:
        while not run.stopped.is_set():
            todo = [action for action in actions if is_taken_up(action, run, outcome)]
            todo = [
                action for action in todo if action.post not in held and action.post not in outcome.failed
            ]
            if not todo:
                break
            for action in todo:
                if run.stopped.is_set():
                    break
                # Its siblings may have arrived since the plan was made.
                do_action(renew(action, due, target, run), target, run, outcome, tries, batch)
                if len(batch.made) >= MANY:
                    settle(batch, target, run, outcome)
            settle(batch, target, run, outcome)
            actions = make_plan(due, target, run.ledger, run.sent)
        outcome.unchanged = sum(action.kind == "unchanged" for action in actions if not tries[action.post])
        if not outcome.failed and due.chosen is None and not run.stopped.is_set():
            target.close(
                [action.delivery for action in actions if action.delivery and action.kind == "unchanged"]
            )
    except UnavailableError as error:
        settle(batch, target, run, outcome)
        left = [action.post for action in actions if is_taken_up(action, run, outcome)]
        left = [post for post in left if post not in held and (not tries[post] or post in outcome.failed)]
        outcome.failed |= dict.fromkeys(left or [""], str(error))
        run.tell(due.name, str(error))
    except LedgerError:
        run.stopped.set()
        raise
    except (OSError, SyndicationError) as error:
        settle(batch, target, run, outcome)
        outcome.failed[""] = describe_stop(error)
        run.tell(due.name, outcome.failed[""])
    return outcome


def settle(batch: Batch, target: Target, run: Run, outcome: Outcome) -> None:
    """Settle what was made, and say of what something else came than was said."""
    told = ""
    for action, now in batch.settle(target, run):
        if isinstance(now, SyndicationError):
            outcome.done -= Counter(created=1)
            fail(action, now, run, outcome, silent=str(now) == told)
            told = str(now)
        elif now.holding:
            run.tell(outcome.target, f"{action.post}: {now.holding.url} was there a moment before, and stays")


def renew(action: Action, due: Due, target: Target, run: Run) -> Action:
    """Return an action as the ledger says it now; a withdrawal is what it was."""
    if action.delivery is None or action.kind == "withdraw":
        return action
    post = next(post for post in due.posts if post.id == action.post)
    return plan_post(post, due.name, target, run.ledger, run.sent)


def do_action(
    action: Action,
    target: Target,
    run: Run,
    outcome: Outcome,
    tries: Counter[str],
    batch: Batch | None = None,
) -> None:
    """Do one thing of the plan and say what came of it; a new copy is put into the batch, if there is one."""
    post = action.post
    tries[post] += 1
    try:
        if tries[post] > ROUNDS:
            raise RefusedError("its addresses keep changing; it was sent often enough for one run")
        if not is_taken_up(action, run, outcome):
            return
        receipt = carry_out(action, target, run, batch is not None)
        outcome.looked.add(post)
        if action.kind == "unchanged" and receipt is None:
            # It stays one of those that the target has already.
            tries[post] -= 1
            run.advance(outcome.target)
            return
    except UnavailableError:
        tries[post] -= 1
        raise
    except (BlockedError, RefusedError, UnansweredError) as error:
        if isinstance(error, BlockedError) and is_about_links(action):
            run.tell(outcome.target, f"{post}: its links to other parts stay as they are: {error}")
            run.advance(outcome.target)
            return
        fail(action, error, run, outcome)
    except OSError as error:
        outcome.failed[post] = describe_stop(error)
        run.tell(outcome.target, f"{post}: {outcome.failed[post]}")
    except NONSENSE as error:
        # What it did is looked up by the next run.
        outcome.failed[post] = explain_nonsense(error)
        run.tell(
            outcome.target, f"{post}: {outcome.failed[post]}. Publish again: it is asked first what it has."
        )
    else:
        state, holding = (receipt.state, receipt.holding) if receipt else ("rewritten", None)
        state = DONE.get(state, state)
        if receipt and batch and state == "created" and isinstance(target, Settling):
            batch.made.append((action, receipt))
        if state == "updated" and is_about_links(action):
            state = "linked anew"
        elif state == "updated" and action.stays:
            state = "noted, nothing changes there"
        outcome.done[state] += 1
        run.tell(outcome.target, " ".join(filter(None, [f"{post}: {state}", holding.url if holding else ""])))
        for note in holding.notes if holding else ():
            run.tell(outcome.target, f"{post}: {note}")
    run.advance(outcome.target)


def fail(action: Action, error: SyndicationError, run: Run, outcome: Outcome, silent: bool = False) -> None:
    """Say that something was not done, and why."""
    outcome.failed[action.post] = str(error)
    if isinstance(error, BlockedError):
        outcome.called[action.post] = "blocked"
    if not silent:
        run.tell(outcome.target, f"{action.post}: {describe_failure(error, action, run)}")


def is_taken_up(action: Action, run: Run, outcome: Outcome) -> bool:
    """Say whether something is to be tried: where all is to be overwritten, also what the target has already.

    Such a copy may have been changed there or made by hand; it is looked at once.
    """
    again = run.overwrite and action.kind == "unchanged" and action.post not in outcome.looked
    return action.kind in TAKEN_UP or again


def is_about_links(action: Action) -> bool:
    """Say whether only links to other parts were to be changed in a copy."""
    if action.kind != "update" or action.unsure or not (action.known and action.delivery):
        return False
    return same_content(action.known.version, action.delivery.version)


def describe_stop(error: Exception) -> str:
    """Return what went wrong, and with which file if it was the disk."""
    return explain_file(error) if isinstance(error, OSError) else str(error)


def describe_failure(error: SyndicationError, action: Action, run: Run) -> str:
    """Return what went wrong, and what the partner changed if that is what is wrong."""
    kind = KINDS[type(error)]
    if isinstance(error, UnansweredError) and not error.answered:
        kind = "no answer"
    if not isinstance(error, BlockedError) or not error.theirs or action.delivery is None:
        return f"{kind}: {error}"
    from .difference import diff_text, show_diff

    version = action.known.version if action.known else ""
    diff = diff_text(read_words(run.sent, action.delivery, version), error.theirs)
    return "\n    ".join([f"{kind}: {error}", *show_diff(diff)])
