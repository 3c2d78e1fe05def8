"""Posts that were moved: `Formerly:` says where they were, so that partners keep their copies."""

from __future__ import annotations

import logging
from collections.abc import Container
from difflib import get_close_matches
from typing import Any

from .article import post_id
from .ledger import Ledger
from .lines import show_place
from .settings import Settings

logger = logging.getLogger(__name__)

# So many posts are named in a message.
LISTED = 5


def check_move(article: Any, source: str, here: Container[str], settings: Settings, ledger: Ledger) -> bool:
    """Say whether a post can be what it was formerly, and tell why not.

    A name that nobody knows is a slip if posts that were sent are gone from here: this is one of them then,
    and partners would get it a second time.

    Args:
        article: Pelican's.
        source: Its file, for messages.
        here: The ids of all posts of the site.
        settings: The site's.
        ledger: What was sent.
    """
    if not article.metadata.get("formerly"):
        return True
    post = post_id(article)
    targets = [target.name for target in settings.receivers]
    if any(ledger.last(target, post) or ledger.open_attempts(target, post) for target in targets):
        return True
    gone = sorted({other for target in targets for other in ledger.posts(target) if other not in here})
    if not gone:
        return True
    near = get_close_matches(post, gone, 1)
    logger.error(
        '%s: Formerly: no post "%s" was ever sent. %s Write where the post was, '
        "or remove the line if it was never sent.",
        show_place(source, article.source_path, "formerly"),
        post,
        f'Did you mean "{near[0]}"?'
        if near
        else f"Sent, and no longer here: {', '.join(gone[:LISTED])}{', …' if gone[LISTED:] else ''}.",
    )
    return False
