"""What readers answered to a post, as data: one line of JSON each. No e-mail address, no IP address."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..model import Comment


def write_comments(comments: Iterable[Comment], target: str) -> bytes:
    """Return the file of a conversation, its lines in the order of their dates.

    Args:
        comments: Of one post.
        target: The post's file, from the content folder.
    """
    dated = sorted(comments, key=lambda one: (one.date.timestamp() if one.date else 0.0, one.id))
    lines = (
        {
            "id": comment.id,
            "target": target,
            "kind": comment.kind,
            "address": comment.address,
            "author": {"name": comment.author, "url": comment.url},
            "date": comment.date.isoformat() if comment.date else "",
            "text": comment.text,
            "html": comment.html,
            "answers": comment.answers,
            "state": "approved" if comment.approved else "pending",
        }
        for comment in dated
    )
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()
