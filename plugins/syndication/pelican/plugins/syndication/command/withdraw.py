"""`withdraw` takes copies of a post back, `restore` brings them back to their readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from ..deliver import do_action, run_side_by_side
from ..errors import SyndicationError
from ..plan import Action, plan_post, plan_withdrawal
from ..run import Outcome, Run
from .display import Display, show_summary
from .site import Partner, Site, hold_site

Plan = Callable[[str, Partner, Site], Action | None]


def withdraw(site: Site, overwrite: bool) -> int:
    """Take back the copies of the chosen posts, into the partners' trash where they have one."""
    return carry_out_all(site, overwrite, plan_taking_back, "has no copy of it")


def restore(site: Site) -> int:
    """Bring back copies that were withdrawn, or that are gone there."""
    return carry_out_all(site, False, plan_bringing_back, "has nothing of it to bring back")


def plan_taking_back(post: str, partner: Partner, site: Site) -> Action | None:
    """Return the withdrawal of a copy, if there is one."""
    action = plan_withdrawal(partner.name, post, site.ledger, "")
    return action if action.kind == "withdraw" else None


def plan_bringing_back(post: str, partner: Partner, site: Site) -> Action | None:
    """Return the restoring of a copy that was withdrawn or is gone, if there is one.

    Raises:
        SyndicationError: The post is not published here.
    """
    due = {entry.id: entry for entry in partner.due.posts}
    known = site.ledger.known(partner.name, post)
    if known is None or known.holding is None:
        return None
    if known.state != "withdrawn" and partner.target.read(known.holding) is not None:
        return None
    if post not in due:
        raise SyndicationError(f"{post} is not due at {partner.name}. Publish it on your own site first.")
    action = plan_post(due[post], partner.name, partner.target, site.ledger, site.settings.sent)
    return Action("restore", partner.name, post, action.title, action.delivery, known, action.unsure)


def carry_out_all(site: Site, overwrite: bool, plan: Plan, nothing: str) -> int:
    """Do something about the chosen posts at every target.

    Args:
        site: The site, with the posts and targets that are meant.
        overwrite: Do it even where the partner changed the copy.
        plan: Says what is to be done about one post at one target.
        nothing: What to say where that is nothing.
    """
    posts = sorted(site.chosen or ())

    def work(partner: Partner) -> Outcome:
        outcome, tries = Outcome(partner.name), Counter[str]()
        for post in posts:
            try:
                action = plan(post, partner, site)
                if action is None:
                    run.tell(partner.name, f"{post}: {nothing}")
                else:
                    do_action(action, partner.target, run, outcome, tries)
            except SyndicationError as error:
                outcome.failed[post] = str(error)
                run.tell(partner.name, f"{post}: {error}")
        return outcome

    with hold_site(site) as site, Display({}) as display:
        run = Run(site.ledger, site.settings.sent, overwrite, display.tell)
        outcomes = run_side_by_side([partial(work, partner) for partner in site.partners], run)
    show_summary(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0
