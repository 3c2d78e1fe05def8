"""Organisations that read like persons, because their names have no braces around them."""

import re
from collections.abc import Iterator

from apa7.bibliography.fields import NAME_FIELDS
from apa7.bibliography.names import read_name, split_list
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
_LINKING = re.compile(r"\b(?:of|for|the|on|in|against|und|für|et|des)\b")


def find_groups(work: Work) -> Iterator[Finding]:
    """Tell names that look like an organisation's but were read as a person's (APA 7, § 9.11)."""
    for field in sorted(NAME_FIELDS & work.source.keys() - _UNSHOWN):
        parts = split_list(work.source[field])
        groups = [part for part in parts if looks_like_group(part) and _is_open(part)]
        if groups and any(_is_open(part) and not re.search(r"[\s,]", part) for part in parts):
            # "Ministry of Business, Innovation and Employment" is one name, which its "and" has split.
            groups = parts = [work.source[field].strip()]
        for written in (" ".join(group.split()) for group in groups):
            name = read_name(written)
            known = ", ".join(filter(None, (surname(name), initials(name))))
            read_as = "several persons" if len(split_list(written)) > 1 else f"a person ({known})"
            braced = f"{field} = {{{{{written}}}}}" if len(parts) == 1 else f"{{{written}}}"
            message = f'"{written}" is read as {read_as}; for an organisation write {braced}'
            yield warn(work, "organisation", message)


def _is_open(written: str) -> bool:
    """Tell whether nothing says what kind of name this is."""
    name = read_name(written)
    return (
        name != OTHERS and not name.group and not any(mark in written for mark in ("{", "family=", "given="))
    )


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
