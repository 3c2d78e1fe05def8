"""What is doubtful about the entries of a .bib file, though a build lets it pass.

In: `Work`s. Out: `Finding`s with file, line and rule.
May import: bibliography, errors, model, rules.
"""

from collections.abc import Callable, Iterable, Sequence

from apa7.bibliography.garbage import unsearched
from apa7.model import Work

from .duplicates import find_duplicates
from .entries import find_bad_doi, find_commands, find_missing, find_proxy, find_relative
from .findings import Finding
from .people import find_people
from .strings import find_unknown_keys
from .titles import find_proper_names, known_names

__all__ = ["Finding", "review"]

_CHECKS: tuple[Callable[[Work], Iterable[Finding]], ...] = (
    find_relative,
    find_missing,
    find_bad_doi,
    find_proxy,
    find_commands,
    find_people,
    find_unknown_keys,
)
"""What is asked of one entry by itself; most have nothing to say, at once."""


@unsearched()
def review(works: Sequence[Work]) -> list[Finding]:
    """Go through the entries of a library and tell what an author should look at.

    Args:
        works: All of them; duplicates are looked for, and names that one of them protects.
    """
    names = known_names(works)
    found: list[Finding] = []
    for work in works:
        for find in _CHECKS:
            found += find(work)
        found += find_proper_names(work, names)
    return [*found, *find_duplicates(works)]
