"""What stands between the entries of a .bib file and belongs to one, or would be one."""

import re
from collections.abc import Iterator

from .bibfile import BLANK, TOO_EARLY, Chunk

# Words or another sign before the @, none at all, no type or an odd one, another bracket.
_ALMOST = r"""
    @[ \t]*(?!comment)[A-Za-z]+[^\n{(]*=
    | (?: [^\n%]*?[@＠]+[^\n{}@＠]{0,40}[{\[<(｛] | [A-Za-z]+[ \t]*\{ )
      \s*[^\s{}=,][^\n{}=,]{0,200},\s*[A-Za-z][\w+:-]*\s*=
"""
_ALMOST_HERE = re.compile(_ALMOST, re.VERBOSE | re.IGNORECASE)
_STRAY = re.compile(
    rf"""^{BLANK}*+(?: [A-Za-z][\w+:-]*[ \t]*=[ \t]*["{{\w] | \}} | (?P<entry>{_ALMOST}) )""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_NO_ENTRY = "this reads like an entry and is none: begin a line with @, its type and {, as in @book{key,"


def find_strays(source: str, start: int, end: int, line: int) -> Iterator[Chunk]:
    """Tell what stands between two entries and belongs to one, or would be one.

    Args:
        source: The file.
        start: Where the one ends.
        end: Where the other begins.
        line: The line on which that is.
    """
    found = [_ALMOST_HERE.match(source, start, end)] if start and source[start - 1] != "\n" else []
    strays = [*filter(None, found), *_STRAY.finditer(source, start, end)]
    if not strays:
        return
    line -= source.count("\n", start, end)
    told = False
    for stray in strays:
        line += source.count("\n", start, stray.start())
        start = stray.start()
        # What follows is this one's, for all one can tell.
        if stray.re is _ALMOST_HERE or stray["entry"] or not told:
            yield Chunk("", line, "", _NO_ENTRY if stray.re is _ALMOST_HERE or stray["entry"] else TOO_EARLY)
        told = True
