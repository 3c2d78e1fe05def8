"""How a document has to cite its works so that readers can tell them apart (APA 7, §§ 8.17–8.20)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from apa7.model import Citekey, Work

from . import dates, intext
from .names import initials, surname
from .sorting import sort_key
from .works import cited_title, family_of


def arrange(works: Iterable[Work]) -> tuple[list[Work], dict[Citekey, intext.Form]]:
    """Put works into the order of a reference list and find the form in which each is cited."""
    ordered = sorted({work.key: work for work in works}.values(), key=sort_key)
    with_initials = _needing_initials(ordered)
    letters = _letters(ordered)
    short = _abbreviations(ordered)
    forms = {}
    for work in ordered:
        key = work.key
        # Who isn't listed is introduced with initials (§ 8.9).
        count = int(key in with_initials) if family_of(work).is_listed(work) else len(work.names("author"))
        forms[key] = intext.Form(1, count, letters.get(key, ""), short.get(key, ""))
    for key, shown in _needing_names(ordered, forms):
        forms[key] = forms[key]._replace(shown=shown)
    return ordered, forms


def _needing_initials(works: Sequence[Work]) -> set[Citekey]:
    """Find the works whose first author shares a surname with another's (§ 8.20)."""
    by_surname: dict[str, dict[str, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for work in works:
        names = intext.cited_names(work)
        if names and not names[0].group and (first := initials(names[0])):
            by_surname[surname(names[0])][first].append(work)
    return {
        work.key
        for alike in by_surname.values()
        if len(alike) > 1
        for works_of_one in alike.values()
        for work in works_of_one
        if not _shares_surname_within(work)
    }


def _shares_surname_within(work: Work) -> bool:
    first, *others = intext.cited_names(work)
    return any(surname(name) == surname(first) for name in others)


def _abbreviations(works: Sequence[Work]) -> dict[Citekey, str]:
    """Find the groups' abbreviations; those that two groups would share aren't used (§ 8.21)."""
    groups: dict[str, set[str]] = defaultdict(set)
    shorts = {}
    for work in works:
        if "shortauthor" in work.people and (short := intext.abbreviation(work)):
            shorts[work.key] = short
            groups[short].update(name.family for name in intext.cited_names(work))
    return {key: short for key, short in shorts.items() if len(groups[short]) == 1}


def _letters(works: Sequence[Work]) -> dict[Citekey, str]:
    """Give letters to works of the same authors and year, in the order of the list (§ 8.19)."""
    alike: dict[object, list[Work]] = defaultdict(list)
    for work in works:
        if family_of(work).is_listed(work):
            alike[find_likeness(work)].append(work)
    return {
        work.key: letter(number)
        for group in alike.values()
        if len(group) > 1
        for number, work in enumerate(group)
    }


def find_likeness(work: Work) -> object:
    """Return what works share that a letter tells apart: authors, or without any the title, and the year."""
    who = tuple(
        [(surname(name), initials(name), name.suffix, name.mark) for name in intext.cited_names(work)]
    )
    return who or cited_title(work), dates.year(work)


def letter(number: int) -> str:
    """Return a, b, …, z, aa, ab and so on, from 0."""
    rest, last = divmod(number, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("a") + last)


def _needing_names(works: Sequence[Work], forms: dict[Citekey, intext.Form]) -> Iterable[tuple[Citekey, int]]:
    """Find how many authors it takes to tell works of one year apart that "et al." makes alike (§ 8.18)."""
    alike: dict[object, dict[tuple[str, ...], list[Citekey]]] = defaultdict(lambda: defaultdict(list))
    for work in filter(intext.shortens, works):
        names = intext.family_names(work, forms[work.key])
        alike[names[:1], dates.year(work)][names].append(work.key)
    for lists in alike.values():
        shortest = _tell_apart(list(lists)) if len(lists) > 1 else [1]
        for (names, keys), shown in zip(lists.items(), shortest, strict=True):
            # "et al." stands for several: the last author alone is named.
            last = shown == len(names) - 1 and len(lists) > 1
            yield from ((key, len(names) if last else shown) for key in keys)


def _tell_apart(lists: Sequence[tuple[str, ...]]) -> list[int]:
    """Return how many names it takes, of each of several lists, until "et al." stands for one list alone."""
    # How the names begin, by the number of what came before and the name; how many lists go on from there.
    places: dict[tuple[int, str], int] = {}
    going_on: Counter[int] = Counter()
    paths = []
    for names in lists:
        path = [0]
        for name in names:
            path.append(places.setdefault((path[-1], name), len(places) + 1))
        going_on.update(path[:-1])
        paths.append(path)
    return [
        next(
            (shown for shown in range(1, len(path) - 1) if going_on[path[shown]] == 1), max(len(path) - 1, 1)
        )
        for path in paths
    ]
