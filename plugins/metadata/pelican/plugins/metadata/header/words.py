"""What the lines of a header are called, here and in other tools."""

import re

# fmt: off
KNOWN = {
    "abstract", "aliases", "author", "authors", "bibliography", "categories", "category", "cover", "date",
    "description", "doi", "draft", "formerly", "id", "image", "image-alt", "keywords", "lang", "language",
    "lastmod", "layout", "licence", "license", "modified", "permalink", "publish", "published", "save_as",
    "short", "slug", "status", "summary", "syndicate", "tags", "template", "title", "translates",
    "translation", "url", "weight",
}
# fmt: on
"""Words that begin a line of a header, in lower case. Others may, too, but a text that begins so is none."""

NEVER_TEXT = {
    "title",
    "date",
    "status",
    "draft",
    "publish",
    "published",
    "slug",
    "tags",
    "category",
    "syndicate",
}
"""Those with which no text begins: abstracts, keywords and pictures do stand there."""

ONCE = {
    "title",
    "date",
    "status",
    "slug",
    "lang",
    "category",
    "modified",
    "tags",
    "author",
    "authors",
    "licence",
    "summary",
    "save_as",
    "url",
    "template",
    "image",
    "id",
    "translates",
}
"""Those of which Pelican would take the first and leave the second, or both where one is meant."""

SPREAD = {"tags", "authors", "summary"}
"""Those that may go on in lines below."""

TAKEN = {"content", "settings", "metadata", "context", "source_path", "translations", "locale_date"}
"""Names of what Pelican itself keeps with a post."""

SIGNS = ":=：∶꞉"

LINE = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
"""A line of a header, as Python-Markdown's `meta` reads it."""

MORE = re.compile(r"[ ]{4,}\S.*")
"""A line that goes on with the one above."""

ALMOST = re.compile(r"\W{0,4}(?P<key>[A-Za-z][A-Za-z_-]*)(?P<between>\W{1,6})(?P<value>.*)")
"""What may be meant as a line of a header."""

BESIDE = re.compile(rf"(?:<!--\s*|[*_\s-]{{0,4}})(?P<key>[A-Za-z][A-Za-z_-]*)[*_\s]{{0,4}}[{SIGNS}].*")
"""The same where a text begins."""

SHORT = re.compile(
    r"\W*(?:status|draft|published?)(?:\s*[-–—]\s*|\s+is\s+|\s+)(?:draft|hidden|published|true|false|yes|no)\W*",
    re.IGNORECASE,
)
"""The same without a sign between word and value; a sentence says more than that."""

WARNING = re.compile(
    r"\W*(?i:draft|wip|work in progress|do not (?:publish|circulate|share|quote))\W*"
    r"|\W*(?:DRAFT|WIP)\b.*|.*\b(?i:not for (?:circulation|publication|distribution))\b.{0,20}"
)
"""A first line that is no sentence and asks readers to wait."""


def find_key(line: str, colon: bool = True) -> str:
    """Return the known word with which a line begins that may be meant for a header; "" if there is none.

    Args:
        line: The line.
        colon: Whether a colon or equals sign must stand after the word.
    """
    found = ALMOST.fullmatch(line.rstrip() + " ")
    if not found or found["key"].lower() not in KNOWN:
        return ""
    return found["key"] if not colon or has_sign(found) else ""


def has_sign(found: re.Match[str]) -> bool:
    """Say whether what may be meant as a line of a header has a colon or an equals sign."""
    return any(sign in found["between"] for sign in SIGNS)


def begins_header(line: str) -> bool:
    """Say whether a line with which a text begins is none of a text."""
    found = BESIDE.fullmatch(line.strip())
    known = bool(found and found["key"].lower() in NEVER_TEXT)
    return known or bool(SHORT.fullmatch(line) or WARNING.fullmatch(line))
