"""The header of a post: `Name: value` in each line, as this site's posts have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from guards.characters import clean_text
from guards.marks import ATTRIBUTE

from ..markup.escaping import escape_text
from ..model import Post

# With what a text must not begin, or it would be taken for a header, or for words to whoever edits it.
_HEADER = re.compile(
    r"[\W_]*(?:title|date|status|draft|publish(?:ed)?|slug|tags|category|syndicate|wip"
    r"|work in progress|do not)\b"
    r"|.*\bnot for (?:circulation|publication|distribution)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"\[(?=[^\[\]]*\]{ATTRIBUTE})")


def write_header(post: Post, cover: str, now: datetime, syndicate: bool, former: Iterable[str]) -> str:
    """Return the header of a post, with the empty line below it.

    Args:
        post: The post.
        cover: The picture that stands for it, from its folder; "" if none does.
        now: The date of one that has none: Pelican asks for one.
        syndicate: Whether partners get it.
        former: Where it was.
    """
    lines = {
        "Title": _MARKED.sub(r"\\[", write_line(post.title)) or "Untitled",
        "Date": "" if post.page and not post.date else write_date(post.date or now),
        "Modified": write_date(post.modified) if post.modified and post.modified != post.date else "",
        "Authors": write_list(post.authors),
        "Tags": write_list(post.tags),
        "Summary": escape_text(write_line(post.summary)),
        "Lang": post.lang,
        "Licence": write_line(post.licence),
        # Written in any case: a title such as "DRAFT: …" would ask for it.
        "Status": post.status,
        "Image": cover,
        "Formerly": "; ".join(former),
        "Imported": write_line(post.id),
        "Syndicate": "" if syndicate or post.page else "false",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value) + "\n"


def write_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(clean_text(text).split())


def write_date(date: datetime) -> str:
    """Return a date as posts have it."""
    return date.isoformat(" ", "seconds" if date.second else "minutes")


def write_list(names: Iterable[str]) -> str:
    """Return names as a header lists them: parted by commas, or by semicolons where one has a comma."""
    listed = list(
        {name.casefold(): name for text in names if (name := write_line(text.replace(";", ",")))}.values()
    )
    if any("," in name for name in listed):
        return "; ".join(listed) + (";" if len(listed) == 1 else "")
    return ", ".join(listed)


def mend_beginning(body: str) -> str:
    """Return a text that does not begin as headers do: its first letter is written by its number there."""
    first, _, _ = body.partition("\n")
    letter = re.search(r"[^\W\d_]", first)
    if not letter or not _HEADER.match(first[:500]):
        return body
    if found := re.search(r"\bnot for ", first, re.IGNORECASE):
        body = f"{body[: found.start()]}&#{ord(body[found.start()])};{body[found.start() + 1 :]}"
    return f"{body[: letter.start()]}&#{ord(letter[0])};{body[letter.end() :]}"
