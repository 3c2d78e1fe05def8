"""The nouns of a header: an entry, and a header in the form that Pelican reads."""

from collections.abc import Mapping
from typing import NamedTuple

Person = Mapping[str, str]
"""What a header says of an author: `name`, `orcid`, `url`."""


class Entry(NamedTuple):
    """One entry of a header in another tool's form.

    Attributes:
        key: As written.
        values: Texts or persons, one unless it is a list.
        line: The line of the file, counted from 1.
        listed: Whether it was written as a list.
    """

    key: str
    values: tuple[str | Person, ...]
    line: int
    listed: bool = False


class Header(NamedTuple):
    """A header that was in another tool's form.

    Attributes:
        lines: Lines as Pelican has them, as many as the header had, so that those below keep their numbers.
        people: What it says of its authors beyond their names, by name.
    """

    lines: tuple[str, ...]
    people: Mapping[str, Person]
