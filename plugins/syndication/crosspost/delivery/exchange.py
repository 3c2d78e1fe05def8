"""One post and one target: ask where we do not know, write the attempt down, send, write the receipt down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from crosspost.contract import Settling, Target
from crosspost.errors import BlockedError, RefusedError, SyndicationError
from crosspost.ledger.entries import Receipt
from crosspost.ledger.sent import keep_sent
from crosspost.model import Delivery, Holding
from crosspost.placed import Placed
from crosspost.text.links import same_content
from crosspost.text.mark import hash_wording

from .plan import Action
from .run import NONSENSE, Run


def carry_out(action: Action, target: Target, run: Run, later: bool = False) -> Receipt | None:
    """Do what an action says.

    The attempt is on disk before the call, and what became of it after. If no answer came, there is no
    receipt, so that the next run asks the target before it sends anything.

    Args:
        action: What is to be done.
        target: The target.
        run: What this run works with.
        later: Whether the caller settles new copies: their receipts are not on the disk then.

    Returns:
        The receipt; None if there is nothing to record.

    Raises:
        BlockedError, RefusedError: They are in the ledger.
        UnansweredError, UnavailableError: The next run asks first.
    """
    try:
        if action.kind == "withdraw":
            return take_back(action, target, run)
        if action.delivery is None:
            raise BlockedError(action.reason)
        delivery = delivery_of(action)
        if action.kind == "rewrite":
            target.update(delivery, holding_of(action), run.overwrite)
            return None
        if action.kind == "restore":
            return bring_back(action, delivery, target, run)
        return send(action, delivery, target, run, later)
    except BlockedError as error:
        receipt = recognise(action, target, run)
        if receipt:
            return receipt
        error = show_way_out(error, action, target)
        record_failure(action, error, run)
        raise error from None
    except RefusedError as error:
        record_failure(action, error, run)
        raise


def recognise(action: Action, target: Target, run: Run) -> Receipt | None:
    """Write down a copy that we have changed since, when the ledger is behind, or that is elsewhere now.

    A ledger is behind where its last lines were lost, or where another clone has published.

    Returns:
        None if the copy is gone, or changed by the partner.
    """
    known = known_of(action)
    if action.kind not in ("update", "blocked") or run.overwrite or action.delivery is None or not known:
        return None
    delivery = action.delivery
    with suppress(BlockedError):
        found = target.find(delivery)
        if found and is_same(found, known):
            return (
                take_found(found, delivery, known, run) if found.version not in ("", known.version) else None
            )
        if found and found.version and target.read(known) is None:
            return take_found(found, delivery, None, run)
    return None


def find_elsewhere(delivery: Delivery, known: Holding, target: Target) -> Holding | None:
    """Look for a copy that is gone from where it was, as where its site was moved to another machine.

    Raises:
        BlockedError: It is in the trash.
    """
    if target.read(known) is not None:
        return None
    found = target.find(delivery)
    return found if found and found.version and not is_same(found, known) else None


def show_way_out(error: BlockedError, action: Action, target: Target) -> BlockedError:
    """Say of a copy that is gone there how its author may have it so, or otherwise."""
    known = known_of(action)
    where = f"{action.post} --target {action.target}"
    ways = f"`withdraw {where}` leaves it so, `restore {where}` brings it back"
    with suppress(SyndicationError, *NONSENSE):
        if known and not error.theirs and ways not in str(error) and target.read(known) is None:
            return BlockedError(f"{str(error).removesuffix('.')}. {ways}")
    return error


def send(action: Action, delivery: Delivery, target: Target, run: Run, later: bool) -> Receipt | None:
    """Create or update a copy; None if it was looked at again and is as we left it, or gone."""
    key = action.target, action.post
    known = known_of(action)
    if known is None or action.unsure:
        found = target.find(replace(delivery, tried=bool(action.unsure) and not run.overwrite))
        if not found and not known and action.kind == "blocked" and not run.overwrite:
            # Not to be found need not mean that it is not there: only an author who has looked knows.
            raise BlockedError(action.reason)
        if found and known is None and action.unsure and not found.version and delivery.post.short:
            # The account is our own, and nothing led to the post before our attempt.
            found = replace(found, version=action.unsure[-1].version)
        if found and is_news(found, known):
            receipt = take_found(found, delivery, known, run)
            if receipt:
                return receipt
            known = known or found
    elif action.kind == "blocked" and not run.overwrite:
        now = target.read(known)
        if now is None or now[0].stored != known.stored:
            raise BlockedError(action.reason, now[1] if now else "")
    elif action.kind == "unchanged" and known.version:
        now = target.read(known)
        if now is None or now[0].stored == known.stored:
            return None
    if known and not known.version and not run.overwrite:
        raise BlockedError(f"{known.url} was made by hand. Look at it, then publish with --overwrite")
    run.ledger.attempt(*key, "update" if known else "create", delivery.version)
    if known is None and later and isinstance(target, Settling):
        return make(delivery, target, run)
    holding = target.update(delivery, known, run.overwrite) if known else target.create(delivery)
    receipt = receive("updated" if known else "created", delivery.version, delivery, holding, run)
    keep_sent(run.sent, delivery)
    return receipt


def make(delivery: Delivery, target: Settling, run: Run) -> Receipt:
    """Make a copy; its receipt is written down once it is known that nobody made it at the same moment."""
    holding = target.make(delivery)
    keep_sent(run.sent, delivery)
    return receive("created", delivery.version, delivery, holding, run, sure=False)


def is_same(found: Holding, known: Holding) -> bool:
    """Say whether what was found is the copy that the ledger knows; on snac, an edit changes its id."""
    return found.id == known.id or (found.url == known.url and known.url != "")


def is_news(found: Holding, known: Holding | None) -> bool:
    """Say whether what was found is something else than what the ledger knows."""
    return known is None or (found.stored, found.version) != (known.stored, known.version)


def take_found(found: Holding, delivery: Delivery, known: Holding | None, run: Run) -> Receipt | None:
    """Write down a copy that is there already; None if it is to be replaced.

    A copy of ours that nobody changed is taken as it is, whatever its version: an older one is updated next.
    One made by hand is adopted and left as it is.

    Raises:
        BlockedError: The partner changed our copy.
    """
    if not found.version:
        if known:
            return None
        # Even where all is to be overwritten: nobody here has seen it yet.
        return receive("adopted", delivery.version, delivery, found, run)
    if not found.edited:
        if found.version == delivery.version:
            keep_sent(run.sent, delivery)
        found = replace(found, placed=recall(found, delivery, known))
        return receive("found", found.version, delivery, found, run)
    if known or run.overwrite:
        return None
    raise BlockedError(
        f"{found.url} is our copy, but was changed there. Look at it, then publish with --overwrite"
    )


def recall(found: Holding, delivery: Delivery, known: Holding | None) -> Placed | None:
    """Return what we set beside the words of a copy that was found, as far as its version tells."""
    if same_content(found.version, delivery.version):
        return delivery.post.placed
    return known.placed if known and same_content(found.version, known.version) else None


def bring_back(action: Action, delivery: Delivery, target: Target, run: Run) -> Receipt:
    """Restore a copy that was withdrawn."""
    key = action.target, action.post
    found = None
    if action.unsure:
        # Blocked means that it is still in the trash.
        with suppress(BlockedError):
            found = target.find(delivery)
    if not (found and found.public and same_content(found.version, delivery.version)):
        run.ledger.attempt(*key, "restore", delivery.version)
        found = target.restore(delivery, holding_of(action), run.overwrite)
    keep_sent(run.sent, delivery)
    return receive("restored", found.version or delivery.version, delivery, found, run)


def receive(
    state: str, version: str, delivery: Delivery, holding: Holding, run: Run, sure: bool = True
) -> Receipt:
    """Write down what a target holds of a post, which need not be what was to be delivered."""
    wording = hash_wording(delivery.post) if same_content(version, delivery.version) else ""
    post = delivery.post
    return run.ledger.receive(
        delivery.target, post.id, state, version, holding, wording=wording, page=post.url, sure=sure
    )


def take_back(action: Action, target: Target, run: Run) -> Receipt:
    """Withdraw a copy; why, if its source says so, is what brings it back later."""
    key = action.target, action.post
    known = holding_of(action)
    assert action.known is not None
    if not known.version and not run.overwrite:
        raise BlockedError(f"{known.url or known.id} was made by hand. Ask who made it, or use --overwrite")
    found = None
    with suppress(BlockedError):
        found = find_elsewhere(action.delivery, known, target) if action.delivery else None
    if found and found.edited and not run.overwrite:
        raise BlockedError(f"{found.url} was changed there. If it may go nevertheless, use --overwrite")
    known = replace(found, ours=known.ours) if found else known
    run.ledger.attempt(*key, f"withdraw {action.code}".strip(), action.known.version)
    holding = target.withdraw(known, run.overwrite)
    return run.ledger.receive(*key, "withdrawn", action.known.version, holding, action.code)


def record_failure(action: Action, error: BlockedError | RefusedError, run: Run) -> None:
    """Write down that it could not be done, unless that is what the ledger says already."""
    state = "blocked" if isinstance(error, BlockedError) else "refused"
    version = action.delivery.version if action.delivery and action.kind != "withdraw" else ""
    words = str(error)[:500]
    last = run.ledger.last(action.target, action.post)
    same = last is not None and (last.state, last.version, last.words) == (state, version, words)
    ours = set(run.ledger.open_attempts(action.target, action.post)) - set(action.unsure)
    if not same or ours:
        # What was unsure before this run is not settled by its failure.
        run.ledger.receive(action.target, action.post, state, version, words=words, leave=action.unsure)


def delivery_of(action: Action) -> Delivery:
    """Return what is sent, of an action that is only planned if something is."""
    assert action.delivery is not None
    return action.delivery


def holding_of(action: Action) -> Holding:
    """Return what the target has, of an action that is only planned if it has something."""
    known = known_of(action)
    assert known is not None
    return known


def known_of(action: Action) -> Holding | None:
    """Return what the target has, as far as the ledger tells, with the post by whose words it is known."""
    known = action.known.holding if action.known else None
    return replace(known, ours=action.delivery.post) if known and action.delivery else known
