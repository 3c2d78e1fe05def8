"""Posts as pages mark them up (microformats2, h-entry), and as Micropub servers describe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from crosspost.files import hash_text
from crosspost.http.names import join_address
from crosspost.text.mark import hash_words
from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text
from crosspost.text.tree import Element, write_children


@dataclass(frozen=True)
class Entry:
    """A post on somebody's site.

    Attributes:
        url: Its address; "" if that is not said.
        name: Its title, plain text.
        html: Its content; "" where only a summary is shown.
        syndication: Where else it is, as it says itself.
        categories: What it is filed under.
        draft: Whether it is not yet for readers.
        published: When it appeared, in ISO 8601; "" if that is not said.
        summary: What it says in short, plain text.
        photos: The images that stand for it: address and alternative text.
    """

    url: str
    name: str
    html: str
    syndication: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    draft: bool = False
    published: str = ""
    summary: str = ""
    photos: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The content as plain text."""
        return write_text(parse(self.html))

    @property
    def words(self) -> str:
        """A hash of the words of the content."""
        return hash_words(self.text)

    @property
    def stored(self) -> str:
        """A hash of the words of title and content."""
        return hash_text(" ".join(self.name.split()), self.words)[:32]

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The addresses that the content links to, in their order."""
        links = parse(self.html).find_all("a")
        return tuple(link.attrs["href"] for link in links if "href" in link.attrs)


def read_page(html: str, url: str) -> tuple[list[Entry], str]:
    """Return the posts that a page shows, and the address of the page with older ones, or "".

    Comments, which are entries inside an entry, are left out.
    """
    page = parse(html)
    roots = [root for root in page.find_classes("h-entry") if find_entry(root) is None]
    links = [link.attrs for link in page.find_all("a", "link")]
    older = next((link for link in links if "next" in link.get("rel", "").split() and "href" in link), None)
    return [read_entry(root, url) for root in roots], join_address(url, older["href"]) if older else ""


def find_entry(element: Element) -> Element | None:
    """Return the nearest post that an element is in."""
    return next((parent for parent in element.parents if "h-entry" in parent.classes), None)


def read_entry(root: Element, url: str) -> Entry:
    """Read an element of class `h-entry`."""

    def find(name: str) -> list[Element]:
        return [tag for tag in root.find_classes(name) if find_entry(tag) is root]

    def addresses(name: str) -> list[str]:
        return [join_address(url, tag.attrs["href"]) for tag in find(name) if tag.attrs.get("href")]

    name = next((tag.read() for tag in find("p-name")), "")
    html = next((write_children(tag) for tag in find("e-content")), "")
    own = [*addresses("u-url"), *addresses("u-uid")]
    categories = tuple(tag.read().strip() for tag in find("p-category"))
    return Entry(
        own[0] if own else "",
        name.strip(),
        html.strip(),
        tuple(addresses("u-syndication")),
        categories,
        published=next((tag.attrs.get("datetime") or tag.read() for tag in find("dt-published")), "").strip(),
        summary=next((tag.read() for tag in find("p-summary")), "").strip(),
        photos=tuple(
            (join_address(url, tag.attrs["src"]), tag.attrs.get("alt", ""))
            for tag in find("u-photo")
            if tag.attrs.get("src")
        ),
    )


def read_source(item: Mapping[str, Any]) -> Entry | None:
    """Read what a server says of a post (W3C Micropub, § 3.7.2); None if it is deleted, or nothing."""
    properties = item.get("properties")
    if not isinstance(properties, Mapping):
        return None

    def values(name: str) -> list[Any]:
        value = properties.get(name)
        return value if isinstance(value, list) else [] if value is None else [value]

    status = {str(value) for value in values("post-status")}
    if values("deleted") not in ([], [False]) or "deleted" in status:
        return None
    content = next(iter(values("content")), "")
    if isinstance(content, Mapping):
        html = str(content.get("html") or escape(str(content.get("value") or ""), quote=False))
    else:
        # A string is plain text, but WordPress and Micro.blog give HTML as one.
        text = str(content).strip()
        html = text if text.startswith("<") and text.endswith(">") else escape(str(content), quote=False)
    return Entry(
        next((str(value) for value in [*values("url"), *values("uid"), item.get("url")] if value), ""),
        next((str(value) for value in values("name")), "").strip(),
        html,
        tuple(str(value) for value in values("syndication")),
        tuple(str(value) for value in values("category")),
        "draft" in status,
        next((str(value) for value in values("published")), ""),
        next((str(value) for value in values("summary")), "").strip(),
        tuple(
            (str(one.get("value") or ""), str(one.get("alt") or ""))
            if isinstance(one, Mapping)
            else (str(one), "")
            for one in values("photo")
        ),
    )
