"""Addresses of what a text links to and shows, as Markdown can hold them."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from guards.addresses import ASKED, AddressError, read_address, split_address

_KEPT = "%/:=&?~#+!$,;'@*-._"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def resolve(address: str, base: str) -> str:
    """Return the whole address of a link, with all signs in it that Markdown would take for its own replaced.

    Args:
        address: As the text has it.
        base: The address of the site.

    Returns:
        "" if it is none that a page may link to.
    """
    address = re.sub(r"[\t\n\r]", "", address).strip()
    if address.startswith("#"):
        return f"#{quote(address[1:], safe=_KEPT)}"
    try:
        whole = urljoin(base, address) if base else address
    except ValueError:
        return ""
    found = _SCHEME.match(whole)
    if found and found[0].lower() not in {"http:", "https:", "mailto:", "tel:"}:
        return ""
    if not found and whole.startswith("//"):
        whole = f"https:{whole}"
    if split_address(whole) is None:
        return ""
    return quote(whole, safe=_KEPT)


def read_url(text: str) -> str:
    """Return the address of somebody's page; "" if it is none."""
    try:
        return read_address(text, ASKED)
    except AddressError:
        return ""


def name_of(address: str) -> str:
    """Return what the file at an address is called."""
    parts = split_address(address)
    return (parts.path if parts else "").rpartition("/")[2]


def host_of(address: str) -> str:
    """Return the host of an address, as readers know it; "" if it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
