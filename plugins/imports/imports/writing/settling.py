"""Works of an import beside those that a site has: which of them it has already, and under which keys."""

from __future__ import annotations

import re
from collections.abc import Mapping

_KEY = re.compile(r"(@\s*\w+\s*[{(]\s*)[^\s,{}()]+")


def settle_works(text: str, works: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Find each work in a .bib file, or a key for it that is free there.

    Args:
        text: The file.
        works: Citekey → its entry.

    Returns:
        Citekey → the key by which it is cited in this site, and the entries that are new, by these keys.
    """
    if not works:
        return {}, {}
    from apa7.add.entry import identities, make_key
    from apa7.bibliography.fields import make_work
    from apa7.bibliography.library import parse

    entries, _ = parse(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    known: dict[tuple[str, ...], str] = {}
    for entry in entries:
        for identity in identities(make_work(entry)):
            known.setdefault(identity, entry.key)
    taken = {entry.key.lower(): entry for entry in entries}
    keys: dict[str, str] = {}
    new: dict[str, str] = {}
    for key, written in works.items():
        found, _ = parse(written)
        if len(found) != 1:
            continue
        own = identities(make_work(found[0]))
        twin = next((known[identity] for identity in sorted(own) if identity in known), "")
        there = taken.get(key.lower())
        if not twin and there and (there.type, there.fields) == (found[0].type, found[0].fields):
            twin = there.key
        if twin:
            keys[key] = twin
            continue
        free = key
        if there:
            free = make_key(make_work(found[0]), [*taken, *map(str.lower, works)])
        taken[free.lower()] = found[0]
        keys[key] = free
        new[free] = _KEY.sub(lambda match, free=free: match[1] + free, written, count=1)  # type: ignore[misc]
        known |= dict.fromkeys(own, free)
    return keys, new
