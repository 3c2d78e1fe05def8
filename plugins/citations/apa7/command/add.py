"""`citations add`: a DOI, an ISBN or an address → an entry in a .bib file."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from apa7.bibliography.places import DEFAULT
from apa7.errors import CitationsError, show_path
from apa7.model import Citekey, Work

from .files import read_text, replace_text

DOI_VARIABLE = "CITATIONS_DOI_SERVICE"
OTHER_VARIABLE = "CITATIONS_SERVICE"


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "add",
        help="look a work up by its DOI, ISBN or address and add it to a .bib file",
        description="This is the only command that uses the network.",
    )
    parser.add_argument("identifier", metavar="DOI, ISBN or URL")
    parser.add_argument(
        "--bibliography",
        type=Path,
        metavar="refs.bib",
        help=f"(default: content/{DEFAULT}, or {DEFAULT} here)",
    )
    parser.add_argument("--key", help="the citekey (default: made of author and year)")
    parser.add_argument("--print", action="store_true", help="print the entry and leave the file as it is")
    parser.add_argument(
        "--doi-service", metavar="URL", help=f"where DOIs are asked for (or the variable {DOI_VARIABLE})"
    )
    parser.add_argument(
        "--service", metavar="URL", help=f"where ISBNs and addresses are asked for (or {OTHER_VARIABLE})"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add the work, unless it is there already."""
    from apa7.add.entry import as_entry, find_twin, make_key, read_answer, write
    from apa7.add.lookup import DOI_SERVICE, OTHER_SERVICE, fetch, read_identifier
    from apa7.bibliography.fields import make_work
    from apa7.bibliography.library import Library, parse
    from apa7.lint import review

    path = options.bibliography or _default()
    source = read_text(path) if path.exists() else ""
    name = show_path(path)
    entries, problems = parse(source.removeprefix("\ufeff").replace("\r\n", "\n"), name)
    library = Library(entries, problems, [name])
    works = [work for key in library if (work := library.get(key))]
    identifier = read_identifier(options.identifier)
    _refuse(find_twin(_known_by(identifier.kind, identifier.value), works), identifier.kind)
    answer = fetch(
        identifier,
        doi_service=options.doi_service or os.environ.get(DOI_VARIABLE) or DOI_SERVICE,
        other_service=options.service or os.environ.get(OTHER_VARIABLE) or OTHER_SERVICE,
    )
    found = read_answer(answer)
    _refuse(find_twin(found, works), "title, author and year")
    taken = {entry.key for entry in entries}
    if options.key in taken:
        raise CitationsError(f'{name} has a work "{options.key}" already. Choose another key.')
    key = options.key or make_key(found, taken)
    text = write(found, key)
    if options.print:
        print(text, end="")
        return 0
    replace_text(path, _append(source, text))
    print(f'{name}: added "{key}". Cite it as [@{key}]')
    before = source.rstrip().strip("\ufeff")
    entry = as_entry(text)._replace(path=name, line=before.count("\n") + 3 if before else 1)
    for finding in review([make_work(entry)]):
        print(finding, file=sys.stderr)
    return 0


def _default() -> Path:
    content = Path("content")
    return content / DEFAULT if content.is_dir() else Path(DEFAULT)


def _known_by(kind: str, value: str) -> Work:
    """Return a work of which nothing is known but what the author gave."""
    from apa7.bibliography.fields import Entry, make_work

    field = {"DOI": "doi", "ISBN": "isbn"}.get(kind, "url")
    return make_work(Entry(Citekey(""), "book", {field: value}))


def _refuse(twin: Work | None, what: str) -> None:
    if twin:
        raise CitationsError(
            f'{twin.path}:{twin.line}: "{twin.key}" has this {what} already. Cite it as [@{twin.key}]'
        )


def _append(source: str, text: str) -> str:
    """Put an entry at the end of a file, in the file's line endings."""
    newline = "\r\n" if "\r\n" in source else "\n"
    before = source.rstrip()
    gap = "\n\n" if before.strip("\ufeff") else ""
    return before + (gap + text).replace("\n", newline)
