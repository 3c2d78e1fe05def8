"""A part of a build: which posts it is about, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rebuild.model import Decision, Posts
from rebuild.parts import collect_files, list_addresses, list_elsewhere, require_same

from .description import describe_posts
from .settings import PART, WATCH
from .watch import Watch


def begin_part(settings: Any, before: Posts, decision: Decision) -> None:
    """Let a run of Pelican be about some posts.

    Args:
        settings: Pelican's, before it runs.
        before: What is known of the posts of the last build.
        decision: What is to be remade.
    """
    files = {*list_owned(before, decision), *before.feeds}
    watch = Watch(decision.remade, decision.read, files, before.names)
    settings[WATCH] = watch
    settings[PART] = {"read": watch.read, "elsewhere": list_elsewhere(before.posts, watch.read)}


def end_part(
    settings: Any, before: Posts, decision: Decision, site: Path, old: Path, new: Path
) -> list[tuple[str, Path]]:
    """Return the files of the site that are others now, each with the new one.

    Args:
        settings: Pelican's, after it ran.
        before: What is known of the posts of the last build.
        decision: What was to be remade.
        site: The folder of the site.
        old: What was written by the last build.
        new: What was written by the part.

    Raises:
        UnclearError: More of the site may have changed.
    """
    require_same(before, describe_posts(settings, site), decision.remade)
    homes = {str(settings["SITEURL"]), str(settings.get("FEED_DOMAIN") or "")}
    urls = list_addresses(before, decision.remade, homes)
    longest = settings["FEED_MAX_ITEMS"] or 0
    return list(collect_files(old, new, list_owned(before, decision), before.feeds, urls, longest))


def is_about(settings: Any, before: Posts, decision: Decision, errors: Iterable[str]) -> bool:
    """Say whether errors of a part are about its posts alone, so that a whole build would have them, too.

    Args:
        settings: Pelican's, after it ran.
        before: What is known of the posts of the last build.
        decision: What was to be remade.
        errors: What was said of them.
    """
    # A link to a post that was not read is none to a post that is not there.
    missed = settings[WATCH].missed & (before.posts.keys() - set(decision.read))
    names = tuple(f"{before.content}/{source}:" for source in decision.remade)
    return not missed and all(text.startswith(names) for text in errors)


def list_owned(before: Posts, decision: Decision) -> list[str]:
    """Return the files that are made of the remade posts alone."""
    return sorted({name for source in decision.remade for name in before.posts[source].owned})
