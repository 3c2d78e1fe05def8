"""Keeps what was said at an event: asks networks, reads exports, and begins the page that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crosspost.errors import SyndicationError
from crosspost.http.exchange import Web, check_address
from guards.characters import show_text
from guards.whole import read_file, write_file

from .authors import read_authors
from .backchannel import bluesky, mastodon
from .backchannel.exports import read_export
from .backchannel.query import LAST, Query, write_moment
from .copies import Site
from .errors import ConversationError
from .event.files import EXPORT, name_event, write_page
from .files import Conversation
from .listening import Outcome, keep, leave_out
from .model import CHECK, GONE, HIDDEN, Answer, Heard
from .posts import read_conversations
from .sources.bluesky import find_apart, name_person
from .thread import read_date

# What of a network can be asked for a hashtag, and with what.
KINDS = {
    "mastodon": "its timeline of a hashtag, by the token",
    "bluesky": "the network's search: as anybody, or else by the account's own server",
}
# The bytes of a header, in which a page says which event it is of.
_HEADER = 4_000
_EVENT = re.compile(r"^event:[ \t]*(\S.*?)[ \t]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """Where a hashtag is asked for.

    Attributes:
        name: What lines call it.
        read: Returns what is there: from the hashtag, and what is known already, by id.
    """

    name: str
    read: Callable[[Query, Mapping[str, Answer]], Heard]


def archive(
    site: Site, query: Query, name: str, targets: Iterable[str] = (), exports: Iterable[Path] = ()
) -> Iterator[Outcome]:
    """Add what was said to the file of an event, remove what is gone, and begin its page where there is none.

    Args:
        site: The site.
        query: What is asked for.
        name: The event, as its files are called.
        targets: Targets of the site, kinds of them, or addresses of servers with Mastodon's API.
        exports: Files and folders that people exported.

    Raises:
        ConversationError: A file cannot be read, or there is no such target.
        OSError: A file cannot be written.
    """
    content = site.settings.content
    post = name_event(name)
    # Nobody at an event has asked to be trusted by this site: all of it waits.
    site = replace(site, settings=replace(site.settings, trusted=()))
    page = find_page(content, site.settings.pages, name)
    places = [open_place(site, target) for target in targets]
    talks, authors = read_conversations(content, {post}), read_authors(content)
    for problem in (*authors.problems, *(one for talk in talks.get(post, ()) for one in talk.problems)):
        yield Outcome("", notes=(problem,))
    yield from leave_out(talks, authors)
    for path in exports:
        found = read_export(path, query)
        answers = [(post, replace(one, target=EXPORT)) for one in found.entries]
        outcome = keep(site, EXPORT, Heard(answers, notes=found.notes), talks, authors)
        yield replace(outcome, name=str(path))
        note_check(talks, post, EXPORT, query)
    for place in places:
        try:
            heard = place.read(query, list_known(talks, post, place.name))
        except (SyndicationError, ConversationError) as error:
            yield Outcome(place.name, notes=(str(error),), failed=True)
            continue
        answers = [(post, answer) for _, answer in heard.answers]
        yield keep(site, place.name, Heard(answers, posts={post}, notes=heard.notes), talks, authors)
        note_check(talks, post, place.name, query)
    entries = [
        one
        for talk in talks.get(post, ())
        for one in talk.answers.values()
        if one.state != GONE and one.kind != CHECK
    ]
    if page is None and entries:
        path = content / site.settings.pages / f"{name}.md"
        moments = [moment for one in entries if (moment := read_date(one.date))]
        write_file(path, write_page(query.tag, name, moments, site.settings.zone).encode())
        yield Outcome(
            "", notes=(f"{path.relative_to(site.root)}: begun; it is a draft until you say otherwise",)
        )


def list_known(talks: Mapping[str, list[Conversation]], post: str, target: str) -> dict[str, Answer]:
    """Return what is known of an event from one place, by id."""
    every = ((id, one) for talk in talks.get(post, ()) for id, one in talk.answers.items())
    return {id: one for id, one in every if one.target == target and one.kind != CHECK}


def note_check(talks: Mapping[str, list[Conversation]], post: str, target: str, query: Query) -> None:
    """Write down that all that an event has from one place was looked at now."""
    for talk in talks.get(post, ())[:1]:
        now = write_moment(datetime.now(UTC)).replace("Z", "+00:00")
        talk.save([Answer(f"{CHECK} {target}", "", CHECK, date=now, text=f"#{query.tag}", state=HIDDEN)])


def find_page(content: Path, pages: str, name: str) -> Path | None:
    """Return the page or post that is of an event; None if there is none yet.

    Raises:
        ConversationError: Another page has the name that it would have.
    """
    own = content / pages / f"{name}.md"
    if own.exists() and says_event(own, name):
        return own
    for path in sorted(content.rglob("*.md")):
        if not path.name.startswith(".") and says_event(path, name):
            return path
    if own.exists():
        raise ConversationError(
            f'{own}: is there already, and is of no event. Write "Event: {name}" into its header, or '
            "choose another name with --name."
        )
    return None


def says_event(path: Path, name: str) -> bool:
    """Say whether a page says in its header that it is of an event."""
    try:
        head = (
            read_file(path)[:_HEADER]
            .decode("utf-8-sig", "replace")
            .replace("\r\n", "\n")
            .partition("\n\n")[0]
        )
    except OSError:
        return False
    found = _EVENT.search(head)
    return bool(found and found[1].lstrip("#").casefold() == name.casefold())


def open_place(site: Site, target: str) -> Place:
    """Return who is asked.

    Raises:
        ConversationError: Nobody is called so.
    """
    if "://" in target:
        try:
            url = check_address(target, "--target")
        except SyndicationError as error:
            raise ConversationError(str(error)) from None
        host = url.partition("://")[2]
        return Place(host, partial(mastodon.read_entries, Web(url, "anybody"), host))
    every = [one for one in site.syndication.targets if one.kind in KINDS]
    found = [one for one in every if one.name == target] or [one for one in every if one.kind == target]
    if not found and target == "bluesky":
        ask = bluesky.ask_view(Web(site.settings.appview, "anybody"))
        return Place(target, partial(bluesky.read_entries, ask, target))
    if len(found) != 1:
        names = ", ".join([*(one.name for one in every), "bluesky"])
        raise ConversationError(
            f'"{show_text(target)}" is none to be asked for a hashtag. There are: {names}, and addresses '
            "of servers with Mastodon's API, such as https://mastodon.example."
        )
    return open_target(site, found[0].name)


def open_target(site: Site, name: str) -> Place:
    """Return a target of the site as who is asked.

    Raises:
        ConversationError: Its secret is missing.
    """
    target = next(one for one in site.syndication.targets if one.name == name)
    copies = site.list_copies(target, {}, {})
    url = str(copies.options.get("url") or "").rstrip("/")

    if target.kind == "mastodon":

        def read(query: Query, known: Mapping[str, Answer]) -> Heard:
            token = copies.secret()
            headers = {"Authorization": f"Bearer {token}"}
            web = Web(url, "this account", headers, (token,), target.pace, "", target.largest)
            return mastodon.read_entries(web, name, query, known)

        return Place(name, read)

    def sign_in() -> bluesky.Ask:
        from crosspost.targets.bluesky.api import Api

        api = Api(url, str(copies.options["user"]), copies.secret(), target)
        return lambda method, params: api.ask("GET", method, params=params)

    view = Web(site.settings.appview, "anybody", pace=target.pace, largest=target.largest)
    ask = bluesky.ask_either(bluesky.ask_view(view), sign_in)
    own = sorted(one.id for one in copies.held.values() if one.id.startswith("at://"))

    def search(query: Query, known: Mapping[str, Answer]) -> Heard:
        heard = bluesky.read_entries(ask, name, query, known)
        apart = find_apart(view, own[:1], {name_person(answer.id) for _, answer in heard.answers})
        heard.answers[:] = [one for one in heard.answers if name_person(one[1].id) not in apart]
        return heard

    return Place(name, search)


def try_place(site: Site, name: str) -> None:
    """Ask a target for a hashtag that nobody needs, to see whether it answers.

    Raises:
        SyndicationError: It does not.
        ConversationError: It is none.
    """
    now = datetime.now(UTC)
    open_place(site, name).read(Query("conference", now, LAST), {})
