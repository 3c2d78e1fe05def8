"""Pictures that say nothing to those who do not see them, and nothing of their makers (PW701-PW703)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ..model import Finding
from ..text import Text
from .leftovers import shorten

_FILE = re.compile(
    r"[\w.-]+\.(?:png|jpe?g|gif|svg|webp|avif|tiff?|bmp)|(?:img|dsc|image|screenshot|photo)[_ -]?\d*", re.I
)
_NOTHING = re.compile(
    r"(?:an? |the )?(?:image|photo|picture|figure|graphic|alt|alt text|todo|tbd|untitled)\.?", re.I
)
_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)
# What is to be seen stands there where the brackets hold a title.
_OWN_ALT = re.compile(r"[^)\n]*\)\{[^{}\n]*fig-alt=")
_MARK = re.compile(r"\{(?:static|attach|filename)\}|\|(?:static|attach|filename)\|")


def find(text: Text) -> Iterator[Finding]:
    """Find what is missing from pictures."""
    credits: dict[Path, dict[str, object] | None] = {}
    for target in text.targets:
        if not target.image or target.words is None:
            continue
        at = target.start - 3 - len(target.words)
        alt = " ".join(target.words.split())
        if not alt and not _OWN_ALT.match(text.written, target.start):
            message = "this picture has no description, so those who do not see it get nothing."
            yield text.find("PW701", "warning", at, message, "Write ![What it shows, in a sentence](…).")
        elif _FILE.fullmatch(alt) or _NOTHING.fullmatch(alt):
            message = f'"{shorten(alt)}" is no description of this picture.'
            yield text.find("PW702", "warning", at, message, "Write what it shows, in a sentence.")
        yield from _find_credit(text, at, target.to, credits)
    for tag in text.tags:
        if tag[0][:4].lower() == "<img" and not _ALT.search(tag[0]):
            message = "this picture has no description, so those who do not see it get nothing."
            yield text.find("PW701", "warning", tag.start(), message, 'Write alt="What it shows" into it.')


def _find_credit(
    text: Text, at: int, to: str, credits: dict[Path, dict[str, object] | None]
) -> Iterator[Finding]:
    """Find pictures of which nobody has said whose they are."""
    mark = _MARK.match(to)
    name = unquote(to[mark.end() :]) if mark else ""
    if not name or name.startswith("/") or "\0" in name:
        return
    file = text.folder / name
    if file.parent not in credits:
        try:
            credits[file.parent] = tomllib.loads((file.parent / "credits.toml").read_text("utf-8-sig"))
        except FileNotFoundError:
            credits[file.parent] = {} if file.is_file() else None
        except (OSError, ValueError, RecursionError):
            # Another plugin tells what is wrong with it.
            credits[file.parent] = None
    known = credits[file.parent]
    if known is not None and file.name not in known and file.is_file():
        message = (
            f"nothing says who made {shorten(file.name)} and on which terms: it counts as the author's own."
        )
        help = (
            f'Write ["{shorten(file.name)}"] with author and licence into'
            f" {shorten(str(file.parent.name))}/credits.toml."
        )
        yield text.find("PW703", "advice", at, message, help)
