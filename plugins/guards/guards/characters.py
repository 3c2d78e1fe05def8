"""Characters that steer instead of being read: taken out of pages, made visible in a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# What XML 1.0 (§ 2.2) cannot hold, but the line endings and the tab; C1 controls, which terminals obey.
# Each is compiled when there is something to look for, since that takes longer than to look.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# Embeddings, overrides and isolates (Unicode, UAX #9, § 2): they turn round what follows and, if not closed,
# what others wrote. U+200E, U+200F and U+061C turn nothing but their own place and belong to texts.
_TURNS = "\u202a-\u202e\u2066-\u2069"
_UNFIT = f"[{_CONTROLS}{_TURNS}]"
# In a text of many paragraphs embeddings and isolates have their use, overrides have none.
_DROPPED = f"[{_CONTROLS}\u202d\u202e]"
_UNFIT_IN_LINE = f"[{_CONTROLS}{_TURNS}\t\n\r\u2028\u2029]"
# Language with what extends it, script, region, variants, extensions; or a language that only some know. None
# of the registered ones has more than three letters (RFC 5646, § 2.1), so that "english" is none.
_LANGUAGE = re.compile(
    r"(?i:[a-z]{2,3}(?:[-_][a-z]{3}){0,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?"
    r"(?:[-_](?:[a-z\d]{5,8}|\d[a-z\d]{3})){0,4}(?:[-_][a-wyz\d](?:[-_][a-z\d]{2,8}){1,4}){0,4}"
    r"(?:[-_]x(?:[-_][a-z\d]{1,8}){1,8})?|[xi](?:[-_][a-z\d]{1,8}){1,8})",
    re.ASCII,
)
_CONTROL = f"[{_CONTROLS}]"
_UNSEEN = f"[{_CONTROLS}{_TURNS}\t\n\r\u2028\u2029\u200e\u200f\u061c]"


def clean_text(text: str) -> str:
    """Return a text as a page can hold it: without control characters and marks that turn text round."""
    return text if _is_plain(text) else _compile(_UNFIT).sub("", text)


def drop_controls(text: str) -> str:
    """Return a text of many paragraphs without control characters, which no feed can hold, and overrides."""
    return text if _is_plain(text) else _compile(_DROPPED).sub("", text)


def find_dropped(text: str) -> tuple[int, str]:
    """Return the line, counted from 1, of the first character that is dropped, and its name; 0 if none is."""
    found = None if _is_plain(text) else _compile(_DROPPED).search(text)
    return (text.count("\n", 0, found.start()) + 1, _name(found[0])) if found else (0, "")


def find_unfit(text: str) -> str:
    """Return the name of the first character that a name on one line cannot have; "" if there is none.

    Such as "U+0000", or "U+202E (right-to-left override)".
    """
    found = None if text.isprintable() else _compile(_UNFIT_IN_LINE).search(text)
    return _name(found[0]) if found else ""


def is_language(text: str) -> bool:
    """Say whether a text has the shape of a language tag (RFC 5646), such as `mi` or `en-NZ`."""
    return _LANGUAGE.fullmatch(text) is not None


def find_control(text: str) -> tuple[int, str]:
    """Return where the first character stands that no page can hold, and its name; (-1, "") if there is none.

    Marks that turn text round are none of them: a text in Arabic or Hebrew may need them.
    """
    found = None if _is_plain(text) else _compile(_CONTROL).search(text)
    return (found.start(), _name(found[0])) if found else (-1, "")


def show_text(text: str) -> str:
    r"""Return a text for one line of a terminal: what would steer it stands there as `\x1b` or `\n`."""
    return text if text.isprintable() else _compile(_UNSEEN).sub(_spell, text)


def _spell(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


@cache
def _compile(characters: str) -> re.Pattern[str]:
    return re.compile(characters)


def _is_plain(text: str) -> bool:
    """Tell at a glance that nothing in a text steers; one with unusual blanks needs a closer look."""
    return text.replace("\n", " ").isprintable()


def _name(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}{f' ({name})' if name else ''}"
