"""A post → all that is found in it, in the order of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from .model import Finding
from .rules import headings, leftovers, links, maori, markup, pictures, quotations, summary
from .settings import CheckSettings
from .text import Text

IGNORE = "check-ignore"
"""The line of a header that silences codes."""

USUAL = CheckSettings()
RULES = (leftovers, links, markup, headings, quotations, pictures, summary)


def review(path: str, raw: str, settings: CheckSettings = USUAL) -> list[Finding]:
    """Look a post through.

    Args:
        path: Its file, as its author would type it, from the current folder.
        raw: What is in the file.
        settings: What the site says.
    """
    return look_through(Text(path, unify(raw)), settings)


def look_through(text: Text, settings: CheckSettings = USUAL) -> list[Finding]:
    """Look a text through; as `review`."""
    found = [finding for rule in RULES for finding in rule.find(text)]
    found += maori.find(text, settings.words, settings.left)
    silent = {*settings.ignore, *text.header.list(IGNORE)}
    kept = [finding for finding in found if finding.code not in silent]
    kept += find_unknown(text)
    return sorted(kept, key=lambda one: (one.line, one.column, one.code, one.message))


def find_unknown(text: Text) -> Iterable[Finding]:
    """Find codes that a post silences and that are none."""
    for code in dict.fromkeys(text.header.list(IGNORE)):
        if code not in known_codes():
            line = text.header.fields[IGNORE].line
            message = f'"{code[:20]}" is no code of a finding, so nothing is silenced by it.'
            help = "Write codes such as PW603, with commas between them."
            yield text.find_field("PW001", "warning", line, message, help)


@cache
def known_codes() -> frozenset[str]:
    """Return the codes of all findings."""
    from .catalogue import read_catalogue

    return frozenset(read_catalogue())


def unify(raw: str) -> str:
    """Return a text with one sign for each line's end and no mark before it."""
    return re.sub(r"\r\n?", "\n", raw.removeprefix("\ufeff"))
