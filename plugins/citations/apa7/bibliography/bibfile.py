"""Where the entries of a .bib file begin and end, whatever is broken in between.

pybtex reads one entry well but loses its way after a brace that is missing. This
module cuts a file into entries first, so that one broken entry costs that entry only.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .letters import BLANK
from .patterns import late
from .usual import WHOLE

# What a list or a quotation puts before an entry.
_LISTED = rf"(?:(?:[-–—*+•·‣◦>]|\d{{1,4}}[.)]|\[\d{{1,4}}\]){BLANK}*+(?=@[^\n{{(]*\{{))?"
_ENTRY = rf"{BLANK}*+{_LISTED}@[ \t]*(?P<type>[^\W\d_][\w-]*|(?=\{{))\s*(?P<opener>[{{(])"
_START = late(f"^{_ENTRY}", re.MULTILINE)
_NEXT = late(f"[,;]*{_ENTRY}")
_MARK = late(r'[{}()"%]|[=#]\s*"|^@[A-Za-z]+[ \t]*[{(][^\s,{}()="]+[ \t]*,', re.MULTILINE)
_EXTRA = late(r"[ \t]*[})]")
_BEFORE_EXTRA = (" ", "\t", "}", ")")
_NO_ENTRY = "this reads like an entry and is none: begin a line with @, its type and {, as in @book{key,"
_TOO_EARLY = "this belongs to no entry: the entry above it was closed too early"

NO_KEY = "the entry has no key: write one after the opening brace"


class Chunk(NamedTuple):
    """The source of one entry.

    Attributes:
        type: The entry type in lower case.
        line: The line on which it begins, counted from 1.
        text: From its @ to its closing brace, comments blanked out.
        error: What is wrong with its bounds, or an empty string.
        key: Its key, if all of it is as most write it.
        fields: Where its fields begin then.
    """

    type: str
    line: int
    text: str
    error: str = ""
    key: str = ""
    fields: int = 0


def cut(source: str) -> Iterator[Chunk]:
    """Cut a .bib file into its entries.

    A `%` begins a comment outside of entries and between an entry's fields, as in biber;
    inside a field's value it is a character. What a `@comment` encloses is none of the file's entries.
    """
    position, line, counted = 0, 1, 0
    pairs: dict[int, int] | None = None
    while True:
        if (usual := WHOLE.match(source, position)) and (chunk := _take_usual(usual, line, counted)):
            yield chunk
            line, counted, position = chunk.line, usual.start("entry"), usual.end()
            if source[position : position + 1] in _BEFORE_EXTRA and (extra := _EXTRA.match(source, position)):
                yield Chunk("", line + source.count("\n", counted, position), "", _TOO_EARLY)
                position = extra.end()
            continue
        # Nothing is behind the last entry of most files: no expression has to be compiled to see that.
        more = source.find("@", position) >= 0
        match = (_NEXT.match(source, position) or _START.search(source, position)) if more else None
        if match is None:
            break
        line += source.count("\n", counted, match.start())
        counted = match.start()
        line_of_at = line + source.count("\n", match.start(), source.index("@", match.start()))
        yield from _find_strays(source, position, match.start(), line)
        start = source.index("@", match.start())
        position, closed, comments = _find_end(source, match.end() - 1)
        if not closed and match["type"].lower() == "comment":
            pairs = pair_braces(source) if pairs is None else pairs
            end = pairs.get(match.end() - 1)
            position, closed = (position, False) if end is None else (end + 1, True)
        error = "" if match["type"] else "the entry has no type: write one after the @, such as @book"
        if not closed and match["type"].lower() != "comment":
            error = "the entry is never closed: a } is missing"
        text = source[start:position] if error else _blank(source, start, position, comments)
        yield Chunk(match["type"].lower(), line_of_at, text, error)
        if closed and match["type"].lower() != "comment" and (extra := _EXTRA.match(source, position)):
            at = line + source.count("\n", counted, position)
            yield Chunk("", at, "", _TOO_EARLY)
            position = extra.end()
    yield from _find_strays(source, position, len(source), line + source.count("\n", counted))


def _take_usual(found: re.Match[str], line: int, counted: int) -> Chunk | None:
    """Return an entry that is as most are, and follows the last one at once; None if another begins in it."""
    kind, text, start = found["type"].lower(), found["entry"], found.start("entry")
    if "\n@" in text or kind in ("comment", "preamble", "string"):
        return None
    line += found.string.count("\n", counted, start)
    return Chunk(kind, line, text, "", found["key"], found.start("fields") - start)


def pair_braces(source: str) -> dict[int, int]:
    """Return where the brace that opens at each place closes; those that never do are left out."""
    pairs, opened = {}, []
    for match in re.finditer(r"[{}]", source):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            pairs[opened.pop()] = match.start()
    return pairs


def _find_strays(source: str, start: int, end: int, line: int) -> Iterator[Chunk]:
    """Tell what stands between two entries and belongs to one, or would be one; few files have that."""
    between = source[start:end]
    if "=" in between or "}" in between:
        from .strays import find_strays

        for at, almost in find_strays(source, start, end, line):
            yield Chunk("", at, "", _NO_ENTRY if almost else _TOO_EARLY)


def _find_end(source: str, opener: int) -> tuple[int, bool, list[tuple[int, int]]]:
    """Find where an entry ends.

    Args:
        source: The file.
        opener: The position of the entry's opening bracket.

    Returns:
        The position after its closing bracket, or that of the next entry when it has none;
        whether it has one; and where comments begin and end inside it.
    """
    comments: list[tuple[int, int]] = []
    depth, quoted = 1, False
    shut = "}" if source[opener] == "{" else ")"
    position = opener + 1
    while match := _MARK.search(source, position):
        position = match.end()
        mark = match[0]
        if mark[0] == "@":
            return match.start(), False, comments
        if mark == "{":
            depth += 1
        elif mark == shut and depth == 1 and not quoted:
            return position, True, comments
        elif mark == "}":
            depth = max(depth - 1, 1)
        elif mark[-1] == '"' and depth == 1:
            # A quotation mark opens a value after = or # only.
            quoted = not quoted and mark != '"'
        elif mark == "%" and depth == 1 and not quoted:
            newline = source.find("\n", position)
            position = len(source) if newline < 0 else newline
            comments.append((match.start(), position))
    return len(source), False, comments


def _blank(source: str, start: int, end: int, comments: list[tuple[int, int]]) -> str:
    """Cut the entry out, with spaces for its comments so that lines keep their numbers."""
    parts, kept = [], start
    for first, last in comments:
        parts += [source[kept:first], " " * (last - first)]
        kept = last
    return "".join([*parts, source[kept:end]])
