"""`plan`: what `publish` would do, without asking anyone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from ..difference import show_diff
from ..plan import Action, make_plan
from .site import Site


def show_plan(site: Site, as_json: bool) -> int:
    """Print the plan, for people or as JSON."""
    actions = plan_site(site)
    if as_json:
        print(json.dumps([describe_action(action) for action in actions], ensure_ascii=False, indent=2))
        return 0
    print_actions(actions)
    if not actions:
        print("Nothing is due: the outbox is empty. Build the site with a settings file that has a SITEURL.")
    return 0


def plan_site(site: Site) -> list[Action]:
    """Return the plan for all targets."""
    return [
        action
        for partner in site.partners
        for action in make_plan(partner.due, partner.target, site.ledger, site.settings.sent)
    ]


def print_actions(actions: Iterable[Action]) -> None:
    """Print actions, with what changes."""
    for action in actions:
        reason = f" ({action.reason})" if action.reason else ""
        print(f"{action.target}: {action.post}: {action.kind}{reason}")
        if action.diff and action.kind == "blocked":
            print("    what you changed:")
        # Words for a network stand in no page that the author has seen: they are shown whole.
        print_diff(show_diff(action.diff, None) if action.kind == "create" else show_diff(action.diff))


def print_diff(lines: Iterable[str]) -> None:
    """Print what changes, in colours on a terminal."""
    if not sys.stdout.isatty():
        for line in lines:
            print(f"    {line}")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for line in lines:
        text = Text(f"    {line}")
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
