"""All findings, as authors read of them: `findings.toml` beside this file says what each means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("findings.toml")

FAMILIES = {
    "PW0": "What the build itself says",
    "PW1": "Left over from other programs",
    "PW2": "Links",
    "PW3": "Notes, code and comments",
    "PW4": "HTML between Markdown",
    "PW5": "Headings",
    "PW6": "Quotations, citations and works",
    "PW7": "Pictures",
    "PW8": "The header",
    "PW9": "Words",
}


@dataclass(frozen=True)
class Entry:
    """What is said of a finding.

    Attributes:
        code: The finding's.
        name: A word or two for it, such as "bare-www".
        severity: How bad it is; "" where it depends.
        why: What is wrong about it, for somebody who knows no programming.
        wrong: A text in which it is found; "" where a whole site would be needed.
        right: The same, put right.
        rule: By which `citations check` knows it; "" for others.
    """

    code: str
    name: str
    severity: str
    why: str
    wrong: str = ""
    right: str = ""
    rule: str = ""


@cache
def read_catalogue() -> dict[str, Entry]:
    """Return all entries by their codes."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: Entry(code, **values) for code, values in data.items()}


def write_guide() -> str:
    """Return the part of the guide that has all findings."""
    return "\n".join(_write_lines()) + "\n"


def explain(code: str) -> str:
    """Return what the guide says of one finding; "" if there is none."""
    entry = read_catalogue().get(code)
    return "\n".join(_write_entry(entry)).strip() if entry else ""


def _write_lines() -> Iterator[str]:
    entries = read_catalogue()
    yield from (
        "Title: What a check finds",
        "Date: 2026-11-20 10:05",
        "Authors: The Partwork editors",
        "Tags: guide",
        "Check-ignore: PW504",
        "Summary: Each thing that a check, a build or the panel of a draft may tell you, by its code: what "
        "it means, a text in which it is found, and one in which it is not.",
        "",
        "`invoke check`, `invoke build` and the panel of `invoke serve` say the same.",
        "An error keeps a site from being built; a warning does not, and readers see that something is "
        "wrong; advice is a matter of taste.",
        "",
        "`invoke check --fix` puts right what is safe.",
        "`Check-ignore: PW603` in the header of a post silences a code there, `CHECKS_IGNORE` in "
        "`pelicanconf.py` everywhere.",
        "`invoke check --about PW603` shows a section of this page in the terminal.",
        "",
        "<!-- Written by `python -m proofs guide`. -->",
        "",
        "| code | name | |",
        "| --- | --- | --- |",
    )
    for entry in entries.values():
        yield (
            f"| [{entry.code}](#{entry.code.lower()}-{entry.name}) | {entry.name} |"
            f" {entry.severity or 'as told'} |"
        )
    for family, title in FAMILIES.items():
        yield from ("", f"## {title}")
        for code, entry in entries.items():
            if code.startswith(family):
                yield from _write_entry(entry)


def _write_entry(entry: Entry) -> Iterator[str]:
    yield from ("", f"### {entry.code} {entry.name}", "", entry.why.strip())
    for title, text in (("Found", entry.wrong), ("Right", entry.right)):
        if text:
            fence = "`````" if "```" in text else "```"
            yield from ("", f"{title}:", "", f"{fence}markdown", text.strip("\n"), fence)
