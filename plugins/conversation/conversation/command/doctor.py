"""`doctor`: whether answers can be read at each target, and with what, without keeping any."""

from __future__ import annotations

from collections.abc import Sequence

from conversation.archiving import KINDS as HASHTAGS
from conversation.archiving import try_place
from conversation.copies import Site
from conversation.errors import ConversationError
from conversation.listening import list_askers
from conversation.sources import KINDS
from crosspost.errors import SyndicationError
from guards.terminal import print_line

RECEIVER = "the list of the Webmention receiver, and each page that it names"


def examine(site: Site, only: Sequence[str] = ()) -> int:
    """Ask each target once, and print what came.

    Returns:
        0 only if answers can be read wherever there are some.
    """
    good = True
    kinds = {target.name: target.kind for target in site.syndication.targets}
    for name, kind in kinds.items():
        if kind not in KINDS and (not only or name in only):
            print_line(f"{name}: · answers are not read from the kind {kind}")
    wanted = {name for name in only if kinds.get(name, "webmention") in {*KINDS, "webmention"}}
    if only and not wanted:
        return 0
    for name, ask in list_askers(site, {}, {}, wanted):
        by = KINDS.get(kinds.get(name, ""), RECEIVER)
        try:
            heard = ask()
        except (SyndicationError, ConversationError) as error:
            good = False
            print_line(f"{name}: ✗ {error}")
            continue
        number = len(heard.posts)
        if not number and not heard.notes:
            print_line(f"{name}: · answers are read from {by}; there is no copy yet, so nobody was asked")
            continue
        many = ("copy" if number == 1 else "copies") if name in kinds else "pages"
        print_line(f"{name}: ✓ answers are read from {by}: {len(heard.answers)} for {number} {many}")
        for note in heard.notes:
            print_line(f"{name}: · {note}")
    for target in site.syndication.targets:
        if target.kind in HASHTAGS and (not only or target.name in only):
            good = examine_hashtags(site, target.name, HASHTAGS[target.kind]) and good
    if not site.settings.webmention and not only:
        print_line("webmention: · no receiver is named (CONVERSATION_WEBMENTION)")
    return 0 if good else 1


def examine_hashtags(site: Site, name: str, by: str) -> bool:
    """Ask a target for a hashtag, and print whether it answers."""
    try:
        try_place(site, name)
    except (SyndicationError, ConversationError) as error:
        print_line(f"{name}: ✗ what is said with a hashtag cannot be read: {error}")
        return False
    print_line(f"{name}: ✓ what is said with a hashtag is read from {by}")
    return True
