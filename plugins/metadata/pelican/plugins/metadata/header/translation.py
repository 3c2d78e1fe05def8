"""Entries of other tools as the lines that Pelican reads."""

import re
from collections.abc import Iterable, Sequence

from guards.addresses import AddressError, read_address

from .entries import Entry, Header, Person
from .errors import HeaderError
from .front_matter import find_end, read_toml, read_yaml
from .words import TAKEN

NAMES = {
    "abstract": "summary",
    "author": "authors",
    "by": "authors",
    "categories": "tags",
    "date-modified": "modified",
    "description": "summary",
    "excerpt": "summary",
    "keywords": "tags",
    "language": "lang",
    "last_modified_at": "modified",
    "lastmod": "modified",
    "license": "licence",
    "updated": "modified",
}
"""What Hugo, Jekyll, Quarto, Obsidian and Zola call it → what Pelican and our plugins do.

Categories become tags: here the folder of a post is its category, and part of its address."""

LISTS = ("aliases", "authors", "bibliography", "tags")
ONCE = ("title", "date", "slug", "summary", "lang", "licence", "status", "modified", "category")
WORDS_FOR_NOW = {"today", "now", "last-modified"}
CREATIVE = re.compile(r"cc[ -](?P<parts>by(?:-(?:nc|nd|sa))*)(?:[ -](?P<version>\d\.\d))?", re.IGNORECASE)
DEED = re.compile(
    r"https?://creativecommons\.org/licenses/(?P<parts>[a-z-]+)/(?P<version>\d\.\d)/?(?:deed.*)?"
)
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")
# Here they are something else: other files say it, or Pelican and its plugins keep it with a post.
ELSEWHERE = {"images", "part", "record", "references", "series", "template", "attribution", *TAKEN}


def translate(lines: Sequence[str]) -> Header | None:
    """Return the header of a post that begins with front matter of another tool; None if it does not.

    Args:
        lines: Of the file.

    Raises:
        HeaderError: It cannot be understood whole.
    """
    fence = lines[0].rstrip() if lines else ""
    if fence not in ("---", "+++"):
        return None
    end = find_end(lines, fence)
    inside = lines[1 : end - 1]
    entries = read_yaml(inside) if fence == "---" else read_toml(inside)
    people: dict[str, Person] = {}
    found: dict[str, list[str]] = {}
    lists: set[str] = set()
    for entry in entries:
        name = NAMES.get(entry.key.lower(), entry.key.lower())
        if not re.fullmatch(r"[a-z0-9_-]+", name):
            raise HeaderError(entry.line, f'"{entry.key}" cannot be the name of an entry. Remove it.')
        values = [read_person(value, entry, people) for value in entry.values]
        values = [value for value in values if value]
        if name in found and name not in LISTS:
            raise HeaderError(
                entry.line, f'"{entry.key}" says again what another entry says. Remove one of them.'
            )
        if name in ONCE:
            values = [check_value(name, entry, values)] if values else []
        if name in ("url", "save_as") and any(value.startswith("/") for value in values):
            raise HeaderError(
                entry.line, f'"{entry.key}" has an address of another site. Remove it, or say slug.'
            )
        if name in ELSEWHERE:
            raise HeaderError(entry.line, f'"{entry.key}" means something else here. Remove it.')
        if name in ("authors", "tags") and entry.listed and any(";" in value for value in values):
            raise HeaderError(entry.line, f'"{entry.key}" has an entry with a semicolon. Write it without.')
        if name == "tags" and not entry.listed:
            values = [tag.strip() for value in values for tag in re.split("[,;]", value) if tag.strip()]
        # One author is one, whatever stands in the name.
        if entry.listed or entry.key.lower() == "author":
            lists.add(name)
        found.setdefault(name, []).extend(values)
    written = [f"{name.title()}: {write_list(values, name in lists)}" for name, values in found.items()]
    return Header((*written, *[""] * (end - len(written))), people)


def read_person(value: str | Person, entry: Entry, people: dict[str, Person]) -> str:
    """Return a text; of a person the name, and note what else is said of them."""
    if isinstance(value, str):
        return value
    name = value.get("name") or " ".join(filter(None, [value.get("given", ""), value.get("family", "")]))
    if not name.strip():
        raise HeaderError(entry.line, 'an author needs a name: write name: "Given Family".')
    name = " ".join(name.split())
    orcid = ORCID.search(value.get("orcid", ""))
    if value.get("orcid") and not orcid:
        raise HeaderError(
            entry.line, f'"{value["orcid"]}" is no ORCID iD. Copy it from orcid.org: 0000-0000-0000-0000'
        )
    url = value.get("url", "")
    try:
        url = read_address(url) if url else ""
    except AddressError as error:
        raise HeaderError(entry.line, f"url {error}.") from None
    known = {"orcid": orcid[0].upper() if orcid else "", "url": url}
    people[name] = {key: text for key, text in known.items() if text}
    return name


def check_value(name: str, entry: Entry, values: list[str]) -> str:
    """Return the one value of an entry.

    Raises:
        HeaderError: It has several, or one that means something else here.
    """
    if len(values) > 1:
        raise HeaderError(entry.line, f'"{entry.key}" can have one value alone.')
    (value,) = values
    if name in ("date", "modified") and value.lower() in WORDS_FOR_NOW:
        raise HeaderError(
            entry.line, f'"{value}" is another day with every build. Write the date, such as 2026-11-02.'
        )
    return name_licence(value) if name == "licence" else value


def name_licence(text: str) -> str:
    """Return the SPDX identifier of a Creative Commons licence, written as Quarto does or by its address."""
    found = CREATIVE.fullmatch(text) or DEED.fullmatch(text)
    if re.fullmatch(
        r"cc[ -]?0(?:[ -]1\.0)?|https?://creativecommons\.org/publicdomain/zero/1\.0/?", text, re.I
    ):
        return "CC0-1.0"
    return f"CC-{found['parts'].upper()}-{found['version'] or '4.0'}" if found else text


def write_list(values: Iterable[str], listed: bool) -> str:
    """Return values on one line, so that Pelican takes them apart where the author did.

    Args:
        values: The values.
        listed: Whether each is one; otherwise commas stand between them, too.
    """
    values = list(dict.fromkeys(values))
    # Where there is a semicolon, Pelican takes commas for what they are.
    return f"{'; '.join(values)};" if listed and any("," in value for value in values) else ", ".join(values)
