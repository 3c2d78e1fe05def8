"""`citations archive`: where archives keep copies of what is cited by its address alone."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apa7.errors import CitationsError
from guards.terminal import print_line

from .files import read_path, read_text, replace_text

if TYPE_CHECKING:
    from apa7.archived.copies import Copy
    from apa7.model import Work


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "archive",
        help="note in a .bib file where archives keep copies of cited pages",
        description="Works with a url and without a doi get archiveurl and archivedate. Nobody is asked: "
        "the copies are those of a list or a web archive that you have.",
    )
    parser.add_argument("bibliography", type=read_path, metavar="refs.bib")
    parser.add_argument(
        "--from",
        dest="source",
        type=read_path,
        required=True,
        metavar="LIST",
        help="lines of page, copy, its day and that of your visit; CSV or TSV with names; CDX; WARC",
    )
    parser.add_argument(
        "--replay",
        default="",
        metavar="URL",
        help="what addresses of copies in a CDX or WARC begin with, such as https://web.archive.org/web/",
    )
    parser.add_argument("--anew", action="store_true", help="also where a work has a copy already")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file, or leave it as it was."""
    from apa7.archived.copies import find_copies
    from apa7.archived.sources import read_copies
    from apa7.bibliography.insertion import insert_fields
    from apa7.bibliography.library import Library, parse

    path: Path = options.bibliography
    source = read_text(path)
    copies = read_copies(options.source, options.replay)
    entries, problems = parse(source.removeprefix("\ufeff").replace("\r\n", "\n"), str(path))
    library = Library(entries, problems, [str(path)])
    works = [work for key in library if (work := library.get(key))]
    found = find_copies(works, copies, anew=options.anew)
    fields = {key: write_fields(copy, library.get(key)) for key, copy in found.items()}
    try:
        written = insert_fields(source, fields, "url")
    except CitationsError as error:
        raise CitationsError(f"{path}: {error}; it is as it was") from error
    if written == source:
        print_line(f"{path}: none of {len(copies)} copies is of a work that lacks one")
        return 0
    if not replace_text(path, written, source):
        raise CitationsError(f"{path} was saved meanwhile; it is as it was")
    for key, copy in found.items():
        print_line(f'{path}: "{key}" is archived at {copy.archive}')
    return 0


def write_fields(copy: Copy, work: Work | None) -> dict[str, str]:
    """Return the fields that say where a copy of a work is; the day of a visit stays if there is one."""
    visited = "" if work and work.dates.get("urldate") else copy.visited
    fields = {"archiveurl": copy.archive, "archivedate": copy.day, "urldate": visited}
    return {name: value for name, value in fields.items() if value}
