"""The `conversation` command: listen, archive, moderate, quote, cite, doctor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from guards.locks import HeldError, hold_lock
from guards.terminal import open_streams, print_line

from .copies import open_site
from .errors import ConversationError


def start() -> None:
    """Run the command and end the program."""
    open_streams()
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 only if all that was asked for was done."""
    options = read_arguments(arguments)
    try:
        return run_command(options)
    except ConversationError as error:
        print_line(f"error: {error}", sys.stderr)
    except OSError as error:
        print_line(f"error: {error.filename or 'a file'}: {error.strerror or error}.", sys.stderr)
    except HeldError:
        print_line(
            "error: another listen, moderate or quote is at work. Try again when it has ended.", sys.stderr
        )
    except (KeyboardInterrupt, EOFError):
        print_line("stopped: what was decided or heard until now is written down.", sys.stderr)
        return 130
    return 1


def run_command(options: argparse.Namespace) -> int:
    """Do what the command line asks for; what a command needs is loaded with it."""
    site = open_site(options.settings)
    if options.command == "doctor":
        from .command.doctor import examine

        return examine(site, options.only)
    with hold_lock(site.root / ".cache" / "conversation.lock"):
        if options.command == "listen":
            from .command.listen import report

            return report(site, options.only)
        if options.command == "quote":
            from .command.quote import check, keep

            return check(site) if options.check else keep(site, options.url)
        if options.command == "cite":
            from .command.cite import cite

            return cite(site, options.entry)
        if options.command == "archive":
            from .command.archive import archive_hashtag

            asked = (options.hashtag, options.since, options.until, options.name)
            return archive_hashtag(site, *asked, options.target, options.file)
        from .command.moderate import DECISIONS, moderate

        decisions = {name: vars(options)[name.replace("-", "_")] for name in DECISIONS}
        there = sys.stdin is not None and sys.stdin.isatty()
        return moderate(site, decisions, options.json, options.all, input if there else None, options.of)


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="conversation",
        description="Bring home what readers answered to copies of posts, and moderate it.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    listen = commands.add_parser("listen", help="ask all that hold copies for answers, and keep what is new")
    moderate = commands.add_parser("moderate", help="say which answers are shown")
    archive = commands.add_parser("archive", help="keep what was said at an event, and begin a page of it")
    archive.add_argument("hashtag", help='such as "#swrb13"')
    day = "a day of the site's time zone, such as 2013-11-12, or a moment"
    archive.add_argument("--from", dest="since", default="", metavar="DAY", help=day)
    archive.add_argument("--until", default="", metavar="DAY", help=f"{day}; a day is within")
    archive.add_argument(
        "--target",
        action="append",
        default=[],
        help="a target, its kind, or the address of a server with Mastodon's API; may be given several times",
    )
    archive.add_argument(
        "--file",
        action="append",
        default=[],
        help="Mastodon's or Twitter's archive of an account, or a TAGS spreadsheet as CSV; the same",
    )
    archive.add_argument("--name", default="", help="of the page and its file (default: the hashtag)")
    cite = commands.add_parser("cite", help="add an entry as a work to the .bib file")
    cite.add_argument("entry", help="its number or id")
    doctor = commands.add_parser(
        "doctor", help="say whether answers can be read at each target, and with what"
    )
    quote = commands.add_parser("quote", help="keep a post of a network as text, to be quoted")
    which = quote.add_mutually_exclusive_group(required=True)
    which.add_argument("url", nargs="?", metavar="ADDRESS", help="where it is")
    which.add_argument(
        "--check", action="store_true", help="say whether those that are quoted are still there"
    )
    for command in (listen, doctor):
        command.add_argument(
            "--only", action="append", default=[], metavar="TARGET", help="may be given several times"
        )
    for name, what in {
        "approve": "show it; all: whatever waits",
        "hide": "do not show it; all: whatever waits",
        "block": "show nothing of its author",
        "leave-out": "its author asked for it: show nothing, and keep none of the words",
    }.items():
        moderate.add_argument(f"--{name}", action="append", default=[], metavar="ANSWER", help=what)
    moderate.add_argument("--of", default="", metavar="POST", help="a post or an event, and nothing else")
    moderate.add_argument("--json", action="store_true", help="print what waits, for programs")
    moderate.add_argument("--all", action="store_true", help="print all, not only what waits")
    for command in (listen, archive, moderate, quote, cite, doctor):
        command.add_argument("--settings", "-s", default="publishconf.py", help="Pelican's settings file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    start()
