"""`citations tidy`: a .bib file in one form."""

import argparse
from pathlib import Path
from typing import Any

from apa7.errors import CitationsError

from .files import existing, read_text, replace_text


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "tidy",
        help="write .bib files in one form: a field a line, aligned",
        description="Comments, @string, @preamble and @comment stay as they are; values and keys do, too.",
    )
    parser.add_argument("bibliography", nargs="+", type=Path, metavar="refs.bib")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if something would")
    parser.add_argument(
        "--sort-fields", action="store_true", help="put each entry's fields into one order: author, title, …"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, and say which have changed."""
    from apa7.bibliography.tidy import tidy

    code = 0
    for path in existing(options.bibliography):
        source = read_text(path)
        try:
            tidied = tidy(source, sort_fields=options.sort_fields)
        except CitationsError as error:
            raise CitationsError(f"{path}: {error}; it is as it was") from error
        if tidied == source:
            print(f"{path}: tidy already")
        elif options.check:
            print(f"{path}: would be changed")
            code = 1
        else:
            replace_text(path, tidied)
            print(f"{path}: tidied")
    return code
