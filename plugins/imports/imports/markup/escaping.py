"""Words that are words: what would be markup, a citation or a mention in Markdown by accident is escaped."""

from __future__ import annotations

import re

# Python-Markdown takes a backslash before the first group. Of two hyphens or three dots smarty would make
# others. What else extensions read as markup is written by its name or number.
_SIGNS = re.compile(
    r"(?P<sign>\\(?![()\[\]])|[`*\[\]|]|(?<![^\W_])_|_(?![^\W_])|(?<=-)-|(?<=\.)\.(?=\.)"
    r"|(?<![\w/@.:=&?#%+~])@(?=[\w{]))"
    r"|[\\<~^$]|&(?=#|\w+;)|=(?==)|{(?=[{%:#.]|\s*[\w-]+\s*=)"
)
_NAMES = {"<": "&lt;", "&": "&amp;"}
# What begins a list, a heading, a quotation, a definition or a box.
_BEGINS = re.compile(
    r"[ \t]*(?:(?P<sign>[#>+-]|=(?=[ =]*$)|:(?=\s|:)|!(?=!)|\?(?=\?)|/(?=//))"
    r"|(?P<number>\d{1,9})(?P<after>[.)]))"
)


def escape_text(text: str) -> str:
    """Return plain words as Markdown that shows them as they are, wherever they stand in a line."""
    if text.replace(" ", "").isalnum():
        return text
    return _SIGNS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\{sign}" if found["sign"] else _NAMES.get(sign, f"&#{ord(sign)};")


def escape_beginning(line: str) -> str:
    """Return a line of a paragraph, escaped already, so that it begins nothing but words."""
    if line.startswith("\\["):
        # As a paragraph, what stands between these two is a formula.
        return f"&#91;{line[2:]}"
    found = _BEGINS.match(line)
    if not found:
        return line
    if found["number"]:
        place = found.start("after")
        return f"{line[:place]}\\{line[place:]}"
    place = found.start("sign")
    sign = line[place]
    escaped = f"\\{sign}" if sign in "#>+-" else f"&#{ord(sign)};"
    return f"{line[:place]}{escaped}{line[place + 1 :]}"
