"""Lists of names that are clear at a glance: persons' without any word of a body's, and bodies' in braces."""

from functools import lru_cache
from typing import NamedTuple

from apa7.model import OTHERS, Name

from .groups import WORDS_OF_GROUPS, fold_name
from .latex import read_plain
from .patterns import late
from .suffixes import SUFFIXES, TITLES

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀČĒĪŁŌŚŞŠŪŽ]"
_SMALL = "[a-zß-öø-ÿāăąćčďēęěğīıłńňōőřśşšťūůűźżž]"
_FAMILY = rf"{_CAPITAL}{_SMALL}++"
_GIVEN = rf"(?!Ng){_CAPITAL}{_SMALL}*+\.?"
_PERSON = rf"(?!Universi|Minist|Bundes|Consejo|Gobierno)(?:{_FAMILY}, )?{_GIVEN}(?:[ -]?{_GIVEN})*+"
_ONE = late(
    rf"(?:\{{(?P<body>[^{{}}\\]*+)\}}|(?P<person>{_PERSON})|(?P<others>others(?=\Z)))(?: and (?=.)|\Z)"
)
_WORD = late(r"[^\W\d_]+")
_QUESTIONS = WORDS_OF_GROUPS | SUFFIXES | TITLES | {"and"}


class Clear(NamedTuple):
    """Names of which nothing is in question.

    Attributes:
        names: The names.
        words: The words of persons' names, folded.
    """

    names: tuple[Name, ...]
    words: frozenset[str]


@lru_cache(maxsize=2048)
def find_clear(value: str) -> Clear | None:
    """Read a list of names if it is clear; what `names.read_names` makes of it is the same."""
    names: list[Name] = []
    persons: list[str] = []
    end = 0
    for found in _ONE.finditer(value):
        if found.start() != end:
            return None
        end = found.end()
        if found["person"]:
            if (name := _read_person(found["person"])) is None:
                return None
            persons.append(found["person"])
            names.append(name)
        else:
            if found["body"] and found["body"][:3].lower() == "on ":
                return None
            names.append(OTHERS if found["others"] else Name(read_plain(found["body"]), group=True))
    words = frozenset(_WORD.findall(fold_name(" ".join(persons))))
    return (
        Clear(tuple(names), words) if names and end == len(value) and _QUESTIONS.isdisjoint(words) else None
    )


@lru_cache(maxsize=4096)
def _read_person(written: str) -> Name | None:
    """Read "Doe, Jane" and "Jane Doe", of which the last word is then a surname."""
    family, comma, given = written.partition(", ")
    if not comma:
        given, _, family = written.rpartition(" ")
    return Name(family, given) if given and family[1:].islower() and family.isalpha() else None
