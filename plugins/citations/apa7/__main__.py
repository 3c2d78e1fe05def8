"""The `citations` command."""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from guards.terminal import forget_reader, open_streams, print_line

from .command import SUBCOMMANDS
from .errors import CitationsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line, without the program's name.

    Returns:
        0 when all is well, 1 when there are errors (printed to standard error), 2 for a wrong command line.
    """
    parser = argparse.ArgumentParser(
        prog="citations", description="APA 7 citations from Markdown and .bib files."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for subcommand in SUBCOMMANDS:
        subcommand.add_parser(commands)
    try:
        options = parser.parse_args(arguments)
        code: int = options.run(options)
    except CitationsError as error:
        print_line(str(error), sys.stderr)
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print_line(f"{place}{error.strerror or error}", sys.stderr)
        return 1
    except KeyboardInterrupt:
        print_line("stopped", sys.stderr)
        return 130
    return code


def start() -> int:
    """Run the command as a program of its own, whoever reads what it prints."""
    open_streams()
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8")
    if isinstance(sys.stdout, TextIOWrapper):
        # What a terminal has no sign for is spelt.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    try:
        sys.stdout.flush()
    except OSError as error:
        print_line(f"what was to be printed can't be written: {error.strerror}", sys.stderr)
        forget_reader(sys.stdout)
        code = 1
    return code


if __name__ == "__main__":
    sys.exit(start())
