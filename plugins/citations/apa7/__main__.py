"""The `citations` command."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any

from guards.terminal import forget_reader, open_streams, print_line

from .command import SUBCOMMANDS
from .errors import CitationsError


class Formatter(argparse.HelpFormatter):
    """Writes help as argparse does, which makes one for each option and loads much to measure a terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=measure_terminal() - 2)


class Parser(argparse.ArgumentParser):
    """A parser of a command line, or of a subcommand's part of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=Formatter, **options)


def measure_terminal() -> int:
    """Return how many columns there are, as `shutil` finds it out."""
    with suppress(KeyError, ValueError):
        if (columns := int(os.environ["COLUMNS"])) > 0:
            return columns
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line, without the program's name.

    Returns:
        0 when all is well, 1 when there are errors (printed to standard error), 2 for a wrong command line.
    """
    parser = Parser(prog="citations", description="APA 7 citations from Markdown and .bib files.")
    commands = parser.add_subparsers(required=True, metavar="command", prog="citations")
    words = sys.argv[1:] if arguments is None else arguments
    for name in [name for name in words[:1] if name in SUBCOMMANDS] or SUBCOMMANDS:
        # Only what is asked for is loaded.
        import_module(f"apa7.command.{name}").add_parser(commands)
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
    # It ends before looking for garbage often would pay.
    gc.set_threshold(100_000)
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
