"""`verify`: read every copy again and say which are no longer as we left them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from crosspost.delivery.deliver import describe_stop, run_side_by_side
from crosspost.delivery.difference import diff_text, show_diff
from crosspost.delivery.exchange import find_elsewhere
from crosspost.delivery.plan import plan_post
from crosspost.delivery.run import NONSENSE, Outcome, Run, explain_nonsense
from crosspost.errors import BlockedError, LedgerError, SyndicationError
from crosspost.ledger.entries import Receipt
from crosspost.ledger.sent import read_words

from .display import Display, show_summary
from .site import Partner, Site


def verify(site: Site) -> int:
    """Read every copy again.

    An address that changed and a copy that readers can visit now are written into the ledger; a copy whose
    words were changed, or that is gone, is drift: it is reported and left as it is.

    Returns:
        0 only if no copy drifted and all could be read.
    """
    held = {partner.name: list_held(partner, site) for partner in site.partners}
    with Display({name: len(receipts) for name, receipts in held.items()}) as display:
        run = Run(site.ledger, site.settings.sent, False, display.tell, display.advance)
        work = [partial(verify_target, partner, held[partner.name], run) for partner in site.partners]
        outcomes = run_side_by_side(work, run)
    show_summary(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def list_held(partner: Partner, site: Site) -> list[Receipt]:
    """Return the receipts for all that a target should have."""
    receipts = [site.ledger.known(partner.name, post) for post in site.ledger.posts(partner.name)]
    return [
        receipt
        for receipt in receipts
        if receipt
        and receipt.holding
        and receipt.state != "withdrawn"
        and (partner.due.chosen is None or receipt.post in partner.due.chosen)
    ]


def verify_target(partner: Partner, receipts: list[Receipt], run: Run) -> Outcome:
    """Read all copies at one target again."""
    outcome = Outcome(partner.name)
    for receipt in receipts:
        if run.stopped.is_set():
            break
        words = ""
        try:
            compare(receipt, partner, run)
        except LedgerError:
            raise
        except BlockedError as error:
            words = str(error)
            outcome.called[receipt.post] = "changed or gone"
        except NONSENSE as error:
            words = explain_nonsense(error)
        except (OSError, SyndicationError) as error:
            words = describe_stop(error)
        if words:
            outcome.failed[receipt.post] = words
            run.tell(partner.name, f"{receipt.post}: {words}")
        else:
            outcome.done["as we left them"] += 1
        run.advance(partner.name)
    return outcome


def compare(receipt: Receipt, partner: Partner, run: Run) -> None:
    """Look at a copy, and note a new address.

    Raises:
        BlockedError: It was changed there, or is gone.
    """
    post = next((post for post in partner.due.posts if post.id == receipt.post), None)
    known = receipt.holding
    assert known is not None
    known = replace(known, ours=post)
    now = partner.target.read(known)
    delivery = plan_post(post, partner.name, partner.target, run.ledger, run.sent).delivery if post else None
    if now is None:
        found = None
        # One in the trash is the one that was looked for.
        with suppress(BlockedError):
            found = find_elsewhere(delivery, known, partner.target) if delivery else None
        now = partner.target.read(replace(found, ours=post)) if found else None
    if now is None:
        raise BlockedError(
            f"gone: {known.url or known.id} is no longer there, or in the trash. `restore {receipt.post}` "
            f"brings it back, `withdraw {receipt.post}` lets it be."
        )
    holding, text = now
    if holding.stored != known.stored:
        diff = diff_text(read_words(run.sent, delivery, receipt.version), text) if delivery else ""
        words = f"changed there: {holding.url}. Take it over into your post, or publish with --overwrite"
        raise BlockedError("\n    ".join([words, *show_diff(diff)]))
    if (holding.id, holding.url, holding.public) != (known.id, known.url, known.public):
        seen = replace(holding, version=known.version, placed=known.placed)
        run.ledger.receive(partner.name, receipt.post, "seen", receipt.version, seen)
        state = "can be visited now" if holding.public else "cannot be visited"
        run.tell(partner.name, f"{receipt.post}: {holding.url} {state}")
