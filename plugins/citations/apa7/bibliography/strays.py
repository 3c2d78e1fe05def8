"""What stands between the entries of a .bib file and belongs to one, or would be one."""

import re
from collections.abc import Iterator

from .letters import BLANK

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


def find_strays(source: str, start: int, end: int, line: int) -> Iterator[tuple[int, bool]]:
    """Tell what stands between two entries and belongs to one, or would be one.

    Args:
        source: The file.
        start: Where the one ends.
        end: Where the other begins.
        line: The line on which that is.

    Returns:
        The line of each, and whether it reads like an entry by itself.
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
        almost = stray.re is _ALMOST_HERE or bool(stray["entry"])
        if almost or not told:
            yield line, almost
        told = True
