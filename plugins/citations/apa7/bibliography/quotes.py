"""Straight single quotes: which of them are quotation marks, and which are apostrophes."""

import re
from itertools import pairwise

from .patterns import late

_OPENS = late(
    r"(?<![^\s(\[{“\"`—–/-])'(?!'|\d\ds?\b|(?:n|em|til|tis|twas|cause|round)\b)(?=[\w{\\“\"$])", re.IGNORECASE
)
_SHUTS = late(r"(?<=[\w})\].,:;!?…$”\"])'(?![\w'])")


def pair_quotes(value: str) -> str:
    """Make LaTeX's opening mark of each straight quote that begins a quotation.

    A mark that none after it answers is an apostrophe ('90s, rock 'n' roll), as are those inside of words.
    """
    opening = [found.start() for found in _OPENS.finditer(value)]
    parts, done = [], 0
    for start, end in pairwise([*opening, len(value)]):
        if _SHUTS.search(value, start + 1, end):
            parts += [value[done:start], "`"]
            done = start + 1
    return "".join([*parts, value[done:]])
