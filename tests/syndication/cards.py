"""The rules by which Bluesky shows a card as that of an article, as its own server has them (August 2026).

bluesky-social/atproto, packages/bsky/src: `hydration/external.ts`, `util/standard-site.ts`. A server answers
nothing for these records without the network's own index, so they are kept here, and asked of what a real
server (PDS) holds.
"""

import math
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

POSTS, DOCUMENTS, PUBLICATIONS = (
    "app.bsky.feed.post",
    "site.standard.document",
    "site.standard.publication",
)


@dataclass
class Card:
    """What readers would see of a post's link: of a plain card, `document` is None."""

    post: dict
    document: dict | None = None
    publication: dict | None = None

    @property
    def minutes(self):
        """How long the article takes to read."""
        return math.ceil(len(self.document["textContent"].split()) / 200)


def canonical(address):
    """Return an address as it is compared; None if it is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return None
    return f"{parts.scheme}://{parts.netloc.lower()}{re.sub('/$', '', parts.path)}"


def join(base, path):
    """Return an address with a path behind it, one slash between."""
    return f"{base.removesuffix('/')}/{path.removeprefix('/')}" if path else base


def show(bluesky):
    """Return the card of each post on the account, oldest first."""
    held = {
        (record["uri"], record["cid"]): record["value"]
        for collection in (DOCUMENTS, PUBLICATIONS)
        for record in bluesky.records(collection)
    }
    return [pair(record, held) for record in bluesky.records(POSTS)]


def pair(record, held):
    """Return the card of a post, by what its account holds: address and hash → content."""
    external = record["value"]["embed"]["external"]
    plain = Card(record)
    found = {}
    for reference in external.get("associatedRefs", []):
        kind = reference["uri"].split("/")[3]
        if (reference["uri"], reference["cid"]) in held:
            found.setdefault(kind, (reference["uri"], held[reference["uri"], reference["cid"]]))
    _, document = found.get(DOCUMENTS, (None, None))
    uri, publication = found.get(PUBLICATIONS, (None, None))
    if document is None:
        return plain
    if document["site"] != uri and (publication or document["site"].startswith("at://")):
        return plain
    whole = join(publication["url"] if publication else document["site"], document.get("path", ""))
    if canonical(whole) is None or canonical(whole) != canonical(external["uri"]):
        return plain
    return Card(record, document, publication)
