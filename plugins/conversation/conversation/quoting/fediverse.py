"""Posts on servers with Mastodon's API, as these tell them to anybody who asks for one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from conversation.errors import ConversationError
from conversation.fetching.client import DATA, Page
from conversation.quotations import Quotation
from conversation.sources.mastodon import PUBLIC, is_public, is_status
from conversation.text import clean_address, clean_html, clean_name, read_plain
from guards.answers import parse_json

Fetch = Callable[..., Page]
# /@ann/1, /@ann@social.example/1, /@ann/statuses/1, /users/ann/statuses/1, /notice/1, /web/@ann/1
_STATUS = re.compile(r"/(?:.*/)?(?:@[^/]+|notice|statuses)/([\w-]{1,64})")
# Pictures that a server puts among the words of a name.
_EMOJI = re.compile(r":[A-Za-z0-9_]+:")
# What servers call themselves → what people call them; others by the name that they have, in capitals.
NAMES = {"gotosocial": "GoToSocial", "writefreely": "WriteFreely", "snac": "snac"}
ATTACHED = {
    "image": "Image attached",
    "video": "Video attached",
    "gifv": "GIF attached",
    "audio": "Audio attached",
}


def read_fediverse(url: str, fetch: Fetch, again: bool = True) -> Quotation | None:
    """Return a post; None if no such server is there, or it tells nothing without an account.

    Args:
        url: Its address, on its own server or on another one that shows it.
        fetch: Fetches a page.
        again: Whether to ask the server that the post is from, if that is another one: what a server says
            of the posts of others may be wrong.

    Raises:
        ConversationError: It is not for everybody.
    """
    parts = urlsplit(url)
    found = _STATUS.fullmatch(parts.path.rstrip("/"))
    status = ask(f"{parts.scheme}://{parts.netloc}/api/v1/statuses/{found[1]}", fetch) if found else None
    if status is None or not is_status(status):
        return None
    if status.get("visibility") not in PUBLIC:
        raise ConversationError(f"{url}: is not for everybody, but for followers or those it names.")
    if status.get("reblog"):
        raise ConversationError(f"{url}: passes on a post of somebody else. Quote that by its own address.")
    if not is_public(status):
        raise refuse_wish(url)
    home = clean_address(status.get("url") or status.get("uri"))
    if home and urlsplit(home).hostname != parts.hostname:
        if not again:
            return None
        return read_fediverse(home, fetch, again=False) or _say_elsewhere(url, home)
    return read_status(status, home or url, fetch)


def refuse_wish(url: str) -> ConversationError:
    """Return what is said of a post whose author wants it to stay where it is."""
    return ConversationError(
        f"{url}: its author asks not to be found or kept elsewhere (noindex, #nobot or #noarchive). "
        "Ask for leave, and write the file yourself."
    )


def name_person(name: object) -> str:
    """Return the name of an account without pictures."""
    return " ".join(_EMOJI.sub("", str(name or "")).split())


def name_attached(kinds: Iterable[object]) -> str:
    """Say what a post has beside its words, as APA does (§ 10.15); "" if that is nothing."""
    return next((ATTACHED[str(kind)] for kind in kinds if kind in ATTACHED), "")


def _say_elsewhere(url: str, home: str) -> Quotation:
    raise ConversationError(f"{url}: is a post of another server, which does not tell it. Quote {home}")


def read_status(status: Mapping[str, Any], url: str, fetch: Fetch) -> Quotation:
    """Return what a server says of a post."""
    account = status["account"]
    words = read_plain(clean_html(str(status.get("content") or "")))
    warning = clean_name(str(status.get("spoiler_text") or ""))
    media = status.get("media_attachments")
    kinds = [one.get("type") for one in media if isinstance(one, Mapping)] if isinstance(media, list) else []
    host = urlsplit(url).hostname or ""
    name = str(account.get("username") or account.get("acct") or "").partition("@")[0]
    return Quotation(
        (),
        url,
        author=name_person(account.get("display_name")),
        username=f"@{name}@{host}" if name else "",
        page=str(account.get("url") or ""),
        date=str(status.get("created_at") or "").replace("Z", "+00:00"),
        lang=str(status.get("language") or ""),
        site=find_software(url, fetch),
        kind="Post",
        attached=name_attached(kinds),
        text=f"{warning}\n\n{words}" if warning and words else warning or words,
    )


def find_software(url: str, fetch: Fetch) -> str:
    """Return what the program of a server is called (NodeInfo); Mastodon, whose API it has, by default."""
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}"
    listed = ask(f"{home}/.well-known/nodeinfo", fetch)
    links = listed.get("links") if isinstance(listed, Mapping) else None
    last = links[-1] if isinstance(links, list) and links else None
    there = clean_address(last.get("href")) if isinstance(last, Mapping) else ""
    said = ask(there, fetch) if urlsplit(there).hostname == parts.hostname else None
    software = said.get("software") if isinstance(said, Mapping) else None
    name = clean_name(str(software.get("name") or "")) if isinstance(software, Mapping) else ""
    return NAMES.get(name.lower(), name[:1].upper() + name[1:]) if name else "Mastodon"


def ask(url: str, fetch: Fetch, types: Collection[str] = DATA) -> Any:
    """Return the JSON at an address, if it is of one of some types; None if there is none."""
    try:
        return parse_json(fetch(url, types).text)
    except (ConversationError, ValueError):
        return None
