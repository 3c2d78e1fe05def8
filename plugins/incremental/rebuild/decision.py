"""What to build, from what differs."""

from __future__ import annotations

from .model import Decision, Difference, Posts

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
    remade = sorted(path.removeprefix(start) for path in difference.changed)
    read = set(remade)
    for path in remade:
        post = posts.posts[path]
        if post.shown:
            return Decision("whole", f"{post.shown[0]} shows the text of {start}{path}, too")
        read.update(post.needs)
    if len(read) > max(FEW, len(posts.posts) // SHARE):
        return Decision("whole", f"{len(read)} of {len(posts.posts)} posts would have to be read for it")
    named = [f"{start}{path}" for path in remade]
    reason = f"{named[0]}{f' and {len(named) - 1} more' if named[1:] else ''} changed"
    return Decision("part", reason, tuple(remade), tuple(sorted(read)))


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
        if not path.startswith(start) or path.removeprefix(start) not in posts.posts:
            return f"{path} changed"
    return posts.limits[0] if posts.limits else ""
