"""What is stored on Bluesky: a post with its card, and the mark that all records of ours carry."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from crosspost.errors import RefusedError
from crosspost.files import hash_text
from crosspost.model import Delivery, Short
from crosspost.text.graphemes import BYTES, cut, measure, split_graphemes
from crosspost.text.mark import tidy_version
from crosspost.text.short import fit
from crosspost.text.whose import name_forms

from .pins import POSTS

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
    return record


def mark(record: Mapping[str, Any], delivery: Delivery) -> dict[str, Any]:
    """Return a record with our mark: whose copy it is, of which version, with which image, and a seal."""
    card = delivery.post.card
    return mark_record(record, delivery.marker, delivery.version, card.sha256 if card else "")


def mark_record(record: Mapping[str, Any], post: str, version: str, card: str) -> dict[str, Any]:
    """Return a record with a mark that says so much, and a seal."""
    return {**record, MARK: {"post": post, "version": version, "card": card, "seal": seal(record)}}


def is_same_post(record: Mapping[str, Any], name: str, delivery: Delivery) -> bool:
    """Say whether a record is our copy of a post, also from before the site moved to another address.

    A mark begins with the site's host. Of two sites that share an account, no posts are called the same
    and were published in the same second.
    """
    known, wanted = read_mark(record)["post"], delivery.marker
    if not known or known == wanted:
        return known == wanted
    same = known.rpartition(":")[2] in name_forms(delivery.post.id)
    return same and read_second(name) == read_second(make_key(delivery.post.published, wanted))


def read_second(name: str) -> int:
    """Return the second that the name of a record tells; -1 if it is no TID."""
    if len(name) != 13 or not set(name) <= set(TID):
        return -1
    number = 0
    for letter in name:
        number = number << 5 | TID.index(letter)
    return (number >> 10) // 1_000_000


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
