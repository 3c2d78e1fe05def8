"""`citations references`: a .bib file as a reference list."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

from apa7.model import Text

from .files import existing, report

FORMATS = ("text", "html", "markdown", "json", "bib", "ris")


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "references", help="print .bib files as a reference list"
    )
    parser.add_argument("bibliography", nargs="+", type=Path, metavar="refs.bib")
    parser.add_argument("--format", choices=FORMATS, default="text", help="(default: %(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the list, and what is wrong in the files to standard error."""
    from apa7.bibliography.cache import Cache
    from apa7.bibliography.library import read_library
    from apa7.bibliography.places import FOLDER
    from apa7.bibliography.richtext import flatten
    from apa7.document import Document
    from apa7.export import to_bibtex, to_csl, to_ris
    from apa7.model import Citation, Cite
    from apa7.page.html import to_html

    library = read_library(existing(options.bibliography), Cache(FOLDER))
    listed = Document((Citation((Cite(key),)) for key in library), library).references()
    works = [item.work for item in listed]
    if options.format == "bib":
        print(to_bibtex(works), end="")
    elif options.format == "ris":
        print(to_ris(works).replace("\r\n", "\n"), end="")
    elif options.format == "json":
        print(json.dumps([to_csl(work) for work in works], ensure_ascii=False, indent=2))
    elif options.format == "markdown":
        print("\n\n".join(to_markdown(item.text) for item in listed))
    else:
        for item in listed:
            print(flatten(item.text) if options.format == "text" else f"<p>{to_html(item.text)}</p>")
    return report(library.problems)


def to_markdown(text: Text) -> str:
    """Return rich text as Markdown."""
    parts = []
    for piece in text:
        words = f"<{piece.url}>" if piece.url else re.sub(r"([\\`*_\[\]<>])", r"\\\1", piece.text)
        if piece.italic:
            # Emphasis begins and ends at a letter, or it is none.
            bare = words.strip()
            words = words.replace(bare, f"*{bare}*") if bare else words
        parts.append(words)
    return re.sub(r"^(\d+)\.", r"\1\\.", "".join(parts))
