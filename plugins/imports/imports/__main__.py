"""The command: `python -m imports FILE_OR_ADDRESS`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from guards.terminal import open_streams, print_line

from .errors import ImportingError


def start() -> None:
    """Run the command and end the program."""
    open_streams()
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 if all that could be imported was."""
    options = read_arguments(arguments)
    try:
        for line in run(**vars(options)):
            print_line(line)
    except ImportingError as error:
        print_line(f"error: {error}", sys.stderr)
    except OSError as error:
        print_line(
            f"error: {error.filename or 'a file'}: {error.strerror}. Nothing was imported.", sys.stderr
        )
    except KeyboardInterrupt:
        print_line("Interrupted: nothing was imported.", sys.stderr)
        return 130
    else:
        return 0
    return 1


def run(
    what: str, content: str = "content", series: str = "", syndicate: bool = False, fetch: bool = False
) -> list[str]:
    """Import something, and return the lines of the report.

    Raises:
        ImportingError: It cannot be; nothing was written.
        OSError: A file cannot be written; all is as it was.
    """
    from .reading import read_import
    from .report import report
    from .writing.files import write_import

    imported = read_import(what, fetch)
    outcome = write_import(Path(content), imported, datetime.now().astimezone(), series, syndicate)
    return list(report(imported, outcome, Path.cwd()))


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="partwork-import", description="Bring posts of another program into a content folder."
    )
    parser.add_argument("what", metavar="FILE_OR_ADDRESS", help="an export, or the address of a site")
    parser.add_argument("--series", default="", metavar="NAME", help="the folder of its posts, a series")
    parser.add_argument("--content", default="content", metavar="FOLDER", help="the content folder")
    parser.add_argument(
        "--fetch", action="store_true", help="get pictures that are not in the export from the web"
    )
    parser.add_argument("--syndicate", action="store_true", help="let partners get what is imported")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    start()
