"""What every command works with: the settings, the targets that were asked for, and what is due there."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from crosspost.contract import Target, TargetSettings
from crosspost.delivery.plan import Due
from crosspost.deploy import check_kind
from crosspost.errors import SyndicationError
from crosspost.files import name_one_way, show_paths
from crosspost.http.credentials import is_open, read_secret
from crosspost.ledger.ledger import Ledger, read_ledger
from crosspost.model import Post, Waiting
from crosspost.outbox.files import is_built, read_outbox, read_waiting, read_whole
from crosspost.settings import Settings
from crosspost.targets import open_target
from guards.terminal import print_line

from .seen import Seen, read_seen


@dataclass(frozen=True)
class Partner:
    """A target, and what the outbox says about it."""

    settings: TargetSettings
    target: Target
    due: Due

    @property
    def name(self) -> str:
        """The target's name."""
        return self.settings.name


@dataclass(frozen=True)
class Site:
    """The site, as one command works with it.

    Attributes:
        settings: Of the site.
        ledger: What was sent.
        partners: The targets that the command is about, each with the posts.
        feeds: The partners that the command is about and that fetch their copies.
        seen: What is known of the files of the outbox.
        whole: Whether the command is about everything.
    """

    settings: Settings
    ledger: Ledger
    partners: tuple[Partner, ...]
    feeds: tuple[TargetSettings, ...]
    seen: Seen
    whole: bool = False


def open_site(settings: Settings, only: Sequence[str] = ()) -> Site:
    """Read ledger and outbox, and open the targets; what cannot be used is found before anything is sent.

    Args:
        settings: Of the site.
        only: Names of targets, posts, or both as `target/post`; none means everything.

    Raises:
        SyndicationError: A name is none, or a file cannot be read.
    """
    if settings.deploy:
        check_kind(settings.deploy)
    ledger = read_ledger(settings.ledger)
    for problem in ledger.problems:
        warn(problem)
    seen = read_seen(settings.rooms.seen / "outbox.json")
    waiting, posts = read_whole(settings.outbox, partial(read_due, settings, seen))
    partners = [
        Partner(
            entry,
            open_target(entry, settings.rooms, partial(read_secret, entry.name, settings.root)),
            Due(entry.name, posts[entry.name], waiting, entry.limit),
        )
        for entry in settings.targets
    ]
    if not only:
        return Site(settings, ledger, tuple(partners), settings.feeds, seen, whole=True)
    feeds = tuple(feed for feed in settings.feeds if feed.name in only)
    names = [name for name in only if name not in {feed.name for feed in feeds}]
    return Site(settings, ledger, tuple(choose(names, partners, ledger)), feeds, seen)


def warn(text: str) -> None:
    """Print a warning."""
    print_line(f"warning: {show_paths(text)}", sys.stderr)


def warn_of_readers(settings: Settings) -> None:
    """Warn of secrets that others on this machine can read."""
    file = settings.root / ".env"
    if is_open(settings.root):
        warn(f"{file}: others can read the secrets in it. Only you can after: chmod 600 {file}")


def read_due(settings: Settings, seen: Seen) -> tuple[tuple[Waiting, ...], dict[str, tuple[Post, ...]]]:
    """Return what is not due, and by target what is."""
    names = [entry.name for entry in settings.targets]
    posts = {name: tuple(read_outbox(settings.outbox, name, seen.read)) for name in names}
    return tuple(read_waiting(settings.outbox)), posts


def require_outbox(settings: Settings) -> None:
    """Refuse to say what is due where no build has said so.

    Raises:
        SyndicationError: There is no outbox.
    """
    if is_built(settings.outbox):
        return
    need = "Build the site first" if settings.siteurl else "Set a SITEURL, without which none is, and build"
    lack = "the last build did not end" if settings.outbox.is_dir() else "no outbox was built"
    raise SyndicationError(f"{settings.outbox}: {lack}, so nobody knows what is due. {need}.")


def choose(only: Sequence[str], partners: Sequence[Partner], ledger: Ledger) -> Iterator[Partner]:
    """Give the targets that some names mean, each with its posts.

    A target alone means all its posts, a post alone that post everywhere, both together that post at that
    target; so does `target/post`, whatever else is named.
    """
    known = {partner.name for partner in partners}
    posts = {
        post
        for partner in partners
        for post in (
            *(post.id for post in partner.due.posts),
            *(entry.post for entry in partner.due.waiting),
            *ledger.posts(partner.name),
        )
    }
    names: set[str] = set()
    everywhere: set[str] = set()
    pairs: dict[str, set[str]] = {}
    for text in only:
        target, _, post = text.partition("/")
        if text in known:
            names.add(text)
        elif target in known and post:
            pairs.setdefault(target, set()).add(find_post(post, posts, known))
        else:
            everywhere.add(find_post(text, posts, known))
    for partner in partners:
        chosen = pairs.get(partner.name, set())
        if everywhere and (not names or partner.name in names):
            chosen = chosen | everywhere
        if partner.name in names and not everywhere:
            yield partner
        elif chosen:
            yield replace(partner, due=replace(partner.due, chosen=frozenset(chosen)))


def refuse_feeds(settings: Settings, only: Sequence[str]) -> None:
    """Refuse names of those to whom nothing is sent.

    Raises:
        SyndicationError: One of them is.
    """
    for feed in settings.feeds:
        if feed.name in only:
            raise SyndicationError(
                f'nothing is sent to "{feed.name}": that partner fetches its copies from a feed, which each '
                f"build writes. `doctor --only {feed.name}` shows the addresses to give to the partner."
            )


def find_post(text: str, posts: Iterable[str], targets: Iterable[str] = ()) -> str:
    """Return the post that a text means: its id, the end of it, or the path of its source.

    Raises:
        SyndicationError: It means none, or several.
    """
    posts, text = sorted(posts), name_one_way(text)
    path = re.sub(r"(^|/)\d{1,3}-(?=[^/]+$)", r"\1", re.sub(r"\.\w+$", "", text))
    for name in (text, path):
        if name in posts:
            return name
    found = [post for post in posts if f"/{path}".endswith(f"/{post}") or post.endswith(f"/{path}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise SyndicationError(f'"{text}" may be {", ".join(found)}. Name one of them.')
    near = difflib.get_close_matches(text, [*posts, *targets], 1)
    hint = (
        f' Did you mean "{near[0]}"?' if near else f" There are: {', '.join([*targets, *posts]) or 'none'}."
    )
    raise SyndicationError(f'no target or post "{text}".{hint}')


def choose_target(site: Site, name: str) -> Site:
    """Return the site with one of its targets alone; all of them for "".

    Raises:
        SyndicationError: There is no such target.
    """
    partners = tuple(partner for partner in site.partners if name in ("", partner.name))
    if not partners:
        names = ", ".join(partner.name for partner in site.partners) or "none"
        raise SyndicationError(f'no target "{name}" in SYNDICATION_TARGETS. There are: {names}.')
    return replace(site, partners=partners)
