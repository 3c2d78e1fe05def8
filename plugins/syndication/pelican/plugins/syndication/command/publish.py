"""`publish`: deploy the site, then do what the plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..deliver import deliver, run_side_by_side
from ..deploy import open_deploy
from ..plan import TAKEN_UP, Action, Due
from ..run import Outcome, Run
from .display import Display, show_summary
from .plan import plan_site, print_actions
from .site import Partner, Site

# What readers of a copy follow back to our site.
LINKING = ("create", "update", "restore")


def publish(site: Site, overwrite: bool, approve: bool, deploy: bool, wait: bool) -> int:
    """Deploy, then bring the outbox to every target; one that fails does not stop the others.

    Args:
        site: What is due to whom.
        overwrite: Replace copies even where the partner changed them.
        approve: Ask before each post is sent.
        deploy: Put the site itself on the web first.
        wait: Wait until readers can visit what the copies link to.

    Returns:
        0 only if everything that was planned, and approved, is done.
    """
    settings = site.settings
    if deploy and settings.deploy:
        print(f"deployed to {open_deploy(settings.deploy, settings.rooms).deploy()}", flush=True)
    actions = plan_site(site)
    print_actions(action for action in actions if action.kind == "orphan")
    if approve:
        actions = ask_approval(actions)
    absent = find_absent(site, actions) if wait and settings.wait else {}
    chosen = {partner.name: posts_of(partner, actions) for partner in site.partners}
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
    show_summary(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def posts_of(partner: Partner, actions: list[Action]) -> frozenset[str]:
    """Return the posts of a target with which something is to be done."""
    return frozenset(
        action.post for action in actions if action.target == partner.name and action.kind in TAKEN_UP
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
    from ..deploy.presence import await_pages
    from ..targets import KINDS

    here = {partner.name for partner in site.partners if KINDS[partner.settings.kind].local}
    urls = {
        action.post: action.delivery.post.url
        for action in actions
        if action.delivery and action.kind in LINKING and action.target not in here
    }
    missing = await_pages(
        sorted(set(urls.values())), site.settings.wait, lambda text: print(text, flush=True)
    )
    return {
        post: f"{url} cannot be visited yet: {missing[url]}. Publish again when it can, or with --no-wait."
        for post, url in urls.items()
        if url in missing
    }


def ask_approval(actions: list[Action]) -> list[Action]:
    """Show each thing that would be sent and return those to which the author says yes."""
    approved = []
    all_of_them = False
    for action in actions:
        if action.kind not in TAKEN_UP:
            continue
        if not all_of_them:
            print_actions([action])
            answer = ask("Send it? [y]es, [n]o, [a]ll, [q]uit: ")
            if answer.startswith("q"):
                break
            all_of_them = answer.startswith("a")
            if not all_of_them and not answer.startswith("y"):
                continue
        approved.append(action)
    return approved


def ask(question: str) -> str:
    """Return the answer to a question in small letters; no when there is nobody to answer."""
    try:
        return input(question).strip().lower()
    except EOFError:
        print()
        return "no"
