"""`citations references`: a .bib file as a reference list."""

import argparse
import re
from typing import Any

from apa7.model import Text
from guards.characters import show_text

from .files import existing, print_text, read_path, report

FORMATS = ("text", "html", "markdown", "json", "bib", "ris")


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "references", help="print .bib files as a reference list"
    )
    parser.add_argument("bibliography", nargs="+", type=read_path, metavar="refs.bib")
    parser.add_argument("--format", choices=FORMATS, default="text", help="(default: %(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the list, and what is wrong in the files to standard error."""
    from apa7.bibliography.cache import Cache
    from apa7.bibliography.library import read_library
    from apa7.bibliography.places import FOLDER
    from apa7.bibliography.richtext import flatten
    from apa7.document import Document
    from apa7.model import Citation, Cite

    library = read_library(existing(options.bibliography), Cache(FOLDER))
    listed = Document((Citation((Cite(key),)) for key in library), library).references()
    works = [item.work for item in listed]
    if options.format == "bib":
        from apa7.export import to_bibtex

        print_text(to_bibtex(works))
    elif options.format == "ris":
        from apa7.export import to_ris

        print_text(to_ris(works).replace("\r\n", "\n"))
    elif options.format == "json":
        import json

        from apa7.export import to_csl

        print_text(json.dumps([to_csl(work) for work in works], ensure_ascii=False, indent=2) + "\n")
    elif options.format == "markdown":
        print_text("\n\n".join(to_markdown(item.text) for item in listed) + "\n")
    else:
        if options.format == "text":
            lines = [flatten(item.text) for item in listed]
        else:
            from apa7.page.html import to_html

            lines = [f"<p>{to_html(item.text)}</p>" for item in listed]
        print_text("".join(f"{show_text(line)}\n" for line in lines))
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
