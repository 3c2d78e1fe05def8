"""The `syndication` command: plan, publish, verify, withdraw, restore, doctor."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from crosspost.command.settings_file import load_settings
from crosspost.command.site import Site, choose_target, open_site, refuse_feeds, warn_of_readers
from crosspost.delivery.run import hold_lock
from crosspost.outbox.files import keep_build
from guards.terminal import open_streams, print_line

from .errors import SettingsError, SyndicationError
from .files import explain_file, show_paths


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 only if all that was to be done is done."""
    open_streams()
    options = read_arguments(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        # A title that this terminal cannot show must not stop a run.
        sys.stdout.reconfigure(errors="replace")
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            # Until now Ctrl-C has ended this process at once.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run_command(options)
    except SettingsError as error:
        say_error(f"{options.settings}: {error}")
    except SyndicationError as error:
        say_error(str(error))
    except OSError as error:
        say_error(explain_file(error))
    except KeyboardInterrupt:
        say_error("stopped. Publish again: what was under way is looked up first, so nothing is sent twice.")
        return 130
    return 1


def run_command(options: argparse.Namespace) -> int:
    """Do what the command line asks for; what a command needs is loaded with it."""
    settings = load_settings(options.settings, options.output)
    if options.command != "plan":
        warn_of_readers(settings)
    if options.command == "doctor":
        from crosspost.command.doctor import examine

        return examine(open_site(settings, options.only))
    refuse_feeds(settings, [*options.only, vars(options).get("target", "")])
    if options.command == "plan":
        from crosspost.command.plan import show_plan

        return show_plan(open_site(settings, options.only), options.json)
    # What another run has just sent must be known to this one, and what it sends must not change meanwhile.
    with hold_lock(settings.lock), keep_build(settings.outbox):
        return change_copies(open_site(settings, options.only), options)


def change_copies(site: Site, options: argparse.Namespace) -> int:
    """Do what `publish`, `verify`, `withdraw` or `restore` asks for."""
    if options.command == "publish":
        from crosspost.command.publish import publish

        return publish(site, options.overwrite, options.approve, not options.no_deploy, not options.no_wait)
    if options.command == "verify":
        from crosspost.command.verify import verify

        return verify(site)
    from crosspost.command.withdraw import restore, withdraw

    change = withdraw if options.command == "withdraw" else restore
    return change(choose_target(site, options.target), options.overwrite)


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="syndication", description="Bring copies of posts to partners, once, and keep them right."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    plan = commands.add_parser("plan", help="show what publish would do, without asking anyone")
    plan.add_argument("--json", action="store_true", help="print it for machines")
    publish = commands.add_parser("publish", help="deploy the site, then do what the plan says")
    publish.add_argument("--approve", action="store_true", help="ask before each post is sent")
    publish.add_argument("--no-deploy", action="store_true", help="only send copies")
    publish.add_argument("--no-wait", action="store_true", help="do not wait until the site shows the posts")
    verify = commands.add_parser("verify", help="read every copy again and report which ones changed there")
    doctor = commands.add_parser("doctor", help="check addresses, accounts and limits, without sending")
    withdraw = commands.add_parser(
        "withdraw", help="take the copies of a post back, into the partners' trash"
    )
    restore = commands.add_parser("restore", help="bring back copies that were withdrawn")
    for command in (publish, withdraw, restore):
        command.add_argument(
            "--overwrite", action="store_true", help="even where the partner changed the copy"
        )
    for command in (withdraw, restore):
        command.add_argument("only", nargs=1, metavar="POST", help="as the plan names it")
        command.add_argument("--target", metavar="TARGET", default="", help="at this target alone")
    for command in (plan, publish, verify, doctor):
        command.add_argument(
            "--only",
            metavar="NAME",
            action="append",
            default=[],
            help="a target, a post, or target/post; may be given several times",
        )
    for command in (plan, publish, verify, doctor, withdraw, restore):
        command.add_argument("--settings", "-s", default="publishconf.py", help="Pelican's settings file")
        command.add_argument("--output", "-o", default="", help="the built site, if not in OUTPUT_PATH")
    return parser.parse_args(arguments)


def say_error(message: str) -> None:
    """Tell the author what stopped the command."""
    print_line(f"error: {show_paths(message)}", sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
