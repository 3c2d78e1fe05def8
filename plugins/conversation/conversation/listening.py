"""Asks all that hold copies, and writes down what is new, what was edited there, and what is gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any

from crosspost.errors import SyndicationError
from crosspost.outbox.files import read_outbox
from guards.answers import parse_json
from guards.whole import read_file, write_file

from .authors import FREE, LEFT_OUT, Authors, read_authors
from .copies import Copies, Site
from .errors import ConversationError
from .files import Conversation
from .model import APPROVED, GONE, PENDING, Answer, Heard, name_author
from .posts import open_conversation, read_conversations
from .sources import KINDS, NETWORKS

# What of an answer another wording changes.
WORDS = ("text", "name", "page", "lang", "date", "address")


@dataclass(frozen=True)
class Outcome:
    """What was found out of one target.

    Attributes:
        name: The target's.
        new, edited, gone: How many answers.
        pending: How many of the new and edited ones wait to be approved.
        notes: What its author should know.
        failed: Whether it could not be asked.
    """

    name: str
    new: int = 0
    edited: int = 0
    gone: int = 0
    pending: int = 0
    notes: tuple[str, ...] = ()
    failed: bool = False


def listen(site: Site, only: Iterable[str] = ()) -> Iterator[Outcome]:
    """Ask for answers, and keep what everybody can read.

    Args:
        site: The site.
        only: Names of targets; none for all.

    Raises:
        ConversationError: A file cannot be read, or there is no such target.
        OSError: A file cannot be written.
    """
    content = site.settings.content
    talks, authors = read_conversations(content), read_authors(content)
    for problem in (
        *authors.problems,
        *(one for some in talks.values() for talk in some for one in talk.problems),
    ):
        yield Outcome("", notes=(problem,))
    yield from leave_out(talks, authors)
    known = {
        post: {id: one for talk in some for id, one in talk.answers.items()} for post, some in talks.items()
    }
    cache = site.root / ".cache" / "conversation" / "seen.json"
    state = read_state(cache)
    asked = dict(list_askers(site, known, state, set(only)))
    # Most of the time somebody else is at work.
    with ThreadPoolExecutor(max_workers=max(1, len(asked))) as pool:
        found = {name: pool.submit(ask) for name, ask in asked.items()}
        for name, future in found.items():
            try:
                heard = future.result()
            except (SyndicationError, ConversationError) as error:
                yield Outcome(name, notes=(str(error),), failed=True)
                continue
            yield keep(site, name, heard, talks, authors)
    if state:
        write_file(cache, json.dumps(state, ensure_ascii=False).encode(errors="replace"))


def leave_out(talks: Mapping[str, list[Conversation]], authors: Authors) -> Iterator[Outcome]:
    """Remove the words of authors who asked for it, and of answers that a merge brought back."""
    for some in talks.values():
        for talk in some:
            states = {
                id: GONE
                for id, answer in talk.answers.items()
                if answer.state != GONE and authors.say(answer) == LEFT_OUT
            }
            if talk.save(states=states) and states:
                yield Outcome(talk.path.stem, gone=len(states))
            for id in states:
                talk.answers[id] = Answer(id, state=GONE)


def list_askers(
    site: Site, known: Mapping[str, Mapping[str, Answer]], state: dict[str, Any], only: set[str]
) -> Iterator[tuple[str, Callable[[], Heard]]]:
    """Give for each target what asks it.

    Raises:
        ConversationError: There is no such target.
    """
    targets = {target.name: target for target in site.syndication.targets if target.kind in KINDS}
    names = [*targets, *(["webmention"] if site.settings.webmention else [])]
    for name in only - {*names}:
        raise ConversationError(f'no target "{name}" has answers. There are: {", ".join(names) or "none"}.')
    for name, target in targets.items():
        if not only or name in only:
            module = import_module(f"conversation.sources.{target.kind}")
            copies = site.list_copies(target, known, state.setdefault(name, {}))
            yield name, partial(ask_target, module.read_answers, copies)
    if site.settings.webmention and (not only or "webmention" in only):
        yield "webmention", partial(ask_receiver, site, known)


def ask_target(read_answers: Callable[[Copies], Heard], copies: Copies) -> Heard:
    """Ask a target. What was answered to a copy that was withdrawn is for nobody any more."""
    heard = read_answers(copies)
    heard.posts.update(copies.over)
    return heard


def ask_receiver(site: Site, known: Mapping[str, Mapping[str, Answer]]) -> Heard:
    """Ask the Webmention receiver."""
    import os

    from crosspost.http.credentials import read_secret

    from .sources import webmention

    try:
        secret = read_secret("webmention", site.root)
    except SyndicationError:
        # Some need none.
        secret = os.environ.get("WEBMENTION_SECRET", "")
    return webmention.read_answers(site.settings.webmention, secret, list_pages(site), known)


def list_pages(site: Site) -> dict[str, str]:
    """Return the address of each post's page → its id: what is due, and what was sent."""
    from .sources.webmention import name_page

    found = {name_page(page): post for post, pages in site.ledger.pages().items() for page in pages}
    for target in site.syndication.targets:
        for post in read_outbox(site.syndication.outbox, target.name):
            found[name_page(post.url)] = post.id
    return found


def keep(
    site: Site, name: str, heard: Heard, talks: dict[str, list[Conversation]], authors: Authors
) -> Outcome:
    """Write down what a target said."""
    said: dict[str, dict[str, Answer]] = {}
    for post, answer in heard.answers:
        said.setdefault(post, {})[answer.id] = answer
    numbers = {"new": 0, "edited": 0, "gone": 0, "pending": 0}
    for post in sorted({*heard.posts, *said}):
        some = talks.get(post, [])
        places = {
            place_of(answer): id
            for talk in some
            for id, answer in talk.answers.items()
            if answer.state != GONE
        }
        own = {id: talk for talk in some for id in talk.answers}
        fresh: list[Answer] = []
        for talk in some:
            edited, gone = [], {}
            for id, before in talk.answers.items():
                if before.state == GONE or before.target != name:
                    continue
                now = said.get(post, {}).get(id)
                if now is None and id not in heard.there and post in heard.posts:
                    gone[id] = GONE
                elif now is not None and is_edited(before, now):
                    edited.append(replace(now, state=choose_state(site, now, before)))
            if edited or gone:
                talk.save(edited, gone)
                numbers["edited"] += len(edited)
                numbers["gone"] += len(gone)
                numbers["pending"] += sum(one.state == PENDING for one in edited)
        for id, answer in said.get(post, {}).items():
            place = place_of(answer)
            if id in own or place in places or authors.say(answer) != FREE:
                continue
            places[place] = id
            fresh.append(replace(answer, state=choose_state(site, answer)))
        if fresh:
            open_conversation(talks, site.settings.content, post).save(fresh)
            numbers["new"] += len(fresh)
            numbers["pending"] += sum(one.state == PENDING for one in fresh)
    return Outcome(
        name,
        numbers["new"],
        numbers["edited"],
        numbers["gone"],
        numbers["pending"],
        tuple(heard.notes),
    )


def place_of(answer: Answer) -> str:
    """Return where an answer is, by which it is one however often it is told."""
    if not answer.address:
        return answer.id
    return name_author(answer.address) + answer.address.partition("#")[2]


def is_edited(before: Answer, now: Answer) -> bool:
    """Say whether an answer has other words than those that are known."""
    return any(getattr(before, name) != getattr(now, name) for name in WORDS)


def choose_state(site: Site, answer: Answer, before: Answer | None = None) -> str:
    """Return the state of an answer that is new or edited: only those who are trusted are shown at once."""
    if before is not None and before.state not in (APPROVED, PENDING):
        return before.state
    if before is not None and before.text == answer.text:
        return before.state
    return APPROVED if answer.own or is_trusted(site, answer) else PENDING


def is_trusted(site: Site, answer: Answer) -> bool:
    """Say whether an answer is of a target or an author whom the site trusts.

    Who comments on a blog, and whoever has a page, may say to be anybody: an author's page is believed where
    a network says whose an answer is, and where the answer itself stands below it.
    """
    if answer.target in site.settings.trusted:
        return True
    kinds = {target.name: target.kind for target in site.syndication.targets}
    page, place = name_author(answer.page), name_author(answer.id)
    known = kinds.get(answer.target) in NETWORKS or f"{place}/".startswith(f"{page}/")
    return bool(page) and page in site.settings.trusted and known


def read_state(cache: Any) -> dict[str, Any]:
    """Return what was seen last time; nothing where that cannot be read, which costs some requests."""
    try:
        found = parse_json(read_file(cache))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, dict)}
