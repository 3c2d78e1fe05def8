"""Posts as their pages say them: by marks (`h-entry`), by what they lead to, or by the words of oEmbed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from conversation.errors import ConversationError
from conversation.fetching.client import Page
from conversation.quotations import Quotation
from conversation.sources.webmention import find, read_author, read_lang, read_link
from conversation.text import clean_address, clean_html, clean_name, clean_words, read_plain
from crosspost.http.names import join_address
from crosspost.text.parser import parse
from crosspost.text.tree import Element, write_children

from .activity import TYPES as ACTIVITY
from .activity import read_activity
from .fediverse import Fetch, ask

# Networks whose pages say nothing without a script, and where they tell a post to anybody.
PROVIDERS = dict.fromkeys(
    ("twitter.com", "x.com", "mobile.twitter.com"),
    "https://publish.twitter.com/oembed?omit_script=1&dnt=1&url=",
)
SITES = {"twitter.com": "Twitter", "x.com": "X", "mobile.twitter.com": "Twitter"}
# What a site tells other sites of a page.
OEMBED = ("application/json+oembed", "text/json+oembed")
GONE_THERE = {401, 403, 404, 410}


def read_web(url: str, fetch: Fetch) -> Quotation:
    """Return a post by its page.

    Raises:
        ConversationError: It says none, or there is no page.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host in PROVIDERS:
        told = ask(f"{PROVIDERS[host]}{quote(url, safe='')}", fetch)
        return read_told(told, url, host) or refuse(url)
    page = fetch(url)
    if page.status in GONE_THERE:
        raise ConversationError(f"{url}: is not there, or not for everybody ({page.status}).")
    top = parse(page.text)
    entries = [one for one in top.find_classes("h-entry") if find(one, "e-content") or find(one, "p-name")]
    if entries:
        return read_entry(entries[0], page)
    if found := read_activity(find_link(top, page, ACTIVITY), fetch):
        return found
    there = find_link(top, page, OEMBED)
    told = ask(there, fetch) if there else None
    return read_told(told, page.url, host) or refuse(url)


def refuse(url: str) -> Quotation:
    """Say that nothing can be quoted."""
    raise ConversationError(
        f"{url}: says no post that a program can read, without an account or at all. "
        "Write the file yourself: the README of pelican-conversation shows one."
    )


def find_link(top: Element, page: Page, types: Collection[str]) -> str:
    """Return the address of the same in another form; "" if a page names none.

    Args:
        top: What is on the page.
        page: The page.
        types: The form.
    """
    links = (tag for tag in top.find_all("link") if tag.attrs.get("type", "").lower() in types)
    return next((clean_address(join_address(page.url, tag.attrs.get("href", ""))) for tag in links), "")


def read_entry(entry: Element, page: Page) -> Quotation:
    """Return a post as the marks of its page say it (`h-entry`)."""
    author = next(iter(find(entry, "p-author")), None) or next(iter(find(entry, "h-card")), None)
    content = next(iter([*find(entry, "e-content"), *find(entry, "p-content")]), None)
    name = next(iter(find(entry, "p-name")), None)
    title = clean_name(name.read()) if name else ""
    text = (
        read_plain(clean_html(write_children(content)))
        if content
        else clean_words(name.read() if name else "")
    )
    own = next((tag.attrs.get("href", "") for tag in find(entry, "u-url")), "")
    address = clean_address(join_address(page.url, own)) if own else ""
    date = next((tag.attrs.get("datetime") or tag.read() for tag in find(entry, "dt-published")), "")
    host = urlsplit(page.url).hostname or ""
    link = read_link(author) if author else ""
    # A note has no title: its name is its words.
    titled = content is not None and title and not clean_name(text).startswith(title.rstrip("….")[:40])
    return Quotation(
        (),
        # A page names no other site's address as its own.
        address if urlsplit(address).hostname == host else page.url,
        author=read_author(author),
        page=join_address(page.url, link) if link else "",
        date=date.strip()[:40].replace("Z", "+00:00"),
        lang=read_lang(content or name or entry),
        site=host.removeprefix("www."),
        title=title if titled else "",
        text=text,
    )


def read_told(told: Any, url: str, host: str) -> Quotation | None:
    """Return a post as oEmbed tells it: of its HTML the paragraphs of the quotation; None if it has none."""
    html = told.get("html") if isinstance(told, Mapping) else None
    if not isinstance(html, str):
        return None
    top = parse(html[:200_000])
    block = top.find("blockquote")
    paragraphs = block.find_all("p") if block else []
    text = "\n\n".join(read_plain(clean_html(write_children(one))) for one in paragraphs)
    if block is None or not text.strip():
        return None
    page = clean_address(told.get("author_url"))
    user = re.fullmatch(r"/@?(\w{1,50})/?", urlsplit(page).path)
    network = SITES.get(host) or clean_name(str(told.get("provider_name") or "")) or host
    links = block.find_all("a")
    last = links[-1] if links else None
    own = clean_address(last.attrs.get("href")) if last else ""
    return Quotation(
        (),
        url,
        author=str(told.get("author_name") or ""),
        username=f"@{user[1]}" if user else "",
        page=page,
        date=read_day(last.read()) if last and urlsplit(own).path == urlsplit(url).path else "",
        lang=paragraphs[0].attrs.get("lang", ""),
        site=network,
        kind="Post",
        text=text,
    )


def read_day(text: str) -> str:
    """Return a day as Twitter writes it (`November 2, 2026`); "" if it is none."""
    try:
        return datetime.strptime(text.strip(), "%B %d, %Y").date().isoformat()
    except ValueError:
        return ""
