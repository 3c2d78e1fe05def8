"""How two plain texts differ: whole, for machines; and as the words that changed, for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from .comparison import find_steps

# Of words that stay, so many are shown on each side of a change.
AROUND = 5
# Of words that come or go, so many at their beginning and at their end.
CHANGED = 20
# A paragraph is shown as changed if this part of its words stays, and otherwise as another one.
SAME = 0.5
# Of a line that comes or goes, so many characters are shown.
WIDTH = 200
# So many lines are shown, and of one line so many changes with what stays between them.
LINES = 20
STEPS = 20

# Chinese and Japanese have no spaces between words: each sign counts as one.
SIGN = r"[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
WORD = re.compile(rf"{SIGN}|(?:(?!{SIGN})\S)+")
BETWEEN = re.compile(rf"(?<={SIGN}) (?={SIGN})")


def diff_text(old: str, new: str) -> str:
    """Return a unified diff of two plain texts, without context; empty if they are the same."""
    gone, come, lines = old.splitlines(), new.splitlines(), list[str]()
    for kind, start, end, begin, stop in find_steps(gone, come):
        if kind != "equal":
            lines.append(f"@@ -{name_range(start, end)} +{name_range(begin, stop)} @@")
            lines += [f"-{line}" for line in gone[start:end]] + [f"+{line}" for line in come[begin:stop]]
    return "\n".join(lines)


def name_range(start: int, end: int) -> str:
    """Return lines as the head of a change names them (POSIX, `diff -u`)."""
    if end - start == 1:
        return str(end)
    return f"{start + (end > start)},{end - start}"


def show_diff(diff: str, width: int | None = WIDTH) -> list[str]:
    """Return what a diff says in a few lines, of which each tells of one change.

    Args:
        diff: What `diff_text` returned.
        width: To how many characters a line that is new or gone is cut; None for none.
    """
    lines: list[str] = []
    for is_head, group in groupby(diff.splitlines(), lambda line: line.startswith("@@")):
        if not is_head:
            lines += show_change(list(group), width)
    if len(lines) > LINES:
        lines[LINES:] = [f"… and {len(lines) - LINES} more"]
    return lines


def show_change(lines: Sequence[str], width: int | None) -> Iterator[str]:
    """Show what takes the place of what: line by line where there are as many as before."""
    old, new = (pick(lines, sign) for sign in "-+")
    if len(old) != len(new):
        yield from show_lines(old, new, width)
        return
    for gone, come in zip(old, new, strict=True):
        yield from show_lines([gone], [come], width)


def show_lines(gone: Sequence[str], come: Sequence[str], width: int | None) -> Iterator[str]:
    """Show how lines differ: their words, if most of them stay."""
    old, new = (WORD.findall(" ¶ ".join(lines)) for lines in (gone, come))
    steps = find_steps(old, new)
    same = sum(end - start for kind, start, end, _, _ in steps if kind == "equal")
    if old != new and same >= SAME * min(len(old), len(new)) > 0:
        more = ["…"] if len(steps) > STEPS else []
        yield " ".join([*mark_words(old, new, steps[:STEPS]), *more])
        return
    for sign, texts in (("-", gone), ("+", come)):
        for text in texts:
            yield f"{sign} {text[:width]}{'…' if text[:width] != text else ''}"


def pick(lines: Iterable[str], sign: str) -> list[str]:
    """Return the lines that are gone, or new, without those that are empty."""
    return [line[1:] for line in lines if line[0] == sign and line[1:].strip()]


def mark_words(
    old: Sequence[str], new: Sequence[str], steps: Iterable[tuple[str, int, int, int, int]]
) -> Iterator[str]:
    """Give the words that stay beside a change, and the changes as `[-old-]{+new+}`."""
    for kind, start, end, begin, stop in steps:
        if kind == "equal":
            is_first, is_last = start == begin == 0, (end, stop) == (len(old), len(new))
            yield cut(old[start:end], 0 if is_first else AROUND, 0 if is_last else AROUND)
            continue
        gone, come = cut(old[start:end], CHANGED, CHANGED), cut(new[begin:stop], CHANGED, CHANGED)
        yield (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")


def cut(words: Sequence[str], first: int, last: int) -> str:
    """Return the first and the last words, and between them, where more than one is left out, an ellipsis."""
    if len(words) > first + last + 1:
        words = [*words[:first], "…", *words[len(words) - last :]]
    return BETWEEN.sub("", " ".join(words))
