"""`publish`: deploy the site, then do what the plan says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from crosspost.delivery.deliver import deliver, run_side_by_side
from crosspost.delivery.plan import TAKEN_UP, Action, Due
from crosspost.delivery.run import Outcome, Run
from crosspost.deploy import open_deploy
from crosspost.outbox.files import check_output
from guards.whole import remove_parts

from .address import refuse_nowhere
from .display import Display, show, show_summary
from .plan import plan_site, print_actions
from .site import Partner, Site, require_outbox

# Seconds after which nobody goes on writing a file.
ABANDONED = 3600
# What readers of a copy follow back to our site.
LINKING = ("create", "update", "restore")


def publish(site: Site, overwrite: bool, approve: bool, deploy: bool, wait: bool) -> int:
    """Deploy, then bring the outbox to every target; one that fails does not stop the others.

    Args:
        site: What is due to whom.
        overwrite: Replace copies even where the partner changed them; each is read, to find out.
        approve: Ask about each post, before anything is deployed or sent.
        deploy: Put the site itself on the web first.
        wait: Wait until readers can visit what the copies link to.

    Returns:
        0 only if everything that was planned, and approved, is done.

    Raises:
        SyndicationError: There is no outbox, or the site cannot be deployed.
    """
    settings = site.settings
    require_outbox(settings)
    refuse_nowhere(settings, site.partners, deploy)
    # What is wrong with it is told before anyone is asked.
    host = open_deploy(settings.deploy, settings.rooms) if deploy and settings.deploy else None
    if host:
        check_output(settings.outbox, settings.output)
        for folder in (settings.outbox, settings.copies):
            remove_parts(folder)
        for folder in (settings.ledger.parent, *(settings.root / ".cache").glob("*")):
            # Others may be at work there now.
            remove_parts(folder, ABANDONED, deep=False)
    site.seen.write()
    actions = plan_site(site)
    print_actions(action for action in actions if action.kind == "orphan")
    declined = Counter[str]()
    if approve:
        questions = list(list_questions(actions, overwrite))
        approved = ask_approval(questions)
        declined.update(action.target for group in questions for action in group)
        # Who quits wants nothing to happen.
        actions, deploy = approved or [], deploy and approved is not None
        declined.subtract(action.target for action in actions)
    if deploy and host:
        show(f"deployed to {host.deploy()}")
    absent = find_absent(site, actions) if wait and settings.wait else {}
    kinds = (*TAKEN_UP, "unchanged") if overwrite else TAKEN_UP
    chosen = {partner.name: posts_of(partner, actions, kinds) for partner in site.partners}
    with Display({name: len(posts) for name, posts in chosen.items()}) as display:
        run = Run(site.ledger, settings.sent, overwrite, display.tell, display.advance)
        work = []
        for partner in site.partners:
            missing = {post: absent[post] for post in chosen[partner.name] if post in absent}
            planned = [
                action for action in actions if action.target == partner.name and action.post not in missing
            ]
            due = partner.due
            if approve or missing:
                due = replace(due, chosen=frozenset(action.post for action in planned))
            work.append(partial(deliver_to, partner, due, planned, run, missing))
        outcomes = run_side_by_side(work, run)
    for outcome in outcomes:
        outcome.declined = declined[outcome.target]
    show_summary(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def posts_of(partner: Partner, actions: list[Action], kinds: Collection[str]) -> frozenset[str]:
    """Return the posts of a target with which something of these kinds is to be done."""
    return frozenset(
        action.post for action in actions if action.target == partner.name and action.kind in kinds
    )


def deliver_to(
    partner: Partner, due: Due, planned: Sequence[Action], run: Run, absent: Mapping[str, str]
) -> Outcome:
    """Deliver to one target what is due, and fail what is not on our own site yet."""
    outcome = deliver(due, partner.target, run, planned)
    for post, words in absent.items():
        outcome.failed[post], outcome.called[post] = words, "not sent yet"
        run.tell(partner.name, f"{post}: {words}")
    return outcome


def find_absent(site: Site, actions: list[Action]) -> dict[str, str]:
    """Wait for the pages to which copies will link; return why not, by post, of those that did not come."""
    from crosspost.deploy.presence import await_pages
    from crosspost.targets import find_kind

    here = {partner.name for partner in site.partners if find_kind(partner.settings).local}
    urls = {
        action.post: action.delivery.post.url
        for action in actions
        if action.delivery and action.kind in LINKING and action.target not in here
    }
    missing = await_pages(sorted(set(urls.values())), site.settings.wait, show)
    return {
        post: f"{url} cannot be visited yet: {missing[url]}. Publish again when it can, or with --no-wait."
        for post, url in urls.items()
        if url in missing
    }


def list_questions(actions: Sequence[Action], overwrite: bool) -> Iterator[list[Action]]:
    """Give what is to be asked about: each thing that would be sent; at once what would only be looked at.

    A plan asks nobody, so it cannot tell which of the copies that are to be overwritten were changed there.
    """
    for _, group in groupby(actions, lambda action: action.target):
        planned = list(group)
        yield from ([action] for action in planned if action.kind in TAKEN_UP)
        unchanged = [action for action in planned if action.kind == "unchanged"]
        if overwrite and unchanged:
            yield unchanged


def ask_approval(questions: Sequence[Sequence[Action]]) -> list[Action] | None:
    """Show what would be done and return that to which the author says yes; None for one who quits."""
    approved: list[Action] = []
    all_of_them = False
    for actions in questions:
        if not all_of_them:
            print_actions(actions)
            look = actions[0].kind == "unchanged"
            what = "Look, and replace what was changed there?" if look else "Send it?"
            answer = ask(f"{what} [y]es, [n]o, [a]ll, [q]uit without sending anything: ")
            if answer.startswith("q"):
                return None
            all_of_them = answer.startswith("a")
            if not all_of_them and not answer.startswith("y"):
                continue
        approved += actions
    return approved


def ask(question: str) -> str:
    """Return the answer to a question in small letters; no when there is nobody to answer."""
    try:
        return input(question).strip().lower()
    except (EOFError, OSError, RuntimeError, ValueError):
        # Also where there is no standard input at all.
        show("")
        return "no"
