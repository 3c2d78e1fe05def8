"""`withdraw` takes copies of a post back, `restore` brings them back to their readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from crosspost.delivery.deliver import do_action, is_about_links, run_side_by_side
from crosspost.delivery.plan import Action, explain_waiting, make_plan, plan_post, plan_withdrawal
from crosspost.delivery.run import NONSENSE, Outcome, Run, explain_nonsense
from crosspost.errors import BlockedError, SyndicationError
from crosspost.model import Delivery, Post

from .display import Display, show_summary
from .site import Partner, Site, require_outbox

Plan = Callable[[str, Partner, Site, bool], Action | None]


def withdraw(site: Site, overwrite: bool) -> int:
    """Take back the copies of the chosen posts, into the partners' trash where they have one."""
    return carry_out_all(site, overwrite, plan_taking_back, "has no copy of it")


def restore(site: Site, overwrite: bool) -> int:
    """Bring back copies that were withdrawn, or that are gone there.

    Raises:
        SyndicationError: There is no outbox.
    """
    require_outbox(site.settings)
    return carry_out_all(site, overwrite, plan_bringing_back, "has nothing of it to bring back")


def plan_taking_back(post: str, partner: Partner, site: Site, overwrite: bool) -> Action | None:
    """Return the withdrawal of a copy, if there is one; it is looked for where an attempt had no answer.

    Raises:
        BlockedError: It cannot be known whether there is one.
    """
    action = plan_withdrawal(partner.name, post, site.ledger, "")
    due = {entry.id: entry for entry in partner.due.posts}
    if action.kind == "blocked":
        if post in due:
            look_for(due[post], partner, site)
        elif overwrite:
            # Its author has looked.
            words = "withdrawn without having been found"
            site.ledger.receive(partner.name, post, "refused", "", words=words)
        else:
            raise BlockedError(action.reason)
        action = plan_withdrawal(partner.name, post, site.ledger, "")
    if action.kind != "withdraw":
        return None
    return replace(action, delivery=deliver_as_due(due[post], partner, site)) if post in due else action


def deliver_as_due(post: Post, partner: Partner, site: Site) -> Delivery:
    """Return what a target is sent of a post that is due."""
    delivery = plan_post(post, partner.name, partner.target, site.ledger, site.settings.sent).delivery
    assert delivery is not None
    return delivery


def look_for(post: Post, partner: Partner, site: Site) -> None:
    """Write down what came of attempts that had no answer."""
    delivery = deliver_as_due(post, partner, site)
    found = partner.target.find(replace(delivery, tried=True))
    if found:
        version = found.version or delivery.version
        site.ledger.receive(partner.name, post.id, "found", version, replace(found, version=version))
    else:
        site.ledger.receive(partner.name, post.id, "refused", delivery.version, words="was not found there")


def plan_bringing_back(post: str, partner: Partner, site: Site, overwrite: bool) -> Action | None:
    """Return the restoring of a copy that was withdrawn or is gone, if there is one.

    Raises:
        SyndicationError: The post is not published here.
    """
    due = {entry.id: entry for entry in partner.due.posts}
    known = site.ledger.known(partner.name, post)
    if known is None or known.holding is None:
        return None
    there = replace(known.holding, ours=due.get(post))
    if known.state != "withdrawn" and partner.target.read(there) is not None:
        return None
    if post not in due:
        raise SyndicationError(explain_absence(post, partner))
    action = plan_post(due[post], partner.name, partner.target, site.ledger, site.settings.sent)
    return Action("restore", partner.name, post, action.title, action.delivery, known, action.unsure)


def explain_absence(post: str, partner: Partner) -> str:
    """Say why a post cannot be brought back, and what to do."""
    for entry in partner.due.waiting:
        if entry.post == post and partner.name in entry.targets:
            advice = (
                f"Name {partner.name} in that line, and build the site"
                if entry.reason == "kept"
                else "Publish it on your own site first"
            )
            return f"it is not due there: {explain_waiting(entry)}. {advice}."
    return "it is not due there: its source is gone. Publish it on your own site first."


def tell_of_links(partner: Partner, run: Run) -> None:
    """Say which other parts there link to a copy that has just come or gone as if it had not."""
    due = replace(partner.due, chosen=None)
    actions = make_plan(due, partner.target, run.ledger, run.sent)
    if parts := ", ".join(action.post for action in actions if is_about_links(action)):
        run.tell(partner.name, f"until the next publish, its links in other parts stay as they were: {parts}")


def carry_out_all(site: Site, overwrite: bool, plan: Plan, nothing: str) -> int:
    """Do something about the chosen posts at every target.

    Args:
        site: The site, with the posts and targets that are meant.
        overwrite: Do it even where the partner changed the copy.
        plan: Says what is to be done about one post at one target.
        nothing: What to say where that is nothing.
    """

    def work(partner: Partner) -> Outcome:
        outcome, tries = Outcome(partner.name), Counter[str]()
        for post in sorted(partner.due.chosen or ()):
            try:
                action = plan(post, partner, site, overwrite)
                if action is None:
                    run.tell(partner.name, f"{post}: {nothing}")
                else:
                    do_action(action, partner.target, run, outcome, tries)
            except NONSENSE as error:
                outcome.failed[post] = explain_nonsense(error)
                run.tell(partner.name, f"{post}: {outcome.failed[post]}")
            except SyndicationError as error:
                outcome.failed[post] = str(error)
                if isinstance(error, BlockedError):
                    outcome.called[post] = "blocked"
                run.tell(partner.name, f"{post}: {error}")
        if outcome.done:
            tell_of_links(partner, run)
        return outcome

    with Display({}) as display:
        run = Run(site.ledger, site.settings.sent, overwrite, display.tell)
        outcomes = run_side_by_side([partial(work, partner) for partner in site.partners], run)
    show_summary(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0
