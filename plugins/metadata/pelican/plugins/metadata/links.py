"""Absolute links: what a copy of a page's HTML needs wherever it is read."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import urljoin

# A tag with attributes, with quotes minded: a ">" in an attribute does not end it.
TAG = re.compile(r"""<[a-zA-Z](?:[^<>"'\s]++|"[^"]*"|'[^']*')*+\s(?:[^<>"']++|"[^"]*"|'[^']*')*+>""")
# What stays as it is, and what only leads on within its page.
WHOLE = re.compile(r"https?://[a-z0-9.-]+(?:/[\w.~/%+-]*)?|mailto:[\w.@+-]+", re.ASCII)
INNER = re.compile(r"#[\w.:%+-]+", re.ASCII)
ADDRESS = re.compile(r"""(?<=\s)(href|src|poster|cite|data|longdesc)\s*=\s*(["'])(.*?)\2""", re.DOTALL)
# The same, faster, where the blank before it may be taken.
FOUND = re.compile(r"""\s(?:href|src|poster|cite|data|longdesc)\s*=\s*(["'])(.*?)\1""", re.DOTALL)
ADDRESSES = re.compile(r"""(?<=\s)(srcset|imagesrcset)\s*=\s*(["'])(.*?)\2""", re.DOTALL)


def make_absolute(html: str, base: str) -> str:
    """Return HTML whose links and images work anywhere.

    Args:
        html: The content of a page.
        base: The page's absolute URL.
    """
    page = urljoin(base, "#page").removesuffix("#page")
    several = "srcset" in html

    def join(match: re.Match[str]) -> str:
        address = match[3]
        if WHOLE.fullmatch(address):
            return f'{match[1]}="{address}"'
        if INNER.fullmatch(address):
            return _attribute(match[1], page + address)
        return _attribute(match[1], urljoin(base, unescape(address)))

    def join_each(match: re.Match[str]) -> str:
        candidates = (candidate.split(None, 1) for candidate in re.split(r",\s+", unescape(match[3]).strip()))
        joined = (" ".join([urljoin(base, url), *size]) for url, *size in candidates)
        return _attribute(match[1], ", ".join(joined))

    def rewrite(tag: re.Match[str]) -> str:
        joined = ADDRESS.sub(join, tag[0])
        return ADDRESSES.sub(join_each, joined) if several else joined

    return TAG.sub(rewrite, html)


def find_addresses(html: str) -> Iterator[str]:
    """Yield the addresses in HTML, each as often as it stands there."""
    for match in FOUND.finditer(html):
        yield unescape(match[2]).strip()


def read_attribute(tag: str, name: str) -> str:
    """Return the value of an attribute as it is written in a tag; "" if it has none."""
    found = re.search(rf"""(?<=\s){name}\s*=\s*(["'])(.*?)\1""", tag, re.DOTALL)
    return found[2] if found else ""


def _attribute(name: str, value: str) -> str:
    return f'{name}="{escape(value)}"'
