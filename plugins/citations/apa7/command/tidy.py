"""`citations tidy`: a .bib file in one form."""

import argparse
import sys
from pathlib import Path
from typing import Any

from apa7.errors import CitationsError
from guards.terminal import print_line

from .files import read_path, read_text, replace_text

FILES = {".bib", ".bibtex", ".biblatex"}


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "tidy",
        help="write .bib files in one form: a field a line, aligned",
        description="Comments, @string, @preamble and @comment stay as they are; values and keys do, too.",
    )
    parser.add_argument("bibliography", nargs="+", type=read_path, metavar="refs.bib")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if something would")
    parser.add_argument(
        "--sort-fields", action="store_true", help="put each entry's fields into one order: author, title, …"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, and say which have changed; one that can't be read keeps no other from it."""
    code = 0
    for path in options.bibliography:
        try:
            code = max(code, _tidy(path, options))
        except CitationsError as error:
            print_line(str(error), sys.stderr)
            code = 1
    return code


def _tidy(path: Path, options: argparse.Namespace) -> int:
    from apa7.bibliography.tidy import tidy

    if path.suffix.lower() not in FILES:
        # A post, too, may have what looks like an entry.
        raise CitationsError(f"{path} is no .bib file; it is as it was")
    source = read_text(path)
    try:
        tidied = tidy(source, sort_fields=options.sort_fields)
    except CitationsError as error:
        raise CitationsError(f"{path}: {error}; it is as it was") from error
    if tidied == source:
        print_line(f"{path}: tidy already")
    elif options.check:
        print_line(f"{path}: would be changed")
        return 1
    elif replace_text(path, tidied, source):
        print_line(f"{path}: tidied")
    else:
        raise CitationsError(f"{path} was saved meanwhile; it is as it was")
    return 0
