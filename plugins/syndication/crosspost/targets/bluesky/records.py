"""What is stored on Bluesky: a post with a card, the article as a document, and the mark that they carry."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from crosspost.errors import RefusedError
from crosspost.files import hash_text
from crosspost.model import Delivery, Short
from crosspost.text.graphemes import BYTES, cut, measure, split_graphemes
from crosspost.text.mark import tidy_version
from crosspost.text.short import fit

POSTS = "app.bsky.feed.post"
# The lexicon that blogs on the AT Protocol agreed upon: readers and editors of several makers know it, and
# Bluesky's own server checks it. WhiteWind's com.whtwnd.blog.entry holds only Markdown, for one site.
DOCUMENTS = "site.standard.document"
# The only form of content in HTML that its readers know.
HTML = "org.wordpress.html"
# The server takes a million bytes at once.
LARGEST = 900_000
# The field that carries our mark; apps ignore fields that they do not know (AT Protocol, Lexicon).
MARK = "partwork"
# A post is dated when it is sent if its article is no older than this.
NEWS = timedelta(days=7)
# Characters as people see them, and a tenth of the bytes (app.bsky.feed.post).
LONGEST = 300
TID = "234567abcdefghijklmnopqrstuvwxyz"


def make_key(published: str, marker: str) -> str:
    """Return the name of the record of a post: always the same, so that it cannot be made twice.

    It is a TID (AT Protocol, Record Key): microseconds and a number for those at the same time. The second
    is that in which the post was published; the rest comes from the post's marker.
    """
    second = max(0, int(datetime.fromisoformat(published).timestamp()))
    chance = int.from_bytes(hashlib.sha256(marker.encode()).digest()[:8], "big")
    number = (second * 1_000_000 + chance % 1_000_000) << 10 | chance >> 54
    return "".join(TID[number >> shift & 31] for shift in range(60, -1, -5))


def choose_time(published: str, now: datetime | None) -> str:
    """Return when a post on Bluesky says that it was written.

    Of news it is now, so that followers see it first; of older articles it is their own date, so that a
    backlog does not flood followers: apps show such a post at its date and mark it as archived.

    Args:
        published: When the article was.
        now: By the server's clock; apps show a post from the future above all others.
    """
    moment = datetime.fromisoformat(published)
    if now and moment > now - NEWS:
        moment = now
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def fit_text(short: Short) -> str:
    """Return the words of a post, in as many characters and bytes as Bluesky takes.

    Raises:
        RefusedError: They are too many, and may not be cut.
    """
    try:
        return fit(short, measure, LONGEST)
    except ValueError:
        characters, size = len(split_graphemes(short.text)), len(short.text.encode())
        raise RefusedError(
            f"it is too long for Bluesky: with its link {characters} characters of {LONGEST} that are "
            f"allowed, and {size} bytes of {LONGEST * BYTES}. Say it in fewer words"
        ) from None


def write_post(
    delivery: Delivery,
    text: str,
    facets: Sequence[Mapping[str, Any]],
    thumb: Mapping[str, Any] | None,
    reply: Mapping[str, Any] | None,
    time: str,
) -> dict[str, Any]:
    """Return the record of a post (app.bsky.feed.post), its card leading to the article."""
    post = delivery.post
    card = {"uri": post.url, "title": cut(post.title, LONGEST), "description": cut(post.summary, LONGEST)}
    record: dict[str, Any] = {
        "$type": POSTS,
        "text": text,
        "createdAt": time,
        "embed": {"$type": "app.bsky.embed.external", "external": card | ({"thumb": thumb} if thumb else {})},
    }
    language = post.language.replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        record["langs"] = [language]
    if facets:
        record["facets"] = list(facets)
    if reply:
        record["reply"] = reply
    return mark(record, delivery)


def write_document(
    delivery: Delivery, thumb: Mapping[str, Any] | None, reference: Mapping[str, str]
) -> dict[str, Any]:
    """Return the record of an article (site.standard.document); without its HTML if that is too large.

    The lexicon has no place for a licence; the text names it, and a field of our own.

    Args:
        delivery: With the HTML.
        thumb: Its image.
        reference: Of the post about it on Bluesky.
    """
    post = delivery.post
    parts = urlsplit(post.url)
    record: dict[str, Any] = {
        "$type": DOCUMENTS,
        "site": f"{parts.scheme}://{parts.netloc}",
        "path": parts._replace(scheme="", netloc="").geturl() or "/",
        "title": cut(post.title, 500),
        "publishedAt": post.published,
        "tags": [cut(tag, 128) for tag in dict.fromkeys(filter(None, (post.category, *post.tags)))],
        "textContent": post.text,
        "bskyPostRef": dict(reference),
    }
    if post.summary:
        record["description"] = cut(post.summary, 3000)
    if post.modified:
        record["updatedAt"] = post.modified
    if post.licence:
        record["license"] = post.licence.url or post.licence.spdx
    if thumb:
        record["coverImage"] = thumb
    whole = {**record, "content": {"$type": HTML, "html": post.html}}
    return mark(whole if len(json.dumps(whole).encode()) <= LARGEST else record, delivery)


def mark(record: Mapping[str, Any], delivery: Delivery) -> dict[str, Any]:
    """Return a record with our mark: whose copy it is, of which version, with which image, and a seal."""
    card = delivery.post.card
    found = {
        "post": delivery.marker,
        "version": delivery.version,
        "card": card.sha256 if card else "",
        "seal": seal(record),
    }
    return {**record, MARK: found}


def read_mark(record: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the mark of a record; all of it is "" without one."""
    found = record.get(MARK)
    found = found if isinstance(found, Mapping) else {}
    mark = {name: str(found.get(name) or "") for name in ("post", "version", "card", "seal")}
    return {**mark, "version": tidy_version(mark["version"])}


def seal(record: Mapping[str, Any]) -> str:
    """Return a hash of everything in a record but its mark."""
    rest = {name: value for name, value in record.items() if name != MARK}
    return hash_text(json.dumps(rest, sort_keys=True, ensure_ascii=False))[:32]


def is_edited(record: Mapping[str, Any]) -> bool:
    """Say whether a record is other than we wrote it."""
    return read_mark(record)["seal"] != seal(record)


def leads_to(record: Mapping[str, Any], url: str) -> bool:
    """Say whether a post links to an address, by its text, its facets or its card."""
    wanted = url.rstrip("/")
    found = re.findall(r"https?://[^\s<>\"]+", str(record.get("text", "")))

    def search(value: Any) -> None:
        if isinstance(value, Mapping):
            found.extend(str(part) for name, part in value.items() if name == "uri")
            for part in value.values():
                search(part)
        elif isinstance(value, list):
            for part in value:
                search(part)

    search([record.get("facets"), record.get("embed")])
    return any(address.rstrip(".,;:!?)/") == wanted for address in found)
