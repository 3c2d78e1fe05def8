"""The `citations` command."""

import argparse
import sys
from collections.abc import Sequence

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
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except CitationsError as error:
        print(error, file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
