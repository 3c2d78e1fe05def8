"""Posts as servers of the Fediverse tell them to each other (ActivityPub), where a page says where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from conversation.errors import ConversationError
from conversation.quotations import Quotation
from conversation.sources.mastodon import WISHES
from conversation.text import clean_address, clean_html, clean_name, read_plain

from .fediverse import Fetch, ask, find_software, name_attached, name_person, refuse_wish

TYPES = ("application/activity+json", "application/ld+json")
# What stands for everybody (ActivityPub, § 5.6).
PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}


def read_activity(url: str, fetch: Fetch) -> Quotation | None:
    """Return a post; None if it is none, or of another server than the one that tells it.

    Args:
        url: Where it is told.
        fetch: Fetches a page.

    Raises:
        ConversationError: It is not for everybody, or its author wants it to stay where it is.
    """
    note = ask(url, fetch, TYPES) if url else None
    if not isinstance(note, Mapping) or not isinstance(note.get("content"), str):
        return None
    author = clean_address(read_one(note.get("attributedTo")))
    permalink = clean_address(read_one(note.get("url"))) or clean_address(note.get("id"))
    hosts = {urlsplit(one).hostname for one in (url, author, permalink)}
    if len(hosts) != 1:
        return None
    if not PUBLIC & {one for name in ("to", "cc") for one in read_some(note.get(name))}:
        raise ConversationError(f"{permalink}: is not for everybody, but for followers or those it names.")
    person = ask(author, fetch, TYPES)
    person = person if isinstance(person, Mapping) else {}
    if any(wish in str(person.get("summary") or "").lower() for wish in WISHES):
        raise refuse_wish(permalink)
    words = read_plain(clean_html(note["content"]))
    warning = clean_name(str(note.get("summary") or ""))
    languages = note.get("contentMap")
    name, host = str(person.get("preferredUsername") or ""), urlsplit(permalink).netloc
    return Quotation(
        (),
        permalink,
        author=name_person(person.get("name")),
        username=f"@{name}@{host}" if name else "",
        page=clean_address(read_one(person.get("url"))) or author,
        date=str(note.get("published") or "").replace("Z", "+00:00"),
        lang=next(map(str, languages), "") if isinstance(languages, Mapping) else "",
        site=find_software(permalink, fetch),
        kind="Post",
        attached=name_attached(read_kind(one) for one in read_list(note.get("attachment"))),
        title=clean_name(str(note.get("name") or "")),
        text=f"{warning}\n\n{words}" if warning and words else warning or words,
    )


def read_list(value: object) -> list[Any]:
    """Return the values where there may be one or several."""
    return value if isinstance(value, list) else [] if value is None else [value]


def read_some(value: object) -> list[str]:
    """Return the addresses where there may be one or several, or things that have one."""
    found = [
        one.get("href") or one.get("id") if isinstance(one, Mapping) else one for one in read_list(value)
    ]
    return [one for one in found if isinstance(one, str)]


def read_one(value: object) -> str:
    """Return the first of such addresses."""
    return next(iter(read_some(value)), "")


def read_kind(value: object) -> str:
    """Return what is attached: the first half of its media type."""
    return str(value.get("mediaType") or "").partition("/")[0] if isinstance(value, Mapping) else ""
