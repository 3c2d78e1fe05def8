"""`citations render`: Markdown → HTML, without a site."""

import argparse
import sys
from typing import Any

from apa7.errors import CitationsError

from .files import existing, last_named, print_text, read_path, read_text, report


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser("render", help="turn Markdown into HTML")
    parser.add_argument("post", nargs="?", type=read_path, metavar="post.md", help="(or standard input)")
    parser.add_argument(
        "--bibliography", nargs="+", action="extend", type=read_path, required=True, metavar="refs.bib"
    )
    parser.add_argument(
        "--extension",
        action="append",
        default=[],
        metavar="NAME",
        help="a Python-Markdown extension to use besides",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the HTML, and what is wrong to standard error."""
    from markdown import Markdown

    from apa7.bibliography.cache import Cache
    from apa7.bibliography.library import read_library
    from apa7.bibliography.places import FOLDER
    from apa7.page.markdown import CitationsExtension
    from apa7.page.mistakes import DEEPEST

    post, bibliography = last_named(options.post, options.bibliography)
    library = read_library(existing(bibliography or ()), Cache(FOLDER))
    if post:
        text, source = read_text(post).removeprefix("\ufeff"), str(post)
    else:
        text, source = _read_input(), "standard input"
    citations = CitationsExtension(library, source, report=False)
    try:
        markdown = Markdown(extensions=[*options.extension, citations])
    except Exception as error:
        # Extensions are programs, and fail as they like.
        names = ", ".join(options.extension)
        raise CitationsError(f"Python-Markdown can't use the extensions {names}: {error}") from error
    try:
        html = markdown.convert(text)
    except RecursionError as error:
        raise CitationsError(f"{source}: {DEEPEST}") from error
    print_text(f"{html}\n")
    return report([*library.problems, *citations.problems])


def _read_input() -> str:
    if sys.stdin is None:
        raise CitationsError("there is no standard input; name a file")
    try:
        return sys.stdin.read().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CitationsError("standard input isn't UTF-8") from error
