"""`citations add`: a DOI, an ISBN or an address → an entry in a .bib file."""

import argparse
import getpass
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from apa7.bibliography.places import DEFAULT
from apa7.errors import CitationsError, show_path
from apa7.model import Citekey, Work
from guards.terminal import print_line

from .files import print_text, read_path, read_text, replace_text

DOI_VARIABLE = "CITATIONS_DOI_SERVICE"
OTHER_VARIABLE = "CITATIONS_SERVICE"

SECONDS = 60.0
"""How long to wait for another that adds to the same file."""

TIMES = 10
"""How often to begin again when somebody saves the file meanwhile."""


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
        type=read_path,
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
    from apa7.add.entry import read_answer, require_key
    from apa7.add.lookup import DOI_SERVICE, OTHER_SERVICE, fetch, read_identifier

    if options.key is not None:
        require_key(options.key)
    bibliography = Bibliography(options.bibliography or _default())
    identifier = read_identifier(options.identifier)
    bibliography.refuse_twin(_known_by(identifier.kind, identifier.value), identifier.kind)
    answer = fetch(
        identifier,
        doi_service=options.doi_service or os.environ.get(DOI_VARIABLE) or DOI_SERVICE,
        other_service=options.service or os.environ.get(OTHER_VARIABLE) or OTHER_SERVICE,
    )
    found = read_answer(answer)
    if options.print:
        print_text(bibliography.write(found, options.key)[1])
        return 0
    with _alone(bibliography.path):
        for _ in range(TIMES):
            # The author may have saved the file while the service was asked.
            bibliography.read()
            key, text = bibliography.write(found, options.key)
            if line := bibliography.append(text):
                break
        else:
            raise CitationsError(f"{bibliography.name} is being written again and again. Nothing was added.")
    print_line(f'{bibliography.name}: added "{key}". Cite it as [@{key}]')
    _warn(text, key, bibliography.name, line)
    return 0


class Bibliography:
    """The file that is added to, as it is when it was read last.

    Args:
        path: The file, which may not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = show_path(path)
        try:
            path.resolve()
        except (OSError, RuntimeError) as error:
            raise CitationsError(f"{self.name} is a link that goes in circles") from error
        self.source: str | None = None
        self.read()

    def read(self) -> None:
        """Read the file, if it has changed."""
        from apa7.bibliography.library import Library, parse

        source = read_text(self.path) if os.path.lexists(self.path) and self._is_there() else ""
        if source != self.source:
            self.source = source
            entries, problems = parse(source.removeprefix("\ufeff").replace("\r\n", "\n"), self.name)
            library = Library(entries, problems, [self.name])
            self.keys = {entry.key for entry in entries}
            self.works = [work for key in library if (work := library.get(key))]

    def _is_there(self) -> bool:
        """Tell whether there is a file; a link may lead to one that is not there yet."""
        if self.path.exists() and not self.path.is_file():
            raise CitationsError(f"{self.name} is no file")
        return self.path.exists()

    def refuse_twin(self, work: Work, what: str) -> None:
        """Refuse a work that is there already."""
        from apa7.add.entry import find_twin

        if twin := find_twin(work, self.works):
            raise CitationsError(
                f'{twin.path}:{twin.line}: "{twin.key}" has this {what} already. Cite it as [@{twin.key}]'
            )

    def write(self, work: Work, key: str | None) -> tuple[str, str]:
        """Return the key of a work that is not there yet, and its entry."""
        from apa7.add.entry import as_entry, make_key, write

        self.refuse_twin(work, "title, author and year")
        if key in self.keys:
            raise CitationsError(f'{self.name} has a work "{key}" already. Choose another key.')
        key = key or make_key(work, self.keys)
        text = write(work, key)
        as_entry(text, key)
        return key, text

    def append(self, text: str) -> int:
        """Put an entry at the end of the file, and return its line; 0 if the file has changed."""
        source = self.source or ""
        added = _append(source, text)
        if not replace_text(self.path, added, source):
            return 0
        before = source.rstrip().strip("\ufeff")
        return before.count("\n") + 3 if before else 1


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Add to a file while no other `citations add` does; the lock lies where nobody publishes it."""
    from guards.locks import HeldError, hold_lock

    place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    owner = os.getuid() if hasattr(os, "getuid") else getpass.getuser()
    folder = Path(tempfile.gettempdir(), f"citations-{owner}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or (os.name == "posix" and folder.stat().st_uid != owner):
            raise CitationsError(f"{folder} is somebody else's. Nothing was added.")
        with hold_lock(folder / f"{place}.lock", SECONDS):
            yield
    except HeldError:
        raise CitationsError(f"another citations add has {path} open. Nothing was added.") from None


def _warn(text: str, key: str, name: str, line: int) -> None:
    from apa7.add.entry import as_entry
    from apa7.bibliography.fields import make_work
    from apa7.lint import review

    entry = as_entry(text, key)._replace(path=name, line=line)
    for finding in review([make_work(entry)]):
        print_line(str(finding), sys.stderr)


def _default() -> Path:
    content = Path("content")
    return content / DEFAULT if content.is_dir() else Path(DEFAULT)


def _known_by(kind: str, value: str) -> Work:
    """Return a work of which nothing is known but what the author gave."""
    from apa7.bibliography.fields import Entry, make_work

    field = {"DOI": "doi", "ISBN": "isbn"}.get(kind, "url")
    return make_work(Entry(Citekey(""), "book", {field: value}))


def _append(source: str, text: str) -> str:
    """Put an entry at the end of a file, in the file's line endings."""
    newline = "\r\n" if "\r\n" in source else "\n"
    before = source.rstrip()
    gap = "\n\n" if before.strip("\ufeff") else ""
    return before + (gap + text).replace("\n", newline)
