"""Posts that were moved: `Formerly:` says where they were, so that partners keep their copies.

One that does not say so is known by its words, if these are the very same as when it was sent.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Container, Mapping
from difflib import get_close_matches
from posixpath import basename, dirname, join

from crosspost.ledger.ledger import Ledger
from crosspost.model import Post
from crosspost.settings import Settings
from crosspost.text.mark import hash_wording
from guards.paths import part_places

from .identity import name_post
from .lines import show_place
from .source import Source

logger = logging.getLogger(__name__)

# So many posts are named in a message.
LISTED = 5


def check_move(source: Source, here: Container[str], settings: Settings, ledger: Ledger) -> bool:
    """Say whether a post can be what it was formerly, and tell why not.

    A name that nobody knows is a slip if posts that were sent are gone from here: this is one of them then,
    and partners would get it a second time.

    Args:
        source: The post.
        here: The ids of all posts of the site.
        settings: The site's.
        ledger: What was sent.
    """
    if not part_places(source.lines.get("formerly"))[0]:
        return True
    post = source.id
    if was_sent(post, settings, ledger):
        return True
    names = {other for target in settings.receivers for other in ledger.posts(target.name)}
    gone = sorted(other for other in names if other not in here)
    if not gone:
        return True
    near = get_close_matches(post, gone, 1)
    if source.name in gone:
        hint = f'This file was, as "{source.name}", which is its name now: remove the line.'
    else:
        listed = f"Sent, and no longer here: {', '.join(gone[:LISTED])}{', …' if gone[LISTED:] else ''}."
        known = f'Did you mean "{near[0]}"?' if near else listed
        hint = f"{known} Write where the post was, or remove the line if it was never sent."
    place = show_place(source.source, source.file, "formerly")
    logger.error('%s: Formerly: no post "%s" was ever sent. %s', place, post, hint)
    return False


def find_lost(here: Container[str], settings: Settings, ledger: Ledger) -> dict[str, list[str]]:
    """Return the posts that were sent and are gone from here, by the hash of their words.

    Args:
        here: The ids of all posts of the site.
        settings: The site's.
        ledger: What was sent.
    """
    wordings = ledger.wordings({target.name for target in settings.receivers})
    lost = {words: sorted(post for post in posts if post not in here) for words, posts in wordings.items()}
    return {words: posts for words, posts in lost.items() if posts}


def check_words(
    copy: Post,
    source: Source,
    lost: Mapping[str, Collection[str]],
    settings: Settings,
    ledger: Ledger,
) -> bool:
    """Say whether a post is none that was sent under another name, and tell if it is.

    Args:
        copy: The post as it would be sent.
        source: Where it is from.
        lost: As `find_lost` returns it.
        settings: The site's.
        ledger: What was sent.
    """
    if not lost or was_sent(copy.id, settings, ledger):
        return True
    names = lost.get(hash_wording(copy), ())
    if not names:
        return True
    (old,) = get_close_matches(copy.id, names, 1, 0)
    name = basename(source.path)
    # The ledger knows neither the number nor the suffix that the file had: most likely those that it has.
    number, _, suffix = name.partition(name_post(name))
    former = join(dirname(old), f"{number}{basename(old)}{suffix}")
    logger.error(
        '%s: this is "%s", which was sent under that name. If the file was moved, write into it: '
        "Formerly: %s (with the number that it had). If it is another post, say something in it that the "
        "other did not, or take back the copies of the other: `withdraw %s`.",
        source.source,
        old,
        former,
        old,
    )
    return False


def was_sent(post: str, settings: Settings, ledger: Ledger) -> bool:
    """Say whether the ledger tells of a post at any target."""
    targets = [target.name for target in settings.receivers]
    return any(ledger.last(target, post) or ledger.open_attempts(target, post) for target in targets)
