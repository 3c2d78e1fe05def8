"""Copies of a post that two publishers made at the same moment, of which the older one stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from crosspost.errors import RefusedError, SyndicationError, UnansweredError
from crosspost.model import Delivery, Holding
from crosspost.text.mark import read_mark

from .api import Api
from .copies import STORED, content, describe, edited_there, is_changed, show

# What is asked of a post that may be one.
NAMED = "id,link,status"
# In characters, of what is asked for in an address.
LONGEST = 3000

# Replaces a copy, as a target does.
Update = Callable[[Delivery, Holding, bool], Holding]


def keep_first(
    api: Api, made: Sequence[tuple[Delivery, Holding]], slugs: Mapping[str, str], update: Update
) -> list[Holding | SyndicationError]:
    """Look for copies that are older than those that were made just now, and keep the oldest.

    Args:
        api: The partner's.
        made: What was made.
        slugs: What the site called it in its address, by its number.
        update: Replaces a copy.

    Returns:
        For each the copy that stays, or what went wrong.

    Raises:
        UnansweredError, UnavailableError: It is not known of any.
    """
    try:
        doubles = find_doubles(api, made, slugs)
    except RefusedError as error:
        raise explain(made[0][1], error) from None
    kept: list[Holding | SyndicationError] = []
    for delivery, holding in made:
        first = doubles.get(delivery.post.id)
        try:
            kept.append(replace_by(first, holding, delivery, api, update) if first else holding)
        except RefusedError as error:
            kept.append(explain(holding, error))
        except SyndicationError as error:
            kept.append(error)
    return kept


def replace_by(
    first: Mapping[str, Any], holding: Holding, delivery: Delivery, api: Api, update: Update
) -> Holding:
    """Put a copy into the trash for an older one, and return that as the delivery has it."""
    api.trash(holding.id)
    known = describe(first, delivery.post)
    if is_changed(first, delivery.post):
        raise edited_there(known.url, show(first))
    return update(delivery, known, False)


def explain(holding: Holding, error: RefusedError) -> UnansweredError:
    """Return what is said where a copy was made, and the site refuses what is asked after it."""
    return UnansweredError(f"{holding.url} was made, and then: {error}. Publish again")


def is_gone(post: Mapping[str, Any], delivery: Delivery, api: Api) -> bool:
    """Say whether a second copy is in the trash, after putting there what a run left that was killed.

    It made the copy at the same moment as another publisher, and could not look any more.
    """
    gone = bool(post["status"] == "trash")
    ours = delivery.tried and describe(post, delivery.post).version == delivery.version
    if ours and not gone and "raw" in post["content"] and not is_changed(post, delivery.post):
        api.trash(str(post["id"]))
        gone = True
    return gone


def find_doubles(
    api: Api, made: Sequence[tuple[Delivery, Holding]], slugs: Mapping[str, str]
) -> dict[str, Mapping[str, Any]]:
    """Return the oldest copies of posts, where they are older than those that were made just now.

    They are looked for by their addresses, because a site's search may be a plugin that knows no marks; a
    contributor's have none. A site knows an address only as it wrote it: without macrons.
    """
    found: list[Mapping[str, Any]] = []
    if api.may("publish_posts"):
        own = {holding.id for _, holding in made}
        others: list[str] = []
        for names in part_names(slugs[holding.id] for _, holding in made):
            posts = api.list("posts", slug=names, status="any", context="edit", _fields=NAMED)
            others += [str(post["id"]) for post in posts if str(post["id"]) not in own]
        if others:
            found = list_stored(api, include=",".join(others))
    else:
        for delivery, _ in made:
            found += list_stored(api, search=delivery.marker)
    doubles = {}
    for delivery, holding in made:
        ours = [post for post in found if read_mark(content(post), delivery.marker)]
        first = min(ours, key=lambda post: int(post["id"]), default=None)
        if first and int(first["id"]) < int(holding.id):
            doubles[delivery.post.id] = first
    return doubles


def list_stored(api: Api, **where: str) -> list[Mapping[str, Any]]:
    """Return posts as they are stored, in any state but the trash."""
    return api.list("posts", **where, status="any", context="edit", _fields=STORED)


def part_names(slugs: Iterable[str]) -> Iterator[str]:
    """Give lists of what older copies may be called, in portions for which an address has room.

    Args:
        slugs: What the new ones are called; one that was taken has got a number.
    """
    portion: list[str] = []
    for slug in slugs:
        base = re.sub(r"-\d+$", "", slug)
        forms = ",".join(dict.fromkeys([slug, base, f"{base}-2", f"{base}-3"]))
        if portion and len(quote(",".join([*portion, forms]))) > LONGEST:
            yield ",".join(portion)
            portion = []
        portion.append(forms)
    yield ",".join(portion)
