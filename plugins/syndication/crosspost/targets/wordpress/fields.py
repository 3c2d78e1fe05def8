"""What is sent of a post to a WordPress site, and what of it the partner's own changes leave as it is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from crosspost.model import Post
from crosspost.placed import Placed
from crosspost.targets.blocks import block
from crosspost.targets.merging import compare_terms, is_date_ours
from crosspost.text.links import replace_links
from crosspost.text.verbatim import keep_text

from .media import Media
from .terms import Terms


def write_fields(
    post: Post, there: Mapping[str, Any], placed: Placed | None, media: Media, terms: Terms
) -> tuple[dict[str, Any], Placed, list[str]]:
    """Bring images, categories and tags of a post to a site.

    Args:
        post: With text and links as they are sent.
        there: The copy that it replaces; empty if it is new.
        placed: What we set of that last; None if that is not known.
        media: The site's images.
        terms: The site's categories and tags.

    Returns:
        What is sent on every occasion, what of it is set then, and what the author should know.
    """
    notes, own = list[str](), list[str]()
    images = [image for image in post.images if image.reuse]
    stored = media.mirror([*images, *filter(None, [post.cover])], notes, not there)
    urls = {image.url: stored[image.sha256].url for image in images if image.sha256 in stored}
    fields: dict[str, Any] = {
        "title": keep_text(post.title),
        "excerpt": keep_text(post.summary),
        "content": block(replace_links(post.html, lambda url: urls.get(url, url))),
    }
    before = {"categories": (placed.category,), "tags": placed.tags} if placed else {}
    had = dict[str, tuple[str, ...]]()
    for kind, names in {"categories": (post.category,), "tags": post.tags}.items():
        change = compare_terms(before.get(kind), names)
        numbers, missing = terms.change(kind, there.get(kind, ()), change, notes, not there)
        had[kind] = tuple(name for name in names if name not in missing)
        if numbers != sorted(there.get(kind, ())):
            fields[kind] = numbers
    shown = media.choose_cover(there.get("featured_media") or 0, placed, post.cover, own)
    if shown is not None:
        fields["featured_media"] = shown
    date = post.published
    if not there or is_date_ours(str(there.get("date_gmt") or ""), placed, date, own):
        dated = write_date(post, media.api.ahead)
        fields |= dated
        date = date if dated else ""
    notes += [f"{there['link']}: {note}" for note in own]
    return (
        fields,
        replace(post.placed, date=date, category="".join(had["categories"]), tags=had["tags"]),
        notes,
    )


def write_date(post: Post, ahead: float) -> dict[str, str]:
    """Return the date of a post as it is sent; none where it would be scheduled.

    Args:
        post: The post, which may be of this minute.
        ahead: How far the partner's clock is ahead of ours, in seconds.
    """
    moment = datetime.fromisoformat(post.published).astimezone(UTC)
    past = moment.timestamp() < time.time() + ahead
    return {"date_gmt": moment.strftime("%Y-%m-%dT%H:%M:%S")} if past else {}
