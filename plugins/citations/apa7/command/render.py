"""`citations render`: Markdown → HTML, without a site."""

import argparse
import sys
from pathlib import Path
from typing import Any

from .files import existing, read_text, report


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser("render", help="turn Markdown into HTML")
    parser.add_argument("post", nargs="?", type=Path, metavar="post.md", help="(default: standard input)")
    parser.add_argument("--bibliography", nargs="+", type=Path, required=True, metavar="refs.bib")
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

    library = read_library(existing(options.bibliography), Cache(FOLDER))
    if options.post:
        (post,) = existing([options.post])
        text, source = read_text(post).removeprefix("\ufeff"), str(post)
    else:
        text, source = sys.stdin.read(), "standard input"
    citations = CitationsExtension(library, source, report=False)
    print(Markdown(extensions=[*options.extension, citations]).convert(text))
    return report([*library.problems, *citations.problems])
