"""Entries as nearly everybody writes them, which are found and read in one go.

Of what has this form no parser can make anything else, whatever stands around it.
"""

import re

from .patterns import late

_NESTED = r"\{(?:[^{}]++|\{[^{}]*+\})*+\}"
_BRACED = rf"(?:[^{{}}]++|{_NESTED})*+"
_QUOTED = rf"(?:[^{{}}\"]++|{_NESTED})*+"
_BARE = r"[0-9]++(?![\w:.-])|[A-Za-z][\w:.-]*+"
_VALUE = (
    rf"(?:\{{(?P<braced>{_BRACED})\}}|\"(?P<quoted>{_QUOTED})\"|(?P<bare>{_BARE}))"
    r"\s*(?:,\s*|(?P<more>\#\s*)|(?=\}))"
)
_NAME = r"[A-Za-z][A-Za-z0-9_+:.-]*"
_TYPE = r"[A-Za-z][A-Za-z-]*"

HEAD = late(rf"@{_TYPE}\s*\{{\s*(?P<key>[^\s,={{}}()\"]+)\s*,\s*")
"""From the @ to what follows the key."""
MORE = late(_VALUE, re.ASCII)
FIELD = late(rf"(?P<name>{_NAME})\s*=\s*{_VALUE}", re.ASCII)
"""A field with the first part of its value, and the rest of it."""
PLAIN_FIELD = late(rf"({_NAME})\s*=\s*(?:\{{({_BRACED})\}}|\"({_QUOTED})\"|({_BARE}))\s*,?", re.ASCII)
"""A field of an entry that is `WHOLE`: name, and value in braces, in quotation marks or without."""

WHOLE = late(
    rf"\s*(?P<entry>@(?P<type>{_TYPE})\s*\{{\s*(?P<key>[^\s,={{}}()\"%]+)\s*,\s*+(?P<fields>(?a:"
    rf"{_NAME}\s*+=\s*+(?:\{{{_BRACED}\}}|\"{_QUOTED}\"|{_BARE})\s*+(?:,\s*+|(?=\}}))"
    r")*+)\})"
)
"""An entry of such fields, none of them joined, with the blanks before it."""
