"""What is doubtful about the entries of a .bib file, though a build lets it pass.

In: `Work`s. Out: `Finding`s with file, line and rule.
May import: bibliography, errors, model, rules.
"""

from collections.abc import Iterator, Sequence

from apa7.model import Work

from .duplicates import find_duplicates
from .entries import find_bad_doi, find_commands, find_missing, find_relative
from .findings import Finding
from .people import find_people
from .strings import find_unknown_keys
from .titles import find_proper_names, known_names

__all__ = ["Finding", "review"]


def review(works: Sequence[Work]) -> Iterator[Finding]:
    """Go through the entries of a library and tell what an author should look at.

    Args:
        works: All of them; duplicates are looked for, and names that one of them protects.
    """
    names = known_names(works)
    for work in works:
        yield from find_relative(work)
        yield from find_missing(work)
        yield from find_bad_doi(work)
        yield from find_commands(work)
        yield from find_people(work)
        yield from find_unknown_keys(work)
        yield from find_proper_names(work, names)
    yield from find_duplicates(works)
