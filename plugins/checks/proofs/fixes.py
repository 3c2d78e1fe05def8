"""Findings that can be put right without asking → the file, with nothing else in it changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from guards.whole import write_file

from .model import Finding
from .review import USUAL, review
from .settings import CheckSettings

# What one fix brings to light another one may put right; no text needs more rounds.
ROUNDS = 5


def fix_file(path: Path, shown: str, settings: CheckSettings = USUAL) -> list[Finding]:
    """Put right what is safe, whole or not at all; line ends and a byte order mark stay as they are.

    Args:
        path: The file.
        shown: Its name for messages, which links in it are looked up from, too.
        settings: What the site says.

    Returns:
        What was put right.

    Raises:
        OSError: The file can be neither read nor replaced; it is as it was.
        UnicodeDecodeError: It is no UTF-8.
    """
    before = path.read_bytes().decode("utf-8")
    text, done = before, []
    for _ in range(ROUNDS):
        fixable = [finding for finding in review(shown, text, settings) if finding.fix]
        if not fixable:
            break
        text, applied = apply(text, fixable)
        done += applied
    if text != before:
        # Who may read it stays as it is, and so does a link to it.
        home = path.resolve()
        mode = home.stat().st_mode
        write_file(home, text.encode("utf-8"))
        home.chmod(mode)
    return done


def apply(raw: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """Return a text with what findings replace in it, and those of them that were applied.

    Where two overlap the second waits for the next round.
    """
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    rest = raw.removeprefix(mark)
    ends = re.findall(r"\r\n?|\n", rest)
    text = re.sub(r"\r\n?", "\n", rest)
    pieces, applied, at = [], [], 0
    for finding in sorted(
        (one for one in findings if one.fix), key=lambda one: (one.fix and one.fix.start) or 0
    ):
        fix = finding.fix
        if fix is None or fix.start < at or "\n" in text[fix.start : fix.end]:
            continue
        pieces += [text[at : fix.start], fix.new]
        at = fix.end
        applied.append(finding)
    lines = "".join([*pieces, text[at:]]).split("\n")
    joined = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    return mark + joined, applied
