"""A part of a build: which posts it is about, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rebuild.errors import UnclearError
from rebuild.facts import Facts
from rebuild.model import Decision, Posts
from rebuild.parts import collect_files, list_addresses, list_elsewhere, require_same

from .description import describe_posts, list_contents, list_references
from .elsewhere import CitingElsewhere
from .settings import BEFORE, PART, WATCH
from .watch import Watch


def begin_part(settings: Any, before: Posts, decision: Decision, old: Path) -> None:
    """Let a run of Pelican be about some posts.

    Args:
        settings: Pelican's, before it runs.
        before: What is known of the posts of the last build.
        decision: What is to be remade.
        old: What was written by the last build.
    """
    files = {*list_owned(before, decision), *before.feeds}
    watch = Watch(decision.remade, decision.read, files, before.names)
    settings[WATCH], settings[BEFORE] = watch, before
    settings[PART] = {
        "read": watch.read,
        "elsewhere": list_elsewhere(before.posts, watch.read),
        "before": old,
        "works": set(decision.works),
    }


def widen_part(settings: Any) -> None:
    """Let a part make what lists references, too, if those of its posts are others now.

    Raises:
        UnclearError: More than that would have to be made.
    """
    watch: Watch = settings[WATCH]
    before: Posts | None = settings.get(BEFORE)
    if before is None or watch.remade is None:
        return
    facts = Facts()
    contents = [one for one in list_contents(watch) if one.relative_source_path in watch.remade]
    if all(facts.hash_references(one) == before.posts[one.relative_source_path].cited for one in contents):
        return
    if any(
        [one.key for one in list_references(content)] != before.posts[content.relative_source_path].cites
        for content in contents
    ):
        settings[PART]["works"].clear()
    for reason in before.lists:
        raise UnclearError(reason)
    watch.widen(before.listings)
    others = {source: post for source, post in before.posts.items() if source not in watch.read}
    content = Path(settings["PATH"]).as_posix()
    settings[PART]["citing"] = {
        source: CitingElsewhere(f"{content}/{source}", post)
        for source, post in others.items()
        if post.cites and post.public
    }


def end_part(
    settings: Any, before: Posts, decision: Decision, site: Path, old: Path, new: Path
) -> tuple[list[tuple[str, Path]], Posts | None]:
    """Return the files of the site that are others now, each with the new one, and what is new of the posts.

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
    after, watch = describe_posts(settings, site), settings[WATCH]
    require_same(before, after, decision.remade)
    homes = {str(settings["SITEURL"]), str(settings.get("FEED_DOMAIN") or "")}
    urls = list_addresses(before, decision.remade, homes)
    longest = settings["FEED_MAX_ITEMS"] or 0
    owned = [*list_owned(before, decision), *sorted(watch.widened)]
    found = list(collect_files(old, new, owned, before.feeds, urls, longest))
    return found, after if watch.widened else None


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
