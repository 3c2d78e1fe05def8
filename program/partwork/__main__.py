"""The command line: `partwork new FOLDER` begins a site."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from guards.characters import show_text
from guards.terminal import open_streams, print_line

from .answers import QUESTIONS, AnswerError, ask
from .starting import StartError, begin_site, check_folder


def main(words: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser("partwork", description="Cited, openly licensed blog series.")
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="begin a site in a new folder")
    new.add_argument("folder", help="the new folder, such as my-blog")
    for question in QUESTIONS:
        new.add_argument(f"--{question.name}", help=question.text)
    new.add_argument("--yes", action="store_true", help="ask nothing: what is not given is as usual")
    options = parser.parse_args(words)
    open_streams()
    said = {question.name: getattr(options, question.name) for question in QUESTIONS}
    given = {name: answer for name, answer in said.items() if answer is not None}
    try:
        return start(options.folder, given, options.yes)
    except (KeyboardInterrupt, EOFError):
        print_line("Interrupted: nothing was written.", sys.stderr)
        return 130


def start(name: str, given: dict[str, str], yes: bool) -> int:
    """Ask what is not given, write the site, and say what to do next."""
    folder = Path(name).expanduser().absolute()
    try:
        check_folder(folder)
        asking = not yes and sys.stdin is not None and sys.stdin.isatty()
        if asking:
            print_line("Press Enter to take what is in brackets; all of it can be changed later.")
        begin_site(folder, ask(folder.name, given, asking))
    except (StartError, AnswerError) as error:
        print_line(f"error: {show_text(str(error))}", sys.stderr)
        return 1
    except OSError as error:
        place = show_text(str(error.filename or folder))
        print_line(f"error: {place}: {error.strerror}. Is it a folder that you may change?", sys.stderr)
        return 1
    print_line(f"{show_text(name)} is your site, with one draft to begin from. Next:")
    print_line(f"    cd {show_text(shlex.quote(name))}")
    print_line("    uv run invoke serve")
    return 0


if __name__ == "__main__":
    sys.exit(main())
