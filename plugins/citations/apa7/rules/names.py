"""Names in reference lists (APA 7, §§ 9.7–9.12)."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from apa7.bibliography.letters import is_east_asian
from apa7.bibliography.richtext import concat, plain
from apa7.model import Name, Text, is_others

MOST_NAMES = 20
"""More authors than these are shortened to the first 19 and the last (§ 9.8)."""


def surname(name: Name) -> str:
    """Return the name that one cites and sorts by: "von Mises"; a group's whole name."""
    if name.prefix and name.use_prefix:
        return f"{name.prefix} {name.family}"
    return name.family


def initials(name: Name) -> str:
    """Return a person's initials: "Ai-Jun" → "A.-J."; hooks, bell has "b."; 小明 stays whole."""
    if not name.given.isascii() and is_east_asian(name.given):
        return name.given
    if name.initials:
        return " ".join(f"{letter}." for letter in name.initials.replace(".", " ").split())
    small = name.family[:1].islower() and name.given[:1].islower() and not name.prefix
    return _initials_of(name.given).lower() if small else _initials_of(name.given)


def is_whole(name: Name) -> bool:
    """Tell whether a name is written as one, as in Chinese, Japanese and Korean: 王小明."""
    return not name.given.isascii() and is_east_asian(name.given) and is_east_asian(name.family)


@lru_cache(maxsize=4096)
def _initials_of(given: str) -> str:
    return " ".join(filter(None, (_abbreviate(word) for word in _given_words(given))))


def inverted(name: Name) -> str:
    """Return a name as reference lists put it: "von Greaves, P. L., Jr."."""
    if name.group:
        return name.family
    if not name.given.isascii() and is_whole(name):
        return f"{name.family}{name.given}"
    first = initials(name)
    if not (name.prefix or name.suffix):
        return f"{name.family}, {first}" if first else name.family
    if name.prefix and not name.use_prefix:
        first = f"{first} {name.prefix}".lstrip()
    if not name.suffix:
        return f"{surname(name)}, {first}" if first else surname(name)
    return ", ".join(filter(None, (surname(name), first, _suffix(name))))


def straight(name: Name) -> str:
    """Return a name in its natural order: "D. F. Krell"."""
    if name.group:
        return name.family
    if is_whole(name):
        return f"{name.family}{name.given}"
    whole = " ".join(filter(None, (initials(name), name.prefix, name.family)))
    return ", ".join(filter(None, (whole, _suffix(name))))


def enumerate_names(
    names: Sequence[Name],
    form: Callable[[Name], str] = inverted,
    describe: Callable[[int], str] | None = None,
) -> Text:
    """List names as a reference does: "A, B., & C, D.".

    Args:
        names: The names.
        form: How each name is put.
        describe: What follows the name of a number (from 1), such as " (Director)".
    """
    if len(names) == 1 and not is_others(names[0]):
        return plain(form(names[0]) + (describe(1) if describe else ""))
    known = list(enumerate([name for name in names if not is_others(name)], 1))
    shortened = len(known) == len(names) > MOST_NAMES
    shown = [*known[: MOST_NAMES - 1], known[-1]] if shortened else known
    listed = [form(name) + (describe(number) if describe else "") for number, name in shown]
    if len(known) != len(names):
        return plain(", ".join([*listed, "et al."]))
    if shortened:
        return plain(", ".join([*listed[:-1], "… "]) + listed[-1])
    if len(listed) < 2:
        return plain("".join(listed))
    # Two names without initials, such as two groups, need no comma (§ 9.8).
    bare = len(listed) == 2 and "," not in listed[0]
    comma = "" if bare or (form is straight and len(listed) == 2) else ","
    return plain(", ".join(listed[:-1]) + f"{comma} & {listed[-1]}")


def in_brackets(names: Sequence[Name], one: str, several: str) -> Text:
    """Return "J. Bliss & H. Furth, Trans." for use inside parentheses."""
    return concat(enumerate_names(names, straight), f", {one if len(names) == 1 else several}")


def _suffix(name: Name) -> str:
    """APA writes Jr. and Sr. with a period, roman numerals without (§ 9.8)."""
    return f"{name.suffix}." if name.suffix in ("Jr", "Sr") else name.suffix


def _given_words(given: str) -> list[str]:
    words: list[str] = []
    latin = [word for word in given.split() if not is_east_asian(word)]
    given = " ".join(latin) or given
    for word in re.sub(r"\.(?=[^\W\d_])", ". ", given).split():
        # Databases run initials together: "Smith, JA".
        if re.fullmatch(r"[A-Z]{2,3}", word):
            words.extend(word)
        else:
            words.append(word)
    return words


def _abbreviate(word: str) -> str:
    """Abbreviate one given name; a hyphen counts when a capital follows it (§ 9.8)."""
    first, *others = re.split(r"[-‐]", word)
    letters = [_first_letter(first), *(_first_letter(other) for other in others if other[:1].isupper())]
    return "-".join(f"{letter}." for letter in letters if letter)


def _first_letter(word: str) -> str:
    letters = [character for character in word if character.isalpha()]
    return letters[0].upper() if letters else ""
