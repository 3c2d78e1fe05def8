"""What can be wrong with the citations and the code of a page, each at its line."""

from collections.abc import Iterable, Iterator, Sequence

from apa7.bibliography.library import Library
from apa7.errors import Problem
from apa7.model import Citation

from .source import Source


def find_unknown(
    citations: Iterable[Citation], library: Library, source: Source, field: Sequence[str] = ()
) -> Iterator[Problem]:
    """Report every place that cites a key which names no work.

    Args:
        citations: What the page cites.
        library: The works that it can cite.
        source: What its author wrote.
        field: The text of a field of its metadata, if the citations are from there.
    """
    unknown: dict[str, bool] = {}
    for citation in citations:
        for cite in citation.all_cites():
            if library.get(cite.key) is None:
                mention = len(citation.cites) == 1 and citation.narrative and not cite.locator
                unknown[cite.key] = unknown.get(cite.key, False) or mention
    for key, mention in unknown.items():
        for line in source.lines_of(key, field) or [0]:
            yield Problem(source.name, line, _explain(key, library, mention=mention))


def _explain(key: str, library: Library, *, mention: bool) -> str:
    if not library.paths:
        return f'"{key}" is cited, but there is no bibliography; write a references.bib with this work'
    message = f'no work "{key}" in {" or ".join(library.paths)}.'
    if near := library.suggest(key):
        message += " Did you mean " + " or ".join(f'"{name}"' for name in near) + "?"
    if mention:
        message += f" If you meant to mention somebody, write \\@{key}"
    return message


def find_broken(keys: Iterable[str], source: Source) -> Iterator[Problem]:
    """Report brackets that begin a citation and don't end it, or hold a part without a work.

    Args:
        keys: The keys that stand in such brackets.
        source: What the page's author wrote.
    """
    for key in dict.fromkeys(keys):
        yield Problem(
            source.name,
            source.stuck_line(key),
            f'this citation of "{key}" cannot be read. Write it as [@{key}, p. 3]: '
            'a "]" at its end, and a work in each part between ";"',
        )


def find_unclosed(source: Source) -> Iterator[Problem]:
    """Report blocks of code that have no end, and take in the text that follows."""
    for line in source.open_fences() or [0]:
        fence = source.fence_of(line) if line else "```"
        yield Problem(
            source.name,
            line,
            "the block of code that begins here is never closed. "
            f"Write {fence} on a line of its own after its last line, without spaces before it",
        )
