"""Names as .bib files write them."""

import re
from functools import lru_cache

from apa7.model import OTHERS, Name

from .capitals import quieten
from .clear import find_clear
from .groups import find_group, goes_on, may_be_group, may_be_turned
from .latex import read_plain
from .letters import is_east_asian
from .patterns import late
from .several import MEDLINE, split_several
from .suffixes import cut_suffix, has_title, read_suffix, take_off_titles

_ACCENT = late(r"\\[^a-zA-Z\s]\{[^{}]*\}|\{\\[^{}]*(?:\{[^{}]*\})?\}")
_INVERTED = late(r"([A-Z][a-z]+), ([^\W\d_]+(?:[.-][^\W\d_]+)*\.?(?: [^\W\d_]+(?:[.-][^\W\d_]+)*\.?)*)")
_STRAIGHT = late(r"((?:[A-Z](?:[a-z]+|\.) )*[A-Z](?:[a-z]+|\.)) ([A-Z][a-z]{3,})")
"""Most names, of which all that can be a question is quickly seen."""

_BEHALF = late(r"^on behalf of the (?=\w)", re.IGNORECASE)
_OTHERS = late(r"(?:and )?(?:\d+ )?(?:others|more)|et al\.?", re.IGNORECASE)
_NO_INITIALS = ("X", "NG", "XU", "WU", "LI", "YU", "HU", "KIM", "LEE")
"""Surnames in capitals at the end of a name: Malcolm X, Jennifer NG."""


@lru_cache(maxsize=2048)
def read_names(value: str, *, use_prefix: bool = True) -> tuple[Name, ...]:
    """Read a list of names.

    Args:
        value: Names joined by "and": `Last, First`, `von Last, Jr, First`, `First von Last`,
            `{A Group}` or biblatex's `family=…, given=…`.
        use_prefix: Whether particles count as part of the surname (`useprefix`).

    Returns:
        The names; `OTHERS` stands for "and others".
    """
    if use_prefix and (clear := find_clear(value)):
        return clear.names
    # LaTeX's thin space separates initials, not names.
    value = value.replace("\\,", " ")
    return tuple(
        OTHERS if _OTHERS.fullmatch(part) else read_name(part, use_prefix=use_prefix)
        for part in split_names(value)
    )


def split_names(value: str) -> list[str]:
    """Split a list of names, also where somebody wrote "&" or ";", and never within a body's name."""
    names: list[str] = []
    for part in split_list(value):
        if names and goes_on(names[-1], part):
            names[-1] += f" and {part}"
        else:
            names += split_several(part)
    return [
        f"{{{name}}}" if " and " in name and not ("{" in name or find_group(name)) else name for name in names
    ]


def split_list(value: str) -> list[str]:
    """Split a list at each "and" that isn't inside braces."""
    value = value.strip()
    if not value:
        return []
    if "and" not in value.lower():
        return [value]
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|(?:^|(?<!\s)\s+)and(?=\s|$)", value, re.IGNORECASE):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth <= 0:
            parts.append(value[start : match.start()].strip())
            start = match.end()
    parts.append(value[start:].strip())
    return [part for part in parts if part]


@lru_cache(maxsize=4096)
def read_name(value: str, *, use_prefix: bool = True) -> Name:
    """Read one name."""
    if usual := _INVERTED.fullmatch(value):
        beside = read_suffix(usual[2].rpartition(" ")[2]) or has_title(usual[2])
        if not beside and not may_be_turned(usual[1], usual[2]):
            return Name(usual[1], usual[2], use_prefix=use_prefix)
    elif (usual := _STRAIGHT.fullmatch(value)) and not (may_be_group(value) or has_title(value)):
        return Name(usual[2], usual[1], use_prefix=use_prefix)
    mark = r"\relax" if r"\relax" in value else ""
    value = value.replace(r"\relax", "").strip()
    if is_braced(value):
        return Name(_BEHALF.sub("", read_plain(value[1:-1])), group=True, mark=mark)
    parts = split_outside_braces(value, r",")
    if "=" in value and any(re.match(r"\s*(family|given|prefix|suffix)(-i)?\s*=", part) for part in parts):
        return _read_extended(parts, use_prefix)
    if group_name := _find_group(value):
        return Name(_BEHALF.sub("", group_name), group=True, mark=mark)
    value = take_off_titles(value)
    given, prefix, family, suffix = _split(split_outside_braces(value, r","))
    bare = family if not is_braced(family) else family[1:-1]
    group = is_braced(family) and not given and not prefix
    surname, first = read_plain(bare), _read_given(given)
    if bare == family:
        prefix, surname, first = quieten(read_plain(prefix), surname, first)
    elif first and not suffix:
        surname, suffix = cut_suffix(surname)
    return Name(
        family=surname,
        given=first,
        prefix=read_plain(prefix),
        suffix=suffix,
        group=group,
        use_prefix=use_prefix,
        mark=mark,
    )


def _find_group(value: str) -> str:
    """Return an organisation's name that has no braces, or an empty string."""
    if "{" in value or "\\" in value:
        if "{" in _ACCENT.sub("", value):
            return ""
        value = read_plain(value)
    return find_group(value)


def _split(parts: list[str]) -> tuple[str, str, str, str]:
    """Split a name into given names, particle, surname and suffix; the suffix may stand anywhere."""
    suffix = ""
    if len(parts) > 2:
        # "Last, Jr., First" is BibTeX's order, "Last, First, Jr." APA's.
        place = next((place for place in (1, len(parts) - 1) if read_suffix(parts[place])), 1)
        suffix = parts.pop(place)
        parts = [parts[0], " ".join(parts[1:])]
    elif len(parts) == 2 and read_suffix(parts[1]) and (" " in parts[0] or not parts[1].isupper()):
        suffix = parts.pop()
    first, *rest = parts
    if not suffix:
        first, suffix = cut_suffix(first)
    given = rest[0] if rest else ""
    if given and not suffix:
        given, suffix = cut_suffix(given)
    words = split_outside_braces(first, r"[\s~]+")
    if rest:
        prefix, family = _split_prefix(words)
    elif len(words[-1]) < 4 and words[-1] not in _NO_INITIALS and MEDLINE.fullmatch(first):
        given = words.pop()
        prefix, family = _split_prefix(words)
    else:
        given, prefix, family = _split_first_last(words)
    return given, prefix, family, read_suffix(suffix) or read_plain(suffix)


def _read_given(given: str) -> str:
    """A braced given name counts as one: its hyphen gives no second initial (`{Lee-ann}`)."""
    return read_plain(re.sub(r"(?<!\\)\{[^{}\\]*\}", lambda found: _keep_hyphen(found[0]), given))


def _keep_hyphen(group: str) -> str:
    before, hyphen, after = group.rpartition("-")
    return f"{before[1:]}\u2011{after[:-1]}" if hyphen else group


def is_braced(value: str) -> bool:
    """Tell whether one pair of braces encloses the whole value."""
    if not (value.startswith("{") and value.endswith("}")) or re.match(r"\{\\[^a-zA-Z]", value):
        return False
    depth = 0
    for position, character in enumerate(value):
        depth += (character == "{") - (character == "}")
        if depth == 0 and position < len(value) - 1:
            return False
    return True


def split_outside_braces(value: str, separator: str) -> list[str]:
    """Split at each match of a pattern that isn't inside braces."""
    if "{" not in value and "}" not in value:
        return [part for part in map(str.strip, re.split(separator, value)) if part] or [""]
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"[{{}}]|{separator}", value):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth <= 0:
            parts.append(value[start : match.start()].strip())
            start = match.end()
    parts.append(value[start:].strip())
    return [part for part in parts if part] or [""]


def _read_extended(parts: list[str], use_prefix: bool) -> Name:
    """Read biblatex's extended format: `family=Last, given=First, prefix=van, useprefix=true`."""
    named = {}
    for part in parts:
        name, _, value = part.partition("=")
        value = value.strip().strip('"')
        named[name.strip().lower()] = read_plain(value[1:-1] if is_braced(value) else value)
    return Name(
        family=named.get("family", ""),
        given=named.get("given", ""),
        prefix=named.get("prefix", ""),
        suffix=named.get("suffix", ""),
        use_prefix=named.get("useprefix", str(use_prefix)).lower() == "true",
        initials=named.get("given-i", ""),
    )


def _split_first_last(words: list[str]) -> tuple[str, str, str]:
    """Split "First von Last" at the particle, or before the last word.

    A name without capitals, "bell hooks", has no particle.
    """
    if len(words) == 2 and is_east_asian(words[0]) and is_east_asian(words[1]):
        return words[1], "", words[0]
    capitals = any(any(letter.isupper() for letter in read_plain(word)) for word in words)
    for position, word in enumerate(words[:-1]):
        if capitals and _is_particle(word):
            prefix, family = _split_prefix(words[position:])
            return " ".join(words[:position]), prefix, family
    return " ".join(words[:-1]), "", words[-1]


def _split_prefix(words: list[str]) -> tuple[str, str]:
    """Split "von der Last" after the last particle; the last word is never one."""
    last = 0
    for position, word in enumerate(words[:-1]):
        if _is_particle(word):
            last = position + 1
    return " ".join(words[:last]), " ".join(words[last:])


def _is_particle(word: str) -> bool:
    letters = [character for character in read_plain(word) if character.isalpha()]
    return bool(letters) and letters[0].islower() and not word.startswith("{")
