"""References that pin content: how a post's card names its article and the site, and the article its post.

A strong reference is the address of a record and the hash of its content (its CID). Bluesky shows a card as
that of an article only if the post pins the document and the publication that the document names, and it
looks for exactly those versions (bluesky-social/atproto, packages/bsky/src/hydration/external.ts). The
document refers to its post, too: but two records cannot both hold the hash of the other. The card is what
readers see, so

1. the publication is written first: it pins nothing;
2. then the document, which names the publication by its address, and its post by its address and by the hash
   of what the post says *without* its pins: that is known before either is written, and changes only with the
   words. What counts for the network is the address (its lexicon: what is shown "may reflect a newer version
   of the post than the CID in bskyPostRef");
3. then the post, which pins both as they are now.

So each record follows from the post, the site and the records before it. What is there already is not
written again, a run that was killed goes on where it was, and no post is ever there that was not written with
its pins: apps that show the first version of a post, and no edit of it, show its card. An edit of the article
changes the document and, because of its new hash, the pin in the post: two writes. One of the site's name or
icon changes the publication and the pin in each post. Between two of these writes a card is plain, not wrong.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from crosspost.model import Holding

POSTS = "app.bsky.feed.post"
DOCUMENTS = "site.standard.document"
PUBLICATIONS = "site.standard.publication"
# What `Holding.stored` says of a copy whose card is plain.
PLAIN = "plain"
# A CID (version 1) of DAG-CBOR by SHA-256, before the digest.
PREFIX = bytes((1, 0x71, 0x12, 32))


def pin(record: Mapping[str, Any], *references: Mapping[str, str]) -> dict[str, Any]:
    """Return a post whose card pins records (app.bsky.embed.external, `associatedRefs`)."""
    embed = record["embed"]
    external = {**embed["external"], "associatedRefs": [dict(reference) for reference in references]}
    return {**record, "embed": {**embed, "external": external}}


def find_external(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the card of a post; empty if it has none."""
    embed = value.get("embed")
    external = embed.get("external") if isinstance(embed, Mapping) else None
    return external if isinstance(external, Mapping) else {}


def read_pins(record: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return what the card of a post pins: address and hash of each record."""
    pins = find_external(record).get("associatedRefs")
    pins = pins if isinstance(pins, list) else []
    return {(str(one.get("uri")), str(one.get("cid"))) for one in pins if isinstance(one, Mapping)}


def unpin(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a post without what its card pins."""
    external = {name: part for name, part in find_external(record).items() if name != "associatedRefs"}
    return {**record, "embed": {**record["embed"], "external": external}} if external else dict(record)


def read_addresses(holding: Holding) -> tuple[str, str] | None:
    """Return the addresses of a copy's document and publication, as its receipt tells; None without both."""
    site = next((word for word in holding.stored.split() if word.startswith("at://")), "")
    return (holding.id.replace(f"/{POSTS}/", f"/{DOCUMENTS}/"), site) if site else None


def same_address(address: str, other: str) -> bool:
    """Say whether two addresses are the same to Bluesky: but for host case, final slash, query, fragment."""
    plain = plain_address(address)
    return plain is not None and plain == plain_address(other)


def plain_address(address: str) -> tuple[str, str, str] | None:
    """Return the parts of an address that count; None if it is none."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    return parts.scheme, parts.netloc.lower(), parts.path.removesuffix("/")


def content_id(value: Mapping[str, Any]) -> str:
    """Return the hash by which the server will know a record (AT Protocol, Data Model)."""
    digest = hashlib.sha256(b"".join(encode(value))).digest()
    return "b" + base64.b32encode(PREFIX + digest).decode().rstrip("=").lower()


def encode(value: Any) -> Iterator[bytes]:
    """Yield a value in DAG-CBOR, in which each has one form only; there are no fractions."""
    if value is None or isinstance(value, bool):
        yield {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
    elif isinstance(value, int):
        yield write_head(0, value) if value >= 0 else write_head(1, -1 - value)
    elif isinstance(value, str):
        data = value.encode()
        yield write_head(3, len(data)) + data
    elif isinstance(value, Mapping):
        if set(value) == {"$link"}:
            link = value["$link"][1:].upper()
            data = b"\0" + base64.b32decode(link + "=" * (-len(link) % 8))
            yield write_head(6, 42) + write_head(2, len(data)) + data
            return
        yield write_head(5, len(value))
        for name in sorted(value, key=lambda name: (len(name.encode()), name.encode())):
            yield from encode(name)
            yield from encode(value[name])
    else:
        yield write_head(4, len(value))
        for part in value:
            yield from encode(part)


def write_head(kind: int, number: int) -> bytes:
    """Return how a value of a major type begins (RFC 8949, § 3), as short as can be."""
    if number < 24:
        return bytes((kind << 5 | number,))
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes((kind << 5 | 24 + size,)) + number.to_bytes(1 << size, "big")
