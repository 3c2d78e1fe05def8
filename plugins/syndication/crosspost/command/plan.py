"""`plan`: what `publish` would do, without asking anyone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from crosspost.delivery.plan import REASONS, Action, make_plan, plan_withdrawal
from guards.characters import show_text
from guards.terminal import print_line

from .display import is_terminal, show
from .site import Site, require_outbox


def show_plan(site: Site, as_json: bool) -> int:
    """Print the plan, for people or as JSON.

    Raises:
        SyndicationError: There is no outbox.
    """
    require_outbox(site.settings)
    actions = [*plan_site(site), *plan_former(site)]
    if as_json:
        # In ASCII, which every terminal and every program reads.
        for line in json.dumps([describe_action(action) for action in actions], indent=2).splitlines():
            print_line(line)
    elif actions:
        print_actions(actions)
    else:
        show("Nothing is due: the outbox is empty.")
    return 0


def plan_site(site: Site) -> list[Action]:
    """Return the plan for all targets."""
    return [
        action
        for partner in site.partners
        for action in make_plan(partner.due, partner.target, site.ledger, site.settings.sent)
    ]


def plan_former(site: Site) -> Iterator[Action]:
    """Give the copies at targets that are no longer in the settings: nobody keeps them right."""
    settings, ledger = site.settings, site.ledger
    if not site.whole:
        return
    names = {target.name for target in (*settings.targets, *settings.feeds)}
    # Of a target that was only renamed, publish has found the copies under its new name.
    held = [ledger.known(name, post) for name in names for post in ledger.posts(name)]
    found = {(known.post, known.holding.id) for known in held if known and known.holding}
    for target in ledger.targets():
        for post in ledger.posts(target) if target not in names else ():
            action = plan_withdrawal(target, post, ledger, "")
            if action.kind == "withdraw" and action.known and action.known.holding:
                if (post, action.known.holding.id) in found:
                    continue
                copy = action.known.holding.url or "a copy"
                reason = (
                    f"{copy} is at a target that is no longer in SYNDICATION_TARGETS. If that was renamed, "
                    f"`publish` finds the copy there and makes no other. To take it back, name {target} "
                    f"there again, then `withdraw {post} --target {target}`"
                )
                yield replace(action, kind="orphan", reason=reason)


def print_actions(actions: Iterable[Action]) -> None:
    """Print actions, with what changes; of those with which nothing is to be done, how many there are."""
    for target, group in groupby(actions, lambda action: action.target):
        quiet = {"unchanged": 0, "kept back by their line Syndicate": 0}
        unchanged, kept = quiet
        for action in group:
            if action.kind == "unchanged":
                quiet[unchanged] += 1
            elif action.kind == "waiting" and action.reason == REASONS["kept"]:
                quiet[kept] += 1
            else:
                print_action(action)
        if counts := ", ".join(f"{number} {state}" for state, number in quiet.items() if number):
            show(f"{target}: {counts}")


def print_action(action: Action) -> None:
    """Print an action, with what changes."""
    from crosspost.delivery.difference import show_diff

    reason = f" ({action.reason})" if action.reason else ""
    show(f"{action.target}: {action.post}: {action.kind}{reason}")
    if action.diff and action.kind == "blocked":
        show("    what you changed:")
    # Words for a network stand in no page that the author has seen: they are shown whole.
    print_diff(show_diff(action.diff, None) if action.kind == "create" else show_diff(action.diff))


def print_diff(lines: Iterable[str]) -> None:
    """Print what changes, in colours on a terminal."""
    if not is_terminal():
        for line in lines:
            print_line(f"    {line}")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for line in lines:
        text = Text(show_text(f"    {line}"))
        text.highlight_regex(r"^    - .*|\[-.*?-\]", "red")
        text.highlight_regex(r"^    \+ .*|\{\+.*?\+\}", "green")
        console.print(text, soft_wrap=True)


def describe_action(action: Action) -> dict[str, Any]:
    """Return an action for machines."""
    holding = action.known.holding if action.known else None
    return {
        "target": action.target,
        "post": action.post,
        "title": action.title,
        "action": action.kind,
        "reason": action.reason,
        "version": action.delivery.version if action.delivery else "",
        "copy": holding.url if holding else "",
        "diff": action.diff,
    }
