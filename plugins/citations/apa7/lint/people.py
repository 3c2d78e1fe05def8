"""Names that are read as something else than they may be: organisations as persons, several names as one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from apa7.bibliography.clear import find_clear
from apa7.bibliography.fields import NAME_FIELDS
from apa7.bibliography.groups import find_group, is_known
from apa7.bibliography.names import is_braced, read_name, read_names, split_list, split_names
from apa7.bibliography.several import looks_like_several
from apa7.model import OTHERS, Work
from apa7.rules.names import initials, surname

from .findings import Finding, warn

_LISTED = """
academy administration agency alliance archive archives assembly associates association authority board
bureau cabinet center centre centres centers charity church club coalition collective college commission
committee community company conference congress consortium convention cooperative corporation council
department directorate division faculty federation firm forum foundation fund government group hospital
inc incorporated initiative institute institution international laboratory league library limited ltd
magazine media ministry museum national network news observatory office organisation organization panel
parliament partnership party police press programme program project publications register research
school secretariat senate service services society studio studios surveys survey task team times
treasury tribunal trust trustees union united university workers
"""
_WORDS = frozenset(_LISTED.split())
"""Words of organisations' names that are hardly ever names of persons."""

_AMONG_SURNAMES = frozenset(
    ("association", "church", "college", "conference", "league", "park", "press", "times", "union", "workers")
)
_UNSHOWN = {"holder", "shortauthor", "shorteditor", "sortname"}
"""Fields whose names no reference has as it reads them."""
_PERSON = re.compile(
    r"(?:[a-zà-ÿ]+ ){0,3}[A-ZÀ-Þ][^\W\d_]+(?:[’'-][^\W\d_]+)*, (?:[A-ZÀ-Þ](?:\.|[^\W\d_]+)[ -]?){1,3}"
)
_LINKING = re.compile(r"\b(?:of|for|the|on|in|against|und|für|et|des)\b")


def find_people(work: Work) -> Sequence[Finding]:
    """Tell names that are read as something else than they may be."""
    source = work.source
    named = [name for name in source if name in NAME_FIELDS]
    fields = sorted([name for name in named if not _are_clear(source[name])])
    braced = [name for name in named if "{" in source[name] and ", " in source[name]]
    if not (fields or braced):
        return ()
    shown = [field for field in fields if field not in _UNSHOWN]
    return (*find_groups(work, shown), *find_braced(work, braced), *find_several(work, fields))


def _are_clear(written: str) -> bool:
    """Tell, quickly, that no name may be read as something else than it is."""
    clear = find_clear(written)
    return clear is not None and _WORDS.isdisjoint(clear.words)


def find_groups(work: Work, fields: Sequence[str]) -> Iterator[Finding]:
    """Tell names that look like an organisation's and have no braces (APA 7, § 9.11)."""
    for field in fields:
        alone, doubtful = _find_doubtful(work.source[field])
        for written, group in doubtful:
            braced = f"{{{group or written}}}"
            braced = f"{field} = {{{braced}}}" if alone else braced
            if group:
                message = (
                    f'"{written}" is read as an organisation, by its words; other programs need {braced}'
                )
            else:
                name = read_name(written)
                known = ", ".join(filter(None, (surname(name), initials(name))))
                message = f'"{written}" is read as a person ({known}); for an organisation write {braced}'
            yield warn(work, "organisation", message)


@lru_cache(maxsize=1024)
def _find_doubtful(value: str) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Find names that look like an organisation's, each with the one that it is read as, if any.

    Organisations write much: what they are called is asked once for all of it. Told, too, is whether the
    field has one name alone.
    """
    parts = split_names(value)
    names = [" ".join(part.split()) for part in parts if _is_open(part)]
    groups = [(written, find_group(written)) for written in names]
    return len(parts) == 1, tuple(
        (written, group)
        for written, group in groups
        if not is_known(group) and (group or looks_like_group(written))
    )


def find_braced(work: Work, fields: Sequence[str]) -> Iterator[Finding]:
    """Tell persons whose braces make organisations of them: `{{van der Kea, Moana}}`."""
    for field in fields:
        for part in split_list(work.source[field]) if field not in _UNSHOWN else ():
            written = part[1:-1].strip() if is_braced(part) else ""
            if _PERSON.fullmatch(written) and not (find_group(written) or looks_like_group(written)):
                message = f'"{written}" is read as an organisation, by its braces; a person has none'
                yield warn(work, "organisation", message)


def find_several(work: Work, fields: Sequence[str]) -> Iterator[Finding]:
    """Tell names that are several, without the "and" that .bib files have between names."""
    for field in fields:
        for written in (" ".join(part.split()) for part in split_list(work.source[field])):
            names = read_names(written)
            if len(names) > 1 and not names[0].group:
                message = f'"{written}" is read as {len(names)} names; write "and" between names'
                yield warn(work, "names", message)
            elif len(names) == 1 and not names[0].group and looks_like_several(written):
                message = (
                    f'"{written}" is read as one person; write "and" between names, '
                    f"or for an organisation {{{written}}}"
                )
                yield warn(work, "names", message)


def _is_open(written: str) -> bool:
    """Tell whether nothing says what kind of name this is."""
    name = read_name(written)
    return name != OTHERS and not any(mark in written for mark in ("{", "family=", "given="))


def looks_like_group(written: str) -> bool:
    """Tell whether a name without braces is likely an organisation's.

    Args:
        written: The name as it stands in the .bib file: `Social Workers Registration Board`.
    """
    surname_first = "," in written
    words = [word.lower().strip(".,") for word in re.findall(r"[^\s,]+", written)]
    if len(words) == 1:
        return bool(re.fullmatch(r"[A-Z]{3,}", written)) or words[0] in _WORDS
    if _LINKING.search(written):
        return True
    if surname_first:
        # Who writes a surname first means a person, unless the rest is words as well.
        last, _, first = written.partition(",")
        given = [word for word in first.split() if len(word.strip(".")) > 1]
        return len(given) > 1 and bool(
            {last.lower().strip(), *map(str.lower, given)} & _WORDS - _AMONG_SURNAMES
        )
    found = set(words) & _WORDS
    return bool(found) and (len(words) > 2 or bool(found - _AMONG_SURNAMES))
