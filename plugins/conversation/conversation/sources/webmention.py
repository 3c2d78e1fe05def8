"""What other sites say: a Webmention receiver names their pages, and these are read themselves.

What a receiver tells of a page is not taken: some cut off what they do not know, such as the offset of a
date, and some take a page that does not mention the post at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from conversation.errors import ConversationError
from conversation.fetching.client import Page, fetch_page
from conversation.model import GONE, Answer, Heard
from conversation.text import clean_address, clean_html, clean_language, clean_name, clean_words, read_plain
from crosspost.errors import RefusedError
from crosspost.http.answers import read_json
from crosspost.http.exchange import Web
from crosspost.http.names import join_address
from crosspost.text.parser import parse
from crosspost.text.tree import Element, write_children

NAME = "webmention"
PAGE, PAGES = 100, 500
# What a page that mentions a post says that it does, and what that is called.
KINDS = {"u-in-reply-to": "comment", "u-like-of": "like", "u-repost-of": "repost"}
# What is said of a page that is not there any more.
GONE_THERE = {404, 410}


def read_answers(
    server: str,
    secret: str,
    posts: Mapping[str, str],
    known: Mapping[str, Mapping[str, Answer]],
    fetch: Callable[[str], Page] = fetch_page,
) -> Heard:
    """Return what other sites say of the site's posts.

    Args:
        server: The receiver's list.
        secret: Its token; "" if it needs none.
        posts: The address of each post's page, as `name_page` has it → its id.
        known: The id of a post → what is known of its answers.
        fetch: Fetches a page.

    Raises:
        SyndicationError: The receiver does not answer, or not so.
    """
    heard = Heard()
    pairs = {
        (source, posts[name_page(target)]): target
        for source, target in list_pairs(server, secret)
        if name_page(target) in posts
    }
    # What a receiver forgets may be there still.
    for post, answers in known.items():
        pairs |= {
            (answer.id, post): ""
            for answer in answers.values()
            if answer.target == NAME and answer.state != GONE and (answer.id, post) not in pairs
        }
    homes: dict[str, set[str]] = {}
    for home, post in posts.items():
        homes.setdefault(post, set()).add(home)
    for source, post in pairs:
        before = known.get(post, {}).get(source)
        if before is not None and before.state == GONE:
            continue
        try:
            page = fetch(source)
        except ConversationError as error:
            heard.notes.append(str(error))
            heard.there.add(source)
            continue
        answer = read_page(page, source, homes[post]) if page.text else None
        if answer is not None:
            heard.answers.append((post, answer))
        elif not page.text and page.status not in GONE_THERE:
            # It may be better tomorrow.
            heard.there.add(source)
    heard.posts.update(homes)
    return heard


def list_pairs(server: str, secret: str) -> Iterator[tuple[str, str]]:
    """Give source and target of each mention that a receiver has taken.

    Three forms of lists are read: JF2 (`children` with `wm-source` and `wm-target`), `links` with `source`
    and `target`, and a plain list of these.
    """
    parts = urlsplit(server)
    web = Web(f"{parts.scheme}://{parts.netloc}", "this site", hidden=(secret,) if secret else ())
    asked = f"{parts.path or '/'}?{parts.query}&per-page={PAGE}" + (
        f"&token={quote(secret)}" if secret else ""
    )
    last: Any = None
    for number in range(PAGES):
        try:
            said = read_json(web.send("GET", f"{asked}&page={number}", again=True))
        except ValueError:
            raise RefusedError(f"{web.url} answers with something else than JSON") from None
        entries = (said.get("children") or said.get("links") or []) if isinstance(said, Mapping) else said
        if not isinstance(entries, list):
            raise RefusedError(f"{web.url} answers with something else than a list of mentions")
        if entries == last:
            break
        for entry in entries:
            if isinstance(entry, Mapping) and not entry.get("wm-private"):
                source = clean_address(entry.get("wm-source") or entry.get("source"))
                target = clean_address(entry.get("wm-target") or entry.get("target"))
                if source and target:
                    yield source, target
        if len(entries) < PAGE:
            break
        last = entries


def name_page(url: str) -> str:
    """Return the address of a page as it is compared: without scheme, fragment and final slash."""
    return url.partition("#")[0].partition("://")[2].removesuffix("index.html").rstrip("/").lower()


def read_page(page: Page, source: str, homes: set[str]) -> Answer | None:
    """Return what a page says of a post; None if it does not link to it.

    Args:
        page: The page.
        source: Its address, as the receiver has it.
        homes: Addresses of the post, as `name_page` has them.
    """
    top = parse(page.text)
    links = [tag for tag in top.find_all("a", "link", "cite", "q") if mentions(tag, page.url, homes)]
    if not links:
        return None
    entry = next((one for link in links for one in link.parents if "h-entry" in one.classes), None)
    entry = entry or next(iter(top.find_classes("h-entry")), None)
    kinds = (KINDS[name] for link in links for name in link.classes if name in KINDS)
    kind = next(kinds, "mention")
    if entry is None:
        title = next((tag.read() for tag in top.find_all("title")), "")
        return Answer(source, NAME, kind, clean_address(page.url), clean_name(title))
    author = next(iter(find(entry, "p-author")), None) or next(iter(find(entry, "h-card")), None)
    content = next(iter(find(entry, "e-content")), None)
    words = content or next(
        iter([*find(entry, "p-content"), *find(entry, "p-summary"), *find(entry, "p-name")]), None
    )
    html = clean_html(write_children(content)) if content else ""
    text = read_plain(html) if content else clean_words(words.read()) if words else ""
    own = next((tag.attrs.get("href", "") for tag in find(entry, "u-url")), "")
    address = clean_address(join_address(page.url, own)) if own else ""
    return Answer(
        source,
        NAME,
        kind,
        # A page names no other site's address as its own.
        address if urlsplit(address).hostname == urlsplit(page.url).hostname else clean_address(page.url),
        clean_name(read_author(author)),
        clean_address(join_address(page.url, read_link(author))) if author and read_link(author) else "",
        next((tag.attrs.get("datetime") or tag.read() for tag in find(entry, "dt-published")), "").strip()[
            :40
        ],
        read_lang(words or entry),
        text,
        html or f"<p>{text}</p>" if content else "",
    )


def mentions(tag: Element, base: str, homes: set[str]) -> bool:
    """Say whether an element leads to a post."""
    there = tag.attrs.get("href") or tag.attrs.get("cite") or ""
    return bool(there) and name_page(join_address(base, there)) in homes


def find(entry: Element, name: str) -> list[Element]:
    """Return what a class marks in an entry, and in none that is inside it."""
    inner = ("h-entry", "h-cite", "h-feed")
    return [
        tag
        for tag in entry.find_classes(name)
        if next((one for one in tag.parents if any(kind in one.classes for kind in inner)), None) is entry
    ]


def read_author(author: Element | None) -> str:
    """Return the name of an author."""
    if author is None:
        return ""
    return next((tag.read() for tag in author.find_classes("p-name")), author.read())


def read_link(author: Element) -> str:
    """Return an author's page as it stands there."""
    return author.attrs.get("href") or next(
        (tag.attrs["href"] for tag in author.find_classes("u-url") if tag.attrs.get("href")), ""
    )


def read_lang(element: Element) -> str:
    """Return the language that an element says, or what it is in."""
    return next(
        (clean_language(one.attrs["lang"]) for one in (element, *element.parents) if one.attrs.get("lang")),
        "",
    )
