"""`citations check`: mistakes in posts and their bibliographies."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apa7.bibliography.places import DEFAULT, FOLDER
from apa7.errors import CitationsError, Problem, show_path
from apa7.model import Citation, Work
from guards.terminal import print_line

from .files import existing, last_named, print_text, read_path

if TYPE_CHECKING:
    from apa7.lint import Finding

# What nobody cites does no harm: it is one line, with so many keys.
UNCITED, NAMED = "uncited", 5
_RELATIONS = ("crossref", "xdata", "related")


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "check",
        help="look for mistakes in posts and their bibliographies",
        description="Errors are what a build reports, too; warnings are what it lets pass. "
        "The exit code is 1 if there are errors.",
    )
    parser.add_argument(
        "content",
        nargs="?",
        type=read_path,
        metavar="content/",
        help="the content folder, or a .bib file by itself",
    )
    parser.add_argument(
        "--bibliography",
        nargs="+",
        action="extend",
        type=read_path,
        metavar="refs.bib",
        help=f"(default: content/{DEFAULT})",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: %(default)s)")
    parser.add_argument("--cited", action="store_true", help="look only at entries that some post cites")
    parser.set_defaults(run=run, refuse=parser.error)


class Check:
    """What is found while going through posts.

    Attributes:
        errors: What a build reports, and the rule that it breaks.
        works: The entries that posts can cite, by file and line.
        cited: The places of those that they do cite.
    """

    def __init__(self) -> None:
        self.errors: dict[Problem, str] = {}
        self.works: dict[tuple[str, int], Work] = {}
        self.cited: set[tuple[str, int]] = set()

    def add_library(self, library: Any) -> None:
        """Take in the entries of a library."""
        for key in library:
            work = library.get(key)
            self.works.setdefault((work.path, work.line), work)

    def add_citations(self, citations: list[Citation], library: Any) -> None:
        """Take in what a post cites, and the entries that those rest on."""
        waiting = [cite.key for citation in citations for cite in citation.all_cites()]
        for key in waiting:
            work = library.get(key)
            if work and (work.path, work.line) not in self.cited:
                self.cited.add((work.path, work.line))
                named = (work.source.get(field, "") for field in _RELATIONS)
                waiting += [name.strip() for names in named for name in names.split(",")]

    def findings(self, *, cited_only: bool, with_posts: bool) -> list[Finding]:
        """Return everything in the order of files and lines."""
        from apa7.lint import Finding, review

        errors = [
            Finding(at.path, at.line, at.message, rule, error=not at.warning)
            for at, rule in self.errors.items()
        ]
        works = [work for place, work in self.works.items() if not cited_only or place in self.cited]
        uncited = self._uncited() if with_posts and not cited_only else ()
        return sorted({*errors, *review(works), *uncited})

    def _uncited(self) -> Iterator[Finding]:
        from apa7.lint import Finding

        for (path, line), work in self.works.items():
            if (path, line) not in self.cited:
                yield Finding(path, line, f'"{work.key}" is cited nowhere', UNCITED)


def run(options: argparse.Namespace) -> int:
    """Print what is found."""
    options.content, options.bibliography = last_named(options.content, options.bibliography)
    if options.content is None:
        options.refuse("name the content folder, or a .bib file by itself")
    check = Check()
    posts: list[Path] = []
    if options.content.is_file() and options.content.suffix == ".bib":
        _read_bibliographies(check, [options.content])
    elif options.content.is_dir():
        posts = sorted(options.content.rglob("*.md"))
        _read_posts(check, options, posts)
    elif options.content.exists():
        raise CitationsError(f"{options.content} is neither a folder nor a .bib file")
    else:
        raise CitationsError(f"there is no folder {options.content}")
    findings = check.findings(cited_only=options.cited, with_posts=options.content.is_dir())
    errors = sum(finding.error for finding in findings)
    if options.format == "json":
        found = [finding.to_json() for finding in findings]
        print_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return 1 if errors else 0
    uncited = [finding.message.split('"')[1] for finding in findings if finding.rule == UNCITED]
    for finding in findings:
        if finding.rule != UNCITED:
            print_line(str(finding), sys.stderr if finding.error else sys.stdout)
    if uncited:
        more = f" and {len(uncited) - NAMED} more" if len(uncited) > NAMED else ""
        verb = "is" if len(uncited) == 1 else "are"
        named = ", ".join(uncited[:NAMED])
        print_line(f"warning: {_count(len(uncited), 'work')} {verb} cited nowhere: {named}{more}")
    seen = f"{_count(len(posts), 'post')}, {_count(len(check.works), 'work')}"
    print_line(f"{seen}: {_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}")
    return 1 if errors else 0


def _read_bibliographies(check: Check, paths: list[Path]) -> None:
    from apa7.bibliography.cache import Cache
    from apa7.bibliography.library import read_library

    library = read_library(paths, Cache(FOLDER))
    check.errors.update(dict.fromkeys(library.problems, "syntax"))
    check.add_library(library)


def _read_posts(check: Check, options: argparse.Namespace, posts: list[Path]) -> None:
    from markdown import Markdown

    from apa7.bibliography.cache import Cache
    from apa7.bibliography.shelf import Shelf
    from apa7.page.markdown import CitationsExtension

    default = options.content / DEFAULT
    site = existing(options.bibliography) if options.bibliography else [default] if default.exists() else []
    _read_bibliographies(check, site)
    shelf = Shelf(options.content, site, Cache(FOLDER))
    seen = set()
    for post in posts:
        try:
            text = post.read_text(encoding="utf-8-sig")
            library = shelf.library_for(post)
            citations = CitationsExtension(library, show_path(post), report=False)
            markdown = Markdown(extensions=["extra", "meta", citations])
            markdown.convert(text)
        except (UnicodeDecodeError, OSError, RecursionError) as error:
            problem = Problem(show_path(post), 0, _explain(error))
            check.errors[problem] = "encoding" if isinstance(error, UnicodeDecodeError) else "unreadable"
            continue
        found = citations.found
        if summary := getattr(markdown, "Meta", {}).get("summary"):
            markdown.preprocessors.deregister("meta")
            citations.text_only = True
            markdown.reset().convert("\n".join(summary))
        labels = {
            cite.key
            for citation in found
            for cite in citation.all_cites()
            if _LABEL.match(cite.key) and f"#{cite.key}" in text and library.get(cite.key) is None
        }
        for problem in citations.problems:
            if not any(f'"{key}"' in problem.message or f"@{key}" in problem.message for key in labels):
                check.errors[problem] = _rule_of(problem.message)
        if id(library) not in seen:
            seen.add(id(library))
            check.add_library(library)
        check.add_citations(found, library)
    check.errors.update(dict.fromkeys(shelf.problems, "syntax"))


_LABEL = re.compile("(?:fig|tbl|eq|lst|sec)-")
"""How labels of figures and the like begin, which posts mention as they cite works."""

_RULES = {
    "block of code": "unclosed-code",
    "never closed": "unclosed-html",
    "[^": "footnote",
    "shown as": "too-much",
    "nested": "too-much",
}
"""What a problem's message says → the rule."""


def _rule_of(message: str) -> str:
    return next((rule for words, rule in _RULES.items() if words in message), "unknown-key")


def _explain(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "this isn't UTF-8; save the file in UTF-8 encoding"
    if isinstance(error, OSError):
        return f"this can't be read: {error.strerror}"
    from apa7.page.mistakes import DEEPEST

    return DEEPEST


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
