"""`archive`: what was said with a hashtag becomes a page of the site, of which nothing is shown yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from conversation.archiving import archive
from conversation.backchannel.query import fold, read_query
from conversation.copies import Site
from conversation.errors import ConversationError

from .listen import print_outcomes

_NAME = re.compile(r"[\w-]{1,100}")


def archive_hashtag(
    site: Site, hashtag: str, since: str, until: str, name: str, targets: Sequence[str], files: Sequence[str]
) -> int:
    """Keep what was said, and print a line for each that was asked or read.

    Returns:
        0 only if all could be asked.

    Raises:
        ConversationError: Something cannot be read.
    """
    query = read_query(hashtag, since, until, site.settings.zone)
    if not targets and not files:
        raise ConversationError(
            "nobody is named who could know. Add --target with a target or the address of a server "
            "with Mastodon's API, or --file with what somebody exported."
        )
    name = name or fold(query.tag).replace("·", "-")
    if not _NAME.fullmatch(name):
        raise ConversationError(f'"{name[:100]}" is no name of a page: it has letters, digits, _ and -.')
    return print_outcomes(archive(site, query, name, targets, [Path(file) for file in files]))
