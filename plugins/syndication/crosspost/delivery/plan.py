"""The plan: what the outbox holds and the ledger does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from crosspost.contract import SPELLING, Target
from crosspost.ledger.entries import Attempt, Receipt
from crosspost.ledger.ledger import Ledger
from crosspost.ledger.sent import drop_facts, read_facts, read_sent, sent_text
from crosspost.model import Delivery, Post, Waiting
from crosspost.text.links import link_siblings, same_content

# Kinds that `publish` takes up; it looks whether what blocked a copy is over. The others say why nothing is
# sent: unchanged, waiting, withdrawn, orphan.
TAKEN_UP = ("create", "update", "restore", "withdraw", "rewrite", "blocked")

# Why the target is asked before anything is sent: an error of a server may come after its work.
UNKNOWN = "sent before, and what came of it is not known: the target is asked first"

# Kinds of which is shown what changes.
CHANGING = ("update", "blocked", "restore")

REASONS = {
    "draft": "it is a draft",
    "hidden": "it is hidden",
    "date": "its date is to come",
    "kept": "its line Syndicate leaves this target out",
}


@dataclass(frozen=True)
class Action:
    """What is to be done about one post at one target.

    Attributes:
        kind: create, update, restore (it was withdrawn), withdraw, rewrite (a local copy was lost, nothing
            is recorded); or unchanged, waiting, withdrawn, blocked, orphan (its source is gone).
        target: The target's name.
        post: The post's id.
        title: The post's title, or "" if only the ledger knows it.
        delivery: What is sent; None if nothing of the post is due.
        known: The receipt for what the target has; None if it never took the post.
        unsure: Attempts of which it is not known what became of them.
        reason: Why, in a few words.
        code: Why a copy is withdrawn, as the ledger keeps it: a key of REASONS, or "" if its author asked.
        diff: What changes in words and facts, as a unified diff; empty if that is not known here.
        stays: Whether all that changed is what stays as it is there.
    """

    kind: str
    target: str
    post: str
    title: str = ""
    delivery: Delivery | None = None
    known: Receipt | None = None
    unsure: tuple[Attempt, ...] = ()
    reason: str = ""
    diff: str = ""
    code: str = ""
    stays: bool = False


@dataclass(frozen=True)
class Due:
    """What the outbox says about one target.

    Attributes:
        name: The target's name.
        posts: What it should hold, oldest first.
        waiting: What exists and is not for it, at least not now.
        limit: How many new posts it takes in one run; 0 for any number.
        chosen: The posts that are asked for; None for all.
    """

    name: str
    posts: tuple[Post, ...]
    waiting: tuple[Waiting, ...] = ()
    limit: int = 0
    chosen: frozenset[str] | None = None


def make_plan(due: Due, target: Target, ledger: Ledger, sent: Path) -> list[Action]:
    """Compare what is due at a target with what it received. Asks nobody, so it is right offline.

    Args:
        due: What the outbox says.
        target: The target itself; only `holds` is asked.
        ledger: What was sent.
        sent: The folder with the text of what was sent, for the differences.
    """
    actions, created = [], 0
    for post in due.posts:
        if due.chosen is not None and post.id not in due.chosen:
            continue
        action = plan_post(post, due.name, target, ledger, sent)
        created += action.kind == "create"
        if due.limit and action.kind == "create" and created > due.limit:
            action = replace(action, kind="waiting", reason=f"it takes {due.limit} new posts a run")
        actions.append(action)
    rest = plan_rest(due, ledger)
    return [*actions, *(action for action in rest if due.chosen is None or action.post in due.chosen)]


def plan_post(post: Post, name: str, target: Target, ledger: Ledger, sent: Path) -> Action:
    """Decide what is to be done about one post that is due, as the ledger stands."""
    held = {}
    for sibling in post.series.siblings if post.series else ():
        known = ledger.known(name, sibling.id)
        if known and known.holding and known.state != "withdrawn":
            held[sibling.id] = known.holding
    return plan_delivery(link_siblings(post, name, held), target, ledger, sent)


def plan_delivery(delivery: Delivery, target: Target, ledger: Ledger, sent: Path) -> Action:
    """Decide what is to be done about one delivery."""
    name, post = delivery.target, delivery.post
    known, last = ledger.known(name, post.id), ledger.last(name, post.id)
    unsure = tuple(ledger.open_attempts(name, post.id))

    def act(kind: str, reason: str = "") -> Action:
        # Of 1,000 posts with nothing to send, not one file is read.
        text = read_sent(sent, delivery, known.version) if known and kind in CHANGING else None
        diff = show_change(text, sent_text(delivery)) if text is not None else ""
        if kind == "create" and post.short:
            # Words for a network stand in no page that the author has seen.
            diff = show_change(post.title, drop_facts(sent_text(delivery)))
        changed = list_changed(text, sent_text(delivery)) if text is not None and kind == "update" else set()
        if kind == "update" and not reason:
            kept = [target.keeps[fact] for fact in sorted(changed & target.keeps.keys())]
            reason = "; ".join([explain_change(text, diff), *kept])
        stays = bool(changed) and changed <= target.keeps.keys()
        return Action(kind, name, post.id, post.title, delivery, known, unsure, reason, diff, stays=stays)

    if unsure and unsure[-1].action == "withdraw":
        return act("withdraw", "was begun before, and what came of it is not known")
    if unsure and unsure[-1].action.startswith("withdraw") and known:
        return act("restore", "what came of its withdrawal is not known: the target is asked first")
    if unsure and last and last.state == "blocked" and last.time > unsure[-1].time:
        return act("blocked", last.words)
    blocked = last is not None and last.state == "blocked" and last.version == delivery.version
    if known is None or known.holding is None:
        if unsure:
            return act("create", UNKNOWN)
        if last and blocked:
            return act("blocked", last.words)
        return act("create", f"{last.state} on {last.time[:10]}: {last.words}" if last else "never sent")
    if unsure:
        kind = "restore" if known.state == "withdrawn" else "update"
        return act(kind, UNKNOWN)
    if known.state == "withdrawn":
        if known.words in REASONS:
            return act("restore", "it was withdrawn, and is due again")
        return act("withdrawn", f"on {known.time[:10]}")
    if blocked and last:
        # That links to other parts lead to us and not to the partner's own copies is no reason to fail.
        links = same_content(known.version, delivery.version)
        return act("unchanged") if links else act("blocked", last.words)
    if known.version == delivery.version:
        if target.holds(known.holding):
            return act("unchanged")
        return act("rewrite", "the copy is no longer in its folder")
    if same_content(known.version, delivery.version):
        if not known.holding.version:
            return act("unchanged")
        return act("update", "its links to other parts of the series change there")
    if not known.holding.version:
        return act("blocked", f"{known.holding.url} was made by hand: --overwrite replaces it by ours")
    return act("update")


def show_change(old: str, new: str) -> str:
    """Return what `diff_text` does, which is loaded only where something changes."""
    from .difference import diff_text

    return diff_text(old, new)


def list_changed(old: str, new: str) -> set[str]:
    """Return which facts of a post differ, as `sent_text` writes them; "" stands for its words."""
    before, after = read_facts(old), read_facts(new)
    changed = {name for name in before | after if before.get(name, "") != after.get(name, "")}
    for name in changed & {"Category", "Tags"}:
        if before.get(name, "").casefold() == after.get(name, "").casefold():
            changed = (changed - {name}) | {SPELLING}
    return changed


def explain_change(text: str | None, diff: str) -> str:
    """Say that a post changed, and why nothing is shown of it if that is so."""
    if text is None:
        return "the post changed; what was sent is not on this machine"
    return "the post changed" if diff else "the post changed, but none of its words"


def plan_rest(due: Due, ledger: Ledger) -> Iterator[Action]:
    """Decide about what is not, or no longer, due at a target."""
    posts = {post.id for post in due.posts}
    for entry in due.waiting:
        if due.name not in entry.targets or entry.post in posts:
            continue
        posts.add(entry.post)
        action = plan_withdrawal(due.name, entry.post, ledger, explain_waiting(entry))
        yield replace(action, title=entry.title, code=entry.reason)
    for post in ledger.posts(due.name):
        if post in posts:
            continue
        action = plan_withdrawal(due.name, post, ledger, "")
        if action.kind == "withdraw" and not action.unsure:
            reason = (
                f"its source is gone: `withdraw {post}` takes the copy back. If the file was moved, "
                "say in it where it was: `Formerly: …`"
            )
            yield replace(action, kind="orphan", reason=reason)
        elif action.kind == "withdraw":
            yield action


def explain_waiting(entry: Waiting) -> str:
    """Say why a post is not due."""
    if entry.until:
        return f"until {entry.until[:16].replace('T', ' ')}"
    return REASONS.get(entry.reason, entry.reason)


def plan_withdrawal(target: str, post: str, ledger: Ledger, reason: str) -> Action:
    """Decide whether there is a copy to take back; if there is none, the post only waits."""
    known, unsure = ledger.known(target, post), tuple(ledger.open_attempts(target, post))
    if known is None or known.holding is None:
        if unsure:
            reason = (
                "what came of an earlier attempt is not known, and what is not published here is not looked "
                f"for. Look there: if there is no copy, `withdraw {post} --overwrite`"
            )
            return Action("blocked", target, post, unsure=unsure, reason=reason)
        return Action("waiting", target, post, reason=reason)
    if known.state == "withdrawn" and not unsure:
        return Action("withdrawn", target, post, known=known, reason=f"on {known.time[:10]}: {reason}")
    return Action("withdraw", target, post, known=known, unsure=unsure, reason=reason)
