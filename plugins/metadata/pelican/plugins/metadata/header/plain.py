"""Pelican's own header, `Key: value` on each line until an empty one: read whole, or refused."""

import re
from collections.abc import Sequence

from .errors import HeaderError
from .words import (
    ALMOST,
    KNOWN,
    LINE,
    MORE,
    NEVER_TEXT,
    ONCE,
    SHORT,
    SPREAD,
    TAKEN,
    begins_header,
    find_key,
    has_sign,
)

END = re.compile(r"(-{3}|\.{3})(\s.*)?")
FENCES = {"---", "+++", "{", ";;;", "```yaml", "```toml", "<!--"}
"""With what other tools begin a header."""


def check_plain(lines: Sequence[str]) -> int:
    """Make sure that a header is one to its end, and return how many lines it has.

    Raises:
        HeaderError: A line of it is none.
    """
    if not lines or not LINE.fullmatch(lines[0]):
        refuse_misplaced(lines)
        return 0
    seen: dict[str, int] = {}
    key = ""
    for number, line in enumerate(lines, 1):
        if not line.strip() or END.fullmatch(line):
            return number
        if found := LINE.fullmatch(line):
            key = found["key"].lower()
            check_key(key, number, seen)
        elif MORE.fullmatch(line):
            check_more(key, number, line)
        else:
            raise HeaderError(number, explain_line(line))
    return len(lines)


def check_key(key: str, number: int, seen: dict[str, int]) -> None:
    """Refuse a line whose name says something else here, or that says again what another one says."""
    if key in TAKEN:
        raise HeaderError(
            number, f'"{key}" cannot be the name of a line: Pelican keeps something else there.'
        )
    first = seen.setdefault(key, number)
    if key in ONCE and first != number:
        raise HeaderError(number, f'"{key.title()}:" stands in line {first} already. Remove one of the two.')


def check_more(key: str, number: int, line: str) -> None:
    """Refuse a line that goes on with one that cannot go on, or that was not meant to."""
    own = LINE.fullmatch(line.strip())
    if (own and own["key"].lower() in NEVER_TEXT) or SHORT.fullmatch(line):
        raise HeaderError(
            number, f'"{shorten(line)}" belongs to the line above. Remove the blanks before it.'
        )
    if key in ONCE - SPREAD:
        raise HeaderError(number, f'"{key.title()}:" has one line. Write "{shorten(line)}" behind it.')


def refuse_misplaced(lines: Sequence[str]) -> None:
    """Refuse a header that does not begin in the first line, or not as one."""
    number = find_text(lines, 0)
    if not number:
        return
    line, below = lines[number - 1], lines[number : number + 3]
    if line.startswith(("---", "+++")) and number == 1 and any(map(find_key, below)):
        raise HeaderError(
            1, f'a header of another tool begins with "{line[:3]}" alone. Write that and no more.'
        )
    if number > 1 and (find_key(line) or (line.strip() in FENCES and any(map(find_key, below)))):
        message = "the header begins in the first line of the file: remove what is empty above it."
        raise HeaderError(number, message)
    if find_key(line) or (find_key(line, colon=False) and any(LINE.fullmatch(other) for other in below)):
        raise HeaderError(number, explain_line(line))


def check_body(lines: Sequence[str], start: int) -> None:
    """Refuse a text that begins like a header: most likely it belongs to the one above.

    Args:
        lines: Of the file.
        start: How many of them the header has.

    Raises:
        HeaderError: It does.
    """
    number = find_text(lines, start)
    if not number:
        return
    line, below = lines[number - 1], lines[number : number + 3]
    fenced = line.strip() in FENCES and any(map(find_key, below))
    if fenced or begins_header(line):
        first = shorten(below[0] if fenced else line)
        above = f" The header ended in line {start}." if start else ""
        raise HeaderError(
            number,
            f'the text begins like a header: "{first}".{above} If it belongs to the header, remove what is '
            "empty between them; if it is text, begin it with other words.",
        )


def find_text(lines: Sequence[str], start: int) -> int:
    """Return the number of the first line below `start` that is not empty; 0 if there is none."""
    return next((number for number, line in enumerate(lines[start:], start + 1) if line.strip()), 0)


def explain_line(line: str) -> str:
    """Say what is wrong with a line that stands in a header and is none of it."""
    text = line.strip()
    found = ALMOST.fullmatch(text)
    spaced = re.fullmatch(r"(?P<key>[\w-]+(?: [\w-]+){0,2})\s*:\s*(?P<value>.*)", text)
    if spaced:
        key = "-".join(spaced["key"].split())
        if not key.isascii():
            return f'"{spaced["key"]}" cannot be the name of a line: it has letters from a to z and hyphens.'
        return (
            f'this is no line of a header: write "{key}: {spaced["value"]}", the colon right after one word.'
        )
    if found and found["key"].lower() in KNOWN:
        what = "this is no line of a header" if has_sign(found) else "a colon is missing"
        return f'{what}: write "{found["key"].title()}: {found["value"].strip()}".'
    return (
        f'"{shorten(line)}" is no line of a header. If the text begins here, put an empty line above it; '
        "if it goes on with the line above, begin it with four blanks."
    )


def shorten(line: str) -> str:
    """Return as much of a line as a message needs."""
    text = " ".join(line.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
