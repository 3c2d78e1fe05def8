"""Names as .bib files write them."""

import re
from functools import lru_cache

from apa7.model import OTHERS, Name

from .latex import read_plain


@lru_cache(maxsize=256)
def read_names(value: str, *, use_prefix: bool = True) -> tuple[Name, ...]:
    """Read a list of names.

    Args:
        value: Names joined by "and": `Last, First`, `von Last, Jr, First`, `First von Last`,
            `{A Group}` or biblatex's `family=…, given=…`.
        use_prefix: Whether particles count as part of the surname (`useprefix`).

    Returns:
        The names; `OTHERS` stands for "and others".
    """
    return tuple(
        OTHERS if part.lower() in ("others", "et al", "et al.") else read_name(part, use_prefix=use_prefix)
        for part in split_list(value)
    )


def split_list(value: str) -> list[str]:
    """Split a list at each "and" that isn't inside braces."""
    value = value.strip()
    if not value:
        return []
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


def read_name(value: str, *, use_prefix: bool = True) -> Name:
    """Read one name."""
    mark = r"\relax" if r"\relax" in value else ""
    value = value.replace(r"\relax", "").strip()
    if is_braced(value):
        return Name(read_plain(value[1:-1]), group=True, mark=mark)
    parts = split_outside_braces(value, r",")
    if "=" in value and any(re.match(r"\s*(family|given|prefix|suffix)(-i)?\s*=", part) for part in parts):
        return _read_extended(parts, use_prefix)
    if len(parts) == 1:
        given, prefix, family = _split_first_last(split_outside_braces(parts[0], r"[\s~]+"))
        suffix = ""
    else:
        suffix = parts[1] if len(parts) > 2 else ""
        given = " ".join(parts[2:]) if len(parts) > 2 else parts[1]
        prefix, family = _split_prefix(split_outside_braces(parts[0], r"[\s~]+"))
    bare = family if not is_braced(family) else family[1:-1]
    group = is_braced(family) and not given and not prefix
    surname = read_plain(bare)
    # Databases shout: "WATSON, J. D.".
    if given and surname.isupper() and len(surname) > 3 and not is_braced(family):
        surname = surname.title()
    return Name(
        family=surname,
        given=_read_given(given),
        prefix=read_plain(prefix),
        suffix=read_plain(suffix),
        group=group,
        use_prefix=use_prefix,
        mark=mark,
    )


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
