"""Addresses from data: what may become a link, and what may be asked."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

# Of links on a page. Everything else (javascript:, data:, file:) is a program or somebody's machine.
LINKED = frozenset({"http", "https", "mailto"})
ASKED = frozenset({"http", "https"})
# Where this machine asks itself.
LOCAL = ("localhost", "127.0.0.1", "::1")
PORTS = {"http": 80, "https": 443}
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff<>\"`\\^{}|]")
EXAMPLE = "write an address such as https://example.org/page"


class AddressError(ValueError):
    """A text that is not an address of the kind that is meant; its text says why and what to write."""


def read_address(text: str, schemes: frozenset[str] = LINKED) -> str:
    """Return an address that may stand in a link, without the blanks round it.

    Args:
        text: As somebody wrote it, or another machine said it.
        schemes: Which kinds of address are meant.

    Raises:
        AddressError: It is none, or of another kind.
    """
    address = text.strip(" \t\r\n")
    scheme, colon, rest = address.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        raise AddressError(f"is no address; {EXAMPLE}")
    if scheme.lower() not in schemes:
        raise AddressError(f'begins with "{scheme}:"; {EXAMPLE}')
    if _UNFIT.search(address):
        raise AddressError("has a blank or another sign in it that no address has; a blank is %20")
    parts = split_address(address)
    if parts is None or (scheme.lower() in ASKED and not parts.hostname) or not rest:
        raise AddressError(f"is no address; {EXAMPLE}")
    return address


def split_address(address: str) -> SplitResult | None:
    """Return the parts of an address; None if it cannot be taken apart, such as `http://[::1`."""
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def origin_of(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address (RFC 6454, § 4); None if it has none."""
    parts = split_address(address)
    if parts is None or parts.scheme not in PORTS or not parts.hostname:
        return None
    host = ".".join(map(_read_label, parts.hostname.rstrip(".").split(".")))
    return parts.scheme, host, parts.port or PORTS[parts.scheme]


def _read_label(label: str) -> str:
    """Return a part of a host's name in its own letters, however it is written (RFC 5891, § 4)."""
    digits = label.removeprefix("xn--")
    try:
        text = digits.encode("ascii").decode("punycode") if digits != label else ""
        # What is no name at all stays apart from all that are.
        right = not text.isascii() and text == _fold(text) and text.encode("punycode").decode() == digits
    except ValueError:
        right = False
    return text if right else _fold(label)


def _fold(label: str) -> str:
    return unicodedata.normalize("NFC", label.lower())


def is_same_origin(address: str, other: str) -> bool:
    """Say whether two addresses lead to the same server."""
    origin = origin_of(address)
    return origin is not None and origin == origin_of(other)


def hide_password(text: str) -> str:
    """Return a text in which no address shows a user or a password."""
    return re.sub(r"(?<=://)[^\s/?#]*@", "", text)
