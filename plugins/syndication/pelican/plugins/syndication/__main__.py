"""The `syndication` command: `plan` shows what would be sent, `publish` sends it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
from typing import Any

from .contract import Target, TargetSettings
from .credentials import read_secret
from .deliver import Outcome, Run, deliver, hold_lock
from .deploy import open_deploy
from .errors import SettingsError, SyndicationError
from .ledger import Ledger, read_ledger
from .outbox import read_outbox
from .plan import Action, make_plan
from .plugin import load_settings
from .settings import Settings
from .targets import open_target


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 only if all that was to be done is done."""
    options = read_arguments(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        # A title that this terminal cannot show must not stop a run.
        sys.stdout.reconfigure(errors="replace")
    try:
        settings = load_settings(options.settings, options.output)
        targets = choose_targets(settings, options.only)
        return (
            show_plan(settings, targets, options)
            if options.command == "plan"
            else publish(settings, targets, options)
        )
    except SyndicationError as error:
        say_error(str(error))
    except OSError as error:
        say_error(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        say_error("stopped. Publish again: what was under way is looked up first, so nothing is sent twice.")
    return 1


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="syndication", description="Bring copies of posts to partners, once."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    plan = commands.add_parser("plan", help="show what publish would send, without asking anyone")
    plan.add_argument("--json", action="store_true", help="print it for machines")
    send = commands.add_parser("publish", help="deploy the site, then send what is new or changed")
    send.add_argument(
        "--overwrite", action="store_true", help="replace copies even where the partner changed them"
    )
    send.add_argument("--no-deploy", action="store_true", help="only send copies")
    for command in (plan, send):
        command.add_argument("--settings", "-s", default="publishconf.py", help="Pelican's settings file")
        command.add_argument("--output", "-o", default="", help="the built site, if not in OUTPUT_PATH")
        command.add_argument("--only", metavar="TARGET", default="", help="this target alone")
    return parser.parse_args(arguments)


def choose_targets(settings: Settings, only: str) -> list[tuple[TargetSettings, Target]]:
    """Open the targets that are asked for; settings that cannot be used are found before anything is sent."""
    names = [entry.name for entry in settings.targets]
    if only and only not in names:
        raise SettingsError(
            f'no target "{only}" in SYNDICATION_TARGETS. There are: {", ".join(names) or "none"}.'
        )
    return [
        (entry, open_target(entry, settings.rooms, partial(read_secret, entry.name, settings.root)))
        for entry in settings.targets
        if only in ("", entry.name)
    ]


def load_ledger(settings: Settings) -> Ledger:
    """Read the ledger and say what is wrong with it."""
    ledger = read_ledger(settings.ledger)
    for problem in ledger.problems:
        print(f"warning: {problem}", file=sys.stderr)
    return ledger


def show_plan(
    settings: Settings, targets: list[tuple[TargetSettings, Target]], options: argparse.Namespace
) -> int:
    """Print the plan."""
    ledger = load_ledger(settings)
    actions: list[Action] = []
    for entry, target in targets:
        actions += make_plan(
            entry.name, target, read_outbox(settings.outbox, entry.name), ledger, settings.sent
        )
    if options.json:
        print(json.dumps([describe_action(action) for action in actions], ensure_ascii=False, indent=2))
        return 0
    for action in actions:
        reason = f" ({action.reason})" if action.reason else ""
        print(f"{action.delivery.target}: {action.delivery.post.id}: {action.kind}{reason}")
        for line in action.diff.splitlines()[:20]:
            print(f"    {line}")
    if not actions:
        print("Nothing is due: the outbox is empty. Build the site with a settings file that has a SITEURL.")
    return 0


def describe_action(action: Action) -> dict[str, Any]:
    """Return an action for machines."""
    post = action.delivery.post
    holding = action.known.holding if action.known else None
    return {
        "target": action.delivery.target,
        "post": post.id,
        "title": post.title,
        "action": action.kind,
        "reason": action.reason,
        "version": action.delivery.version,
        "copy": holding.url if holding else "",
        "diff": action.diff,
    }


def publish(
    settings: Settings, targets: list[tuple[TargetSettings, Target]], options: argparse.Namespace
) -> int:
    """Deploy the site, then bring the outbox to every target; one that fails does not stop the others."""
    with hold_lock(settings.lock):
        posts = {entry.name: read_outbox(settings.outbox, entry.name) for entry, _ in targets}
        ledger = load_ledger(settings)
        if settings.deploy and not options.no_deploy:
            print(f"deployed to {open_deploy(settings.deploy, settings.rooms).deploy()}")
        run = Run(ledger, settings.sent, options.overwrite, partial(print, flush=True))
        outcomes = [deliver(entry.name, target, posts[entry.name], run) for entry, target in targets]
    for outcome in outcomes:
        print(summarise(outcome))
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def summarise(outcome: Outcome) -> str:
    """Return what a run came to at one target, in one line."""
    counts = [f"{count} {state}" for state, count in sorted(outcome.done.items())]
    counts += [f"{outcome.unchanged} unchanged"] if outcome.unchanged else []
    counts += [f"{len(outcome.failed)} failed"] if outcome.failed else []
    return f"{outcome.target}: {', '.join(counts) or 'nothing is due'}"


def say_error(message: str) -> None:
    """Tell the author what stopped the command."""
    print(f"error: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
