"""The `citations` command."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import FOLDER, Cache
from .errors import CitationsError, Problem, show_path
from .settings import DEFAULT, Settings

if TYPE_CHECKING:
    from .markdown import CitationsExtension

FORMATS = ("text", "html", "json", "bib")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line, without the program's name.

    Returns:
        0 when all is well, 1 when there are problems (printed to standard error), 2 for a wrong command line.
    """
    options = _parser().parse_args(arguments)
    try:
        problems = options.run(options)
    except CitationsError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="citations", description="APA 7 citations from Markdown and .bib files."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    references = commands.add_parser("references", help="print a .bib file as a reference list")
    references.add_argument("bibliography", nargs="+", type=Path, metavar="refs.bib")
    references.add_argument("--format", choices=FORMATS, default="text", help="(default: %(default)s)")
    references.set_defaults(run=_references)
    render = commands.add_parser("render", help="turn Markdown on standard input into HTML")
    render.add_argument("--bibliography", nargs="+", type=Path, required=True, metavar="refs.bib")
    render.add_argument(
        "--extension",
        action="append",
        default=[],
        metavar="NAME",
        help="a Python-Markdown extension to use besides",
    )
    render.set_defaults(run=_render)
    check = commands.add_parser("check", help="look for mistakes in posts and their bibliographies")
    check.add_argument("content", type=Path, metavar="content/", help="the content folder")
    check.add_argument(
        "--bibliography", nargs="+", type=Path, metavar="refs.bib", help=f"(default: content/{DEFAULT})"
    )
    check.set_defaults(run=_check)
    return parser


def _references(options: argparse.Namespace) -> list[Problem]:
    from .export import to_bibtex
    from .html import make_reference
    from .library import read_library
    from .model import Citation, Cite
    from .resolve import Document

    library = read_library(_existing(options.bibliography), Cache(FOLDER))
    document = Document((Citation((Cite(key),)) for key in library), library)
    listed = document.references()
    if options.format == "bib":
        print(to_bibtex(item.work for item in listed), end="")
        return list(library.problems)
    references = [make_reference(item) for item in listed]
    if options.format == "json":
        print(json.dumps([reference.csl for reference in references], ensure_ascii=False, indent=2))
    for reference in references if options.format != "json" else ():
        print(reference.text if options.format == "text" else f"<p>{reference.html}</p>")
    return list(library.problems)


def _render(options: argparse.Namespace) -> list[Problem]:
    from markdown import Markdown

    from .library import read_library
    from .markdown import CitationsExtension

    library = read_library(_existing(options.bibliography), Cache(FOLDER))
    citations = CitationsExtension(library, "standard input", report=False)
    print(Markdown(extensions=[*options.extension, citations]).convert(sys.stdin.read()))
    return [*library.problems, *citations.problems]


def _check(options: argparse.Namespace) -> list[Problem]:
    from markdown import Markdown

    from .markdown import CitationsExtension
    from .shelf import Shelf

    if not options.content.is_dir():
        raise CitationsError(f"{options.content} isn't a folder")
    default = options.content / DEFAULT
    site = _existing(options.bibliography) if options.bibliography else [default] if default.exists() else []
    shelf = Shelf(Settings(options.content, tuple(site)), Cache(FOLDER))
    problems: list[Problem] = []
    notes: set[Problem] = set()
    posts = sorted(options.content.rglob("*.md"))
    for post in posts:
        citations = CitationsExtension(shelf.library_for(post), show_path(post), report=False)
        Markdown(extensions=["extra", "meta", citations]).convert(post.read_text(encoding="utf-8-sig"))
        problems += citations.problems
        notes.update(_notes(citations))
    problems = sorted({*shelf.problems, *problems})
    for note in sorted(notes):
        print(f"{note} (note)")
    print(f"{_count(len(posts), 'post')}, {_count(len(problems), 'problem')}")
    return problems


def _notes(citations: "CitationsExtension") -> Iterator[Problem]:
    """Say which works read like another type's because theirs has no rule."""
    from .apa.works import relative_of

    for reference in citations.references:
        work = citations.library.get(reference.key)
        if work and (relative := relative_of(work)):
            yield Problem(
                work.path, work.line, f'"{work.key}" is a @{work.type}, which reads like a @{relative}'
            )


def _existing(paths: Sequence[Path]) -> list[Path]:
    for path in paths:
        if not path.is_file():
            raise CitationsError(f"there is no file {path}")
    return list(paths)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
