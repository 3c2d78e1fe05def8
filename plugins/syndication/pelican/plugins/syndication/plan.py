"""The plan: what the outbox holds and the ledger does not."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .contract import Target
from .files import file_name, write_file
from .ledger import Ledger
from .links import link_siblings, same_content
from .model import Attempt, Delivery, Post, Receipt

UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Action:
    """What is to be done about one post at one target.

    Attributes:
        kind: create, update, unchanged, blocked, or restore (a local copy was lost; nothing is recorded).
        delivery: What is sent.
        known: The receipt for what the target has; None if it never took the post.
        unsure: Attempts of which it is not known what became of them.
        reason: Why, in a few words.
        diff: What changes in the plain text, as a unified diff; empty if that is not known here.
    """

    kind: str
    delivery: Delivery
    known: Receipt | None
    unsure: tuple[Attempt, ...] = ()
    reason: str = ""
    diff: str = ""


def make_plan(name: str, target: Target, posts: Iterable[Post], ledger: Ledger, sent: Path) -> list[Action]:
    """Compare what is due at a target with what it received. Asks nobody, so it is right offline.

    Args:
        name: The target's name.
        target: The target itself; only `holds` is asked.
        posts: Everything that is due there.
        ledger: What was sent.
        sent: The folder with the plain text of what was sent, for the differences.
    """
    return [plan_post(post, name, target, ledger, sent) for post in posts]


def plan_post(post: Post, name: str, target: Target, ledger: Ledger, sent: Path) -> Action:
    """Decide what is to be done about one post, as the ledger stands."""
    held = {}
    for sibling in post.series.siblings if post.series else ():
        known = ledger.known(name, sibling.id)
        if known and known.holding:
            held[sibling.id] = known.holding
    return plan_action(link_siblings(post, name, held), target, ledger, sent)


def plan_action(delivery: Delivery, target: Target, ledger: Ledger, sent: Path) -> Action:
    """Decide what is to be done about one delivery."""
    post = delivery.post
    known, last = ledger.known(delivery.target, post.id), ledger.last(delivery.target, post.id)
    unsure = tuple(ledger.open_attempts(delivery.target, post.id))
    blocked = last is not None and last.state == "blocked" and last.version == delivery.version
    if known is None or known.holding is None:
        reason = "never sent"
        if unsure:
            reason = "sent before without an answer: the target is asked first"
        elif last and blocked:
            return Action("blocked", delivery, None, reason=last.words)
        elif last:
            reason = f"{last.state} on {last.time[:10]}: {last.words}"
        return Action("create", delivery, None, unsure, reason)
    if known.version == delivery.version and not unsure:
        if target.holds(known.holding):
            return Action(UNCHANGED, delivery, known)
        return Action("restore", delivery, known, reason="the copy is no longer in its folder")
    text = read_sent(sent, delivery, known.version)
    diff = diff_text(text, sent_text(delivery)) if text is not None else ""
    if unsure:
        return Action("update", delivery, known, unsure, "sent before without an answer", diff)
    if last and blocked:
        return Action("blocked", delivery, known, unsure, last.words, diff)
    reason = "the post changed"
    if same_content(known.version, delivery.version):
        reason = "links to other parts now lead to the partner's own copies"
    return Action("update", delivery, known, unsure, reason, diff)


def diff_text(old: str, new: str) -> str:
    """Return a short unified diff of two plain texts; empty if they are the same."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def read_sent(sent: Path, delivery: Delivery, version: str) -> str | None:
    """Return the plain text of a version that was sent from this machine; None if it is not here."""
    try:
        return sent_path(sent, delivery, version).read_text(encoding="utf-8")
    except OSError:
        return None


def keep_sent(sent: Path, delivery: Delivery) -> None:
    """Keep the plain text of what was just sent, instead of that of earlier versions.

    Only differences are shown from it, so it is no failure if there is no room for it.
    """
    path = sent_path(sent, delivery, delivery.version)
    with contextlib.suppress(OSError):
        for old in path.parent.glob(f"{file_name(delivery.post.id)}@*.txt"):
            if old != path:
                old.unlink(missing_ok=True)
        write_file(path, sent_text(delivery).encode())


def sent_text(delivery: Delivery) -> str:
    """Return title and text of a delivery, to be compared."""
    return f"{delivery.post.title}\n\n{delivery.post.text}"


def sent_path(sent: Path, delivery: Delivery, version: str) -> Path:
    """Return where the plain text of a version is kept."""
    return sent / delivery.target / f"{file_name(delivery.post.id)}@{version}.txt"
