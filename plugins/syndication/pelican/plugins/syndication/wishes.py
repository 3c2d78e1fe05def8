"""What the lines of a post's metadata ask for, and those that ask for what is not there."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from posixpath import basename
from typing import Any

from .article import name_cover
from .lines import find_line, show_place

logger = logging.getLogger(__name__)

LINES = ("syndicate", "formerly", "short", "image", "image-alt", "cover")
# Without them a post goes where it should not, and what was sent cannot be made unsent.
GRAVE = ("syndicate", "formerly")
# How near one of these lines another one must be to be taken for it: `Shrt` is, `Series` and `Sortorder` not.
CUTOFF = 0.85


def choose_targets(article: Any, source: str, known: Sequence[str]) -> list[str]:
    """Read `Syndicate:` in a post's metadata: true, false, or names of targets."""
    value = article.metadata.get("syndicate", True)
    words = value if isinstance(value, list) else re.split(r"[,\s]+", str(value).strip().strip("[]"))
    words = [str(word).strip("\"' ") for word in words if str(word).strip("\"' ")]
    if [word.lower() for word in words] in (["true"], ["yes"], ["on"]):
        return list(known)
    if not words or [word.lower() for word in words] in (["false"], ["no"], ["off"], ["none"]):
        return []
    for word in words:
        if word not in known:
            tell_unknown(article, source, "syndicate", word, known)
    return [name for name in known if name in words]


def check_lines(article: Any, source: str, known: Sequence[str], files: Mapping[str, Any]) -> None:
    """Tell of what is wrong with the lines of a post's metadata.

    Args:
        article: Pelican's.
        source: Its file, for messages.
        known: The names of all who receive posts.
        files: As for `read_article`.
    """
    for name in article.metadata:
        if not name.startswith("short-"):
            check_name(article, source, name, known)
        elif name.removeprefix("short-") not in known:
            tell_unknown(article, source, name, name.removeprefix("short-"), known)
    line, paths = name_cover(article)
    if paths and not any(path in files for path in paths):
        names = {basename(path): path for path in files}
        near = get_close_matches(basename(paths[0]), names, 1)
        logger.error(
            '%s: %s: the site has no file "%s".%s Write its path from the post\'s folder or from the content '
            "folder, and keep it in a folder that STATIC_PATHS names.",
            show_place(source, article.source_path, line),
            line.title(),
            paths[0],
            f' Did you mean "{names[near[0]]}"?' if near else "",
        )


def check_name(article: Any, source: str, name: str, known: Sequence[str]) -> None:
    """Tell of a line that is nearly one of ours, and so not what its author meant."""
    ours = (*LINES, *(f"short-{target}" for target in known))
    near = get_close_matches(name, ours, 1, CUTOFF)
    # Other plugins put things among the metadata that stand in no line, such as `images`.
    line = find_line(article.source_path, name) if near and name not in ours else 0
    if line:
        logger.log(
            logging.ERROR if near[0] in GRAVE else logging.WARNING,
            '%s:%s: no line "%s:" is known to syndication. Did you mean "%s:"?',
            source,
            line,
            name.title(),
            near[0].title(),
        )


def tell_unknown(article: Any, source: str, line: str, name: str, known: Sequence[str]) -> None:
    """Tell of a name that no target has."""
    there = ", ".join(known) or "none"
    place = show_place(source, article.source_path, line)
    message = '%s: %s: no target "%s" in SYNDICATION_TARGETS. There are: %s.'
    logger.error(message, place, line.title(), name, there)
