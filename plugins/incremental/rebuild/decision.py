"""What to build, from what differs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from .bibliographies import find_changed, hash_entries
from .model import Decision, Difference, Posts, Record
from .stamps import read_bytes

# Where so large a share of the posts would have to be read, the whole site is built.
SHARE = 3
# But a series, or some posts, are always few.
FEW = 12


def decide(difference: Difference, posts: Posts | None) -> Decision:
    """Return what is to be built.

    Args:
        difference: What is not as the last build left it.
        posts: What is known of the posts; None if nothing is.
    """
    if not difference:
        return Decision("nothing", "nothing has changed")
    if reason := _find_limit(difference, posts):
        return Decision("whole", reason)
    assert posts is not None
    start = f"{posts.content}/"
    cite = {path for path, post in posts.posts.items() if not difference.works.isdisjoint(post.cites)}
    of_files = find_made_of(posts)
    changed = (path.removeprefix(start) for path in difference.changed)
    remade = sorted({source for name in changed for source in of_files.get(name, (name,))} | cite)
    if not remade:
        return Decision("part", f"{next(iter(difference.traced))} changed, and nothing cites that")
    read = set(remade)
    for path in remade:
        post = posts.posts[path]
        if post.shown:
            return Decision("whole", f"{post.shown[0]} shows the text of {start}{path}, too")
        read.update(post.needs)
    if len(read) > max(FEW, len(posts.posts) // SHARE):
        return Decision("whole", f"{len(read)} of {len(posts.posts)} posts would have to be read for it")
    named = [*difference.traced, *difference.changed]
    reason = f"{named[0]}{f' and {len(named) - 1} more' if named[1:] else ''} changed"
    return Decision("part", reason, tuple(remade), tuple(sorted(read)), tuple(sorted(difference.works)))


def trace_entries(difference: Difference, record: Record, posts: Posts | None, site: Path) -> Difference:
    """Return what differs, with changed entries in the place of .bib files where that can be told.

    Args:
        difference: What is not as the last build left it.
        record: Of the last build.
        posts: What is known of its posts; None if nothing is.
        site: The site's folder.
    """
    works: set[str] = set()
    traced = {}
    entries = {}
    for path in difference.changed if posts is not None else ():
        known = posts.entries.get(path) if posts is not None else None
        if known is None or posts is None or posts.lists or posts.read[path] != record.hashes.get(path):
            continue
        # Their lines are others now.
        if any(text.startswith(f"{path}:") for _, text in record.messages):
            continue
        text = read_bytes(site / path)
        # It may have been saved once more.
        if hashlib.sha256(text).hexdigest() != difference.changed[path][1]:
            continue
        hashes, links = hash_entries(text)
        keys = find_changed(known, hashes, links)
        if keys is not None:
            works |= keys
            traced[path] = difference.changed[path]
            entries[path] = hashes
    changed = {path: seen for path, seen in difference.changed.items() if path not in traced}
    return replace(difference, changed=changed, works=frozenset(works), traced=traced, entries=entries)


def find_made_of(posts: Posts) -> dict[str, list[str]]:
    """Return the files that nothing but the text or the page of posts is made of, each with these posts."""
    found: dict[str, list[str]] = {}
    for source, post in posts.posts.items():
        for name in post.made_of_files:
            found.setdefault(name, []).append(source)
    return found


def _find_limit(difference: Difference, posts: Posts | None) -> str:
    """Say why a part is not enough; "" if it may be."""
    if difference.reason:
        return difference.reason
    for what, paths in (("is new", difference.added), ("is gone", difference.removed)):
        if paths:
            return f"{paths[0]} {what}"
    if posts is None:
        return "nothing is known of the posts of the last build"
    start = f"{posts.content}/"
    for path in difference.changed:
        name = path.removeprefix(start)
        if not path.startswith(start) or (name not in posts.posts and name not in find_made_of(posts)):
            return f"{path} changed"
    return posts.limits[0] if posts.limits else ""
