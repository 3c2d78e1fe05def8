"""`moderate`: what is shown of what others wrote, decided by the author, one answer after another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from conversation.authors import BLOCKED as BLOCK
from conversation.authors import FREE, LEFT_OUT, Authors, read_authors
from conversation.copies import Site
from conversation.errors import ConversationError
from conversation.event.files import name_event
from conversation.files import Conversation
from conversation.model import APPROVED, BLOCKED, CHECK, GONE, HIDDEN, PENDING, Answer, number_answer
from conversation.posts import read_conversations
from guards.characters import show_text
from guards.terminal import print_line

# What an author may say of an answer, and the state that it gets.
DECISIONS = {"approve": APPROVED, "hide": HIDDEN, "block": BLOCKED, "leave-out": GONE}
# What may be said of all that waits at once, and how.
AT_ONCE, EVERYTHING = ("approve", "hide"), "all"
KEYS = {"a": "approve", "h": "hide", "b": "block", "l": "leave-out"}
ASK = "[a]pprove, [h]ide, [b]lock or [l]eave out the author, [r]eply, approve [e]ach left, [s]kip, [q]uit: "


@dataclass(frozen=True)
class Entry:
    """An answer, where it is kept.

    Attributes:
        post: The id of its post.
        talk: The conversation.
        answer: The answer.
    """

    post: str
    talk: Conversation
    answer: Answer

    @property
    def number(self) -> str:
        """What it is called in a terminal."""
        return number_answer(self.post, self.answer.id)


def moderate(
    site: Site,
    decisions: Mapping[str, Sequence[str]],
    as_json: bool = False,
    everything: bool = False,
    ask: Callable[[str], str] | None = None,
    of: str = "",
) -> int:
    """Carry decisions out; without any, show what waits, or ask about each.

    Args:
        site: The site.
        decisions: One of `DECISIONS` → answers, by their numbers or ids.
        as_json: Whether to print what waits for programs.
        everything: Whether to print all, and not only what waits.
        ask: Asks the author; None where nobody is there.
        of: A post or an event, of which alone there is to be something said; "" for all.

    Raises:
        ConversationError: There is no such answer.
        OSError: A file cannot be written.
    """
    authors = read_authors(site.settings.content)
    entries = [*list_entries(site, everything, of)]
    if any(decisions.values()):
        every = [*list_entries(site, True)]
        named = [(what, name) for what, names in decisions.items() for name in names]
        chosen = [(what, find(every, name)) for what, name in named if name != EVERYTHING]
        for what in {what for what, name in named if name == EVERYTHING}:
            if what not in AT_ONCE:
                raise ConversationError(f"--{what} {EVERYTHING}: say of each by itself whom that is about.")
            some = [one for one in entries if one.answer.state == PENDING]
            decide_all(some, what, authors)
            print_line(f"{what}: {len(some)} that waited")
        for what, entry in chosen:
            decide(entry, what, authors, every)
            print_line(f"{what}: {entry.answer.name or 'somebody'}, {entry.post}")
    elif as_json:
        print_line(json.dumps([describe(entry, authors) for entry in entries], ensure_ascii=False))
    elif not entries:
        print_line("Nothing waits for you.")
    else:
        done: set[str] = set()
        for number, entry in enumerate(entries, 1):
            if entry.post in done:
                continue
            show(entry, f"{number} of {len(entries)}")
            if ask and not converse(entry, authors, ask, site, done):
                break
    return 0


def list_entries(site: Site, everything: bool, of: str = "") -> Iterator[Entry]:
    """Give the answers that wait, or all that there are, in the order of their posts and dates.

    Args:
        site: The site.
        everything: Whether all are given.
        of: A post or an event, of which alone they are; "" for all.
    """
    posts = {of, name_event(of)} if of else None
    for post, talks in sorted(read_conversations(site.settings.content, posts).items()):
        for talk in talks:
            for answer in sorted(talk.answers.values(), key=lambda one: (one.date, one.id)):
                if answer.kind == CHECK:
                    continue
                if answer.state == PENDING or (everything and answer.state != GONE):
                    yield Entry(post, talk, answer)


def find(entries: Sequence[Entry], name: str) -> Entry:
    """Return the answer that is meant.

    Raises:
        ConversationError: None is, or several are.
    """
    found = [entry for entry in entries if name == entry.answer.id or name == entry.number]
    found = found or [entry for entry in entries if len(name) >= 4 and entry.number.startswith(name)]
    if len(found) != 1:
        many = "several answers are" if found else "no answer is"
        raise ConversationError(f'{many} called "{name}". `invoke moderate --json --all` lists them.')
    return found[0]


def decide(entry: Entry, what: str, authors: Authors, entries: Sequence[Entry] = ()) -> None:
    """Carry one decision out.

    Args:
        entry: The answer.
        what: One of `DECISIONS`.
        authors: Who is not shown.
        entries: All answers: of those of one who is left out, nothing stays.
    """
    author = entry.answer.author
    if what in ("block", "leave-out") and author:
        authors.add([author], LEFT_OUT if what == "leave-out" else BLOCK)
    elif what == "approve" and authors.say(entry.answer) == BLOCK:
        authors.add([author], FREE)
    states = {id(entry.talk): {entry.answer.id: DECISIONS[what]}}
    talks = {id(entry.talk): entry.talk}
    if what == "leave-out" and author:
        for other in entries:
            if other.answer.author == author:
                states.setdefault(id(other.talk), {})[other.answer.id] = GONE
                talks[id(other.talk)] = other.talk
    for key, talk in talks.items():
        talk.save(states=states[key])


def decide_all(entries: Sequence[Entry], what: str, authors: Authors) -> None:
    """Carry out one decision about several, each file at once; of those who are blocked nothing is shown."""
    states: dict[int, dict[str, str]] = {}
    talks = {id(entry.talk): entry.talk for entry in entries}
    for entry in entries:
        if authors.say(entry.answer) == FREE:
            states.setdefault(id(entry.talk), {})[entry.answer.id] = DECISIONS[what]
    for key, some in states.items():
        talks[key].save(states=some)


def converse(entry: Entry, authors: Authors, ask: Callable[[str], str], site: Site, done: set[str]) -> bool:
    """Ask about one answer until there is a decision; return whether to go on to the next.

    Args:
        entry: The answer.
        authors: Who is not shown.
        ask: Asks the author.
        site: The site.
        done: Posts of which all is decided; one is added where its author says so.
    """
    while True:
        key = ask(ASK).strip().lower()[:1]
        if key in KEYS:
            every = [*list_entries(site, True)] if key == "l" else []
            current = next((one for one in every if one.number == entry.number), entry)
            decide(current, KEYS[key], authors, every)
            return True
        if key == "e":
            some = [one for one in list_entries(site, False, entry.post) if one.post == entry.post]
            decide_all(some, "approve", authors)
            done.add(entry.post)
            return True
        if key == "r":
            print_line(f"Answer at {entry.answer.address or 'the copy: nobody knows its address'}")
        if key in ("s", "q"):
            return key == "s"


def show(entry: Entry, place: str) -> None:
    """Print an answer."""
    answer = entry.answer
    by = " ".join(filter(None, (answer.name or "somebody", answer.page and f"<{answer.page}>")))
    print_line("")
    print_line(f"{place} · {entry.number} · {entry.post}")
    print_line(f"{by}, {answer.date or 'no date'}, at {answer.target}: {answer.address}")
    for line in answer.text.split("\n"):
        print_line(f"    {show_text(line)}")


def describe(entry: Entry, authors: Authors) -> dict[str, object]:
    """Return an answer for programs."""
    answer = entry.answer
    return {
        "number": entry.number,
        "post": entry.post,
        "id": answer.id,
        "target": answer.target,
        "kind": answer.kind,
        "state": answer.state,
        "author": {"name": answer.name, "url": answer.page, "is": authors.say(answer)},
        "date": answer.date,
        "lang": answer.lang,
        "address": answer.address,
        "answers": answer.answers,
        "text": answer.text,
    }
