"""Works that are in the library twice."""

from collections.abc import Hashable, Iterator, Sequence

from apa7.bibliography.richtext import flatten
from apa7.model import Work
from apa7.rules import dates, links
from apa7.rules.names import surname
from apa7.rules.sorting import fold
from apa7.rules.works import family_of

from .findings import Finding, warn

_TITLES = ("title", "subtitle", "volume")
_NAMING = ("crossref", "related")


def find_duplicates(works: Sequence[Work]) -> Iterator[Finding]:
    """Tell works with the DOI of another, or with its title, first author and year."""
    by_doi: dict[Hashable, Work] = {}
    by_title: dict[Hashable, Work] = {}
    for work in works:
        doi = links.doi(work).lower()
        first = by_doi.setdefault(doi, work) if doi else work
        if first is not work and not _belong_together(first, work):
            yield warn(work, "duplicate-doi", f"the same DOI as {_named(first)}")
            continue
        title = _title(work)
        first = by_title.setdefault(title, work) if title else work
        if first is not work and not (doi and links.doi(first)) and not _belong_together(first, work):
            yield warn(work, "duplicate-title", f"the same title, author and year as {_named(first)}")


def _title(work: Work) -> tuple[str, ...]:
    title = fold(" ".join([flatten(text) for name in _TITLES if (text := work.texts.get(name)) is not None]))
    names = family_of(work).creators(work)
    return (title, fold(surname(names[0])) if names else "", dates.year(work)) if title else ()


def _belong_together(first: Work, second: Work) -> bool:
    """Tell a part from its whole, and an entry from the one that corrects it under the same key."""
    if first.key == second.key or first.subtype != second.subtype:
        return True
    pair = {first.key, second.key}
    return any(work.source.get(field) in pair for work in (first, second) for field in _NAMING)


def _named(work: Work) -> str:
    return f'"{work.key}" ({work.path}:{work.line}); keep one of them, and name the other key in its ids'
