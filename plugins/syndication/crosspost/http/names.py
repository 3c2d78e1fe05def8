"""What a partner calls a copy, and where it says that one is: for our requests, and for readers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urljoin

from crosspost.errors import RefusedError
from guards.addresses import ASKED, AddressError, is_same_origin, origin_of, read_address

# Numbers, hashes, UUIDs and the like, none of which leads anywhere in an address.
NAME = re.compile(r"(?!\.+$)[A-Za-z0-9._~:-]{1,300}")
# In characters, of an address.
LONGEST = 2_000
# What is added to an address so that it is none that was asked before; WordPress itself calls it so.
VARYING = "_"
STANDARD = {("http", 80), ("https", 443)}


def read_name(value: object) -> str:
    """Return what a partner calls something.

    Raises:
        ValueError: It is no name.
    """
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not NAME.fullmatch(text):
        raise ValueError("a name that is none")
    return text


def require_name(name: str, url: str) -> str:
    """Return what the ledger says that a copy is called at a partner.

    Raises:
        RefusedError: A request with it would ask for something else.
    """
    if not NAME.fullmatch(name):
        raise RefusedError(
            f'the ledger calls the copy at {url} "{name[:80]}", which is no name there. Restore that line of '
            "the ledger, or remove it: the copy is then looked for"
        )
    return name


def read_place(value: object, homes: Iterable[str]) -> str:
    """Return where readers find a copy; "" if what a partner says is no address of its own.

    Args:
        value: What it says.
        homes: Its own addresses.
    """
    try:
        address = read_address(value[:LONGEST], ASKED) if isinstance(value, str) else ""
    except AddressError:
        return ""
    return address if len(address) < LONGEST and any(is_at_home(address, home) for home in homes) else ""


def join_address(base: str, said: str) -> str:
    """Return the address that is meant by one that may be relative; "" if it is none."""
    try:
        return urljoin(base, said)
    except ValueError:
        return ""


def is_at_home(address: str, home: str) -> bool:
    """Say whether an address is on a server; with TLS it may call itself http, ports as usual."""
    if is_same_origin(address, home):
        return True
    theirs, ours = origin_of(address), origin_of(home)
    return (
        theirs is not None
        and ours is not None
        and theirs[1] == ours[1]
        and {(theirs[0], theirs[2]), (ours[0], ours[2])} <= STANDARD
    )


def tell_of_stranger(value: object, url: str) -> str:
    """Return what its author should know of an address that was not taken."""
    return (
        f"{url} says that the copy is at {str(value)[:200]}, which is no address of its own, so none is "
        "noted, and other parts do not link to it"
    )


def vary_address(address: str, params: Mapping[str, str]) -> str:
    """Return an address with parameters, besides those that it has, that no cache can know."""
    query = urlencode({**params, VARYING: os.urandom(6).hex()})
    return f"{address}{'&' if '?' in address else '?'}{query}"
