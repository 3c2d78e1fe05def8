"""Answers to posts on Bluesky, as the network's public view shows them to anybody.

Where nothing is new, no thread is read: of our posts, and of all that was seen below them, the view tells 25
at once how many answers each has, and what its author wants; and of 30 people, whether they and we are apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conversation.copies import Copies
from conversation.model import GONE, Answer, Heard
from conversation.text import clean_address, clean_language, clean_name, clean_words, write_html
from crosspost.errors import RefusedError
from crosspost.http.answers import read_json
from crosspost.http.exchange import Web

# So many posts are told at once.
TOLD = 25
# So many people, and what says that they are not to meet ours.
PEOPLE = 30
APART = ("blocking", "blockedBy", "blockingByList", "blockedByList")
# So deep a thread is read at once: JSON that is nested more than 100 times is read by nobody here. What is
# below is asked for again, so often.
DEEP, DEEPER = 35, 1_000
# An author who wants to be seen by those alone who have an account; posts that nobody is to see.
CLOSED = {"!no-unauthenticated", "!hide", "!takedown"}
THREAD = "app.bsky.feed.defs#threadViewPost"


def read_answers(copies: Copies) -> Heard:
    """Return the answers to the copies of an account.

    Raises:
        SyndicationError: The view does not answer, or not so.
    """
    web = Web(copies.settings.appview, "anybody", pace=copies.target.pace, largest=copies.target.largest)
    posts = {holding.id: post for post, holding in copies.held.items() if holding.id.startswith("at://")}
    heard = Heard(posts=set(posts.values()))
    before = copies.state.get("threads")
    before = before if isinstance(before, dict) else {}
    below = {
        uri: sorted({*read_texts(before.get(uri)), *list_live(copies, posts[uri])}) for uri in sorted(posts)
    }
    every = tell_posts(web, [one for uri in below for one in (uri, *below[uri])])
    threads: dict[str, dict[str, str]] = {}
    for uri, some in below.items():
        facts = {one: describe(every[one]) for one in (uri, *some) if one in every}
        hidden = read_hidden(every.get(uri))
        quiet = uri in every and every[uri].get("replyCount") == 0 and not some
        if quiet or (facts and facts == before.get(uri)):
            views: list[Mapping[str, Any]] = []
        else:
            views, more = list_thread(web, uri)
            hidden |= more
            facts |= {str(view["uri"]): describe(view) for view in views}
        threads[uri] = facts
        seen = {str(view["uri"]): view for view in (*(every[one] for one in some if one in every), *views)}
        homes = copies.find_homes(uri, {one: read_parent(view) for one, view in seen.items()})
        for one, view in seen.items():
            if one in hidden or one in copies.own or is_closed(view):
                continue
            if homes.get(one) == uri and (answer := read_post(view, uri, copies)):
                heard.answers.append((posts[uri], answer))
    copies.state["threads"] = threads
    apart = find_apart(web, sorted(posts)[:1], {name_person(answer.id) for _, answer in heard.answers})
    heard.answers[:] = [one for one in heard.answers if name_person(one[1].id) not in apart]
    return heard


def name_person(uri: str) -> str:
    """Return whose a post is."""
    return uri.removeprefix("at://").partition("/")[0]


def find_apart(web: Web, posts: list[str], people: set[str]) -> set[str]:
    """Return those whom our account blocks, and who block it: threads leave them out, lists of posts do not.

    Args:
        web: The view.
        posts: One of ours, if there is any.
        people: Who answered.
    """
    found: set[str] = set()
    for us in map(name_person, posts):
        ordered = sorted(people - {us})
        for start in range(0, len(ordered), PEOPLE):
            others = "".join(f"&others={person}" for person in ordered[start : start + PEOPLE])
            try:
                answer = ask(web, f"app.bsky.graph.getRelationships?actor={us}{others}")
            except RefusedError:
                # A view that does not say that.
                break
            listed = answer.get("relationships")
            some = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
            found |= {str(one.get("did")) for one in some if any(map(one.get, APART))}
    return found


def list_live(copies: Copies, post: str) -> list[str]:
    """Return the addresses of the answers that are known of a post."""
    return [id for id, answer in copies.known.get(post, {}).items() if answer.state != GONE]


def read_texts(value: object) -> list[str]:
    """Return what the note of an earlier run names."""
    return [name for name in value if name.startswith("at://")] if isinstance(value, dict) else []


def tell_posts(web: Web, uris: list[str]) -> dict[str, Mapping[str, Any]]:
    """Return what the view tells of posts, by their addresses; those that are gone are missing."""
    from urllib.parse import quote

    found: dict[str, Mapping[str, Any]] = {}
    uris = list(dict.fromkeys(uris))
    for start in range(0, len(uris), TOLD):
        query = "&".join(f"uris={quote(uri, safe='')}" for uri in uris[start : start + TOLD])
        answer = ask(web, f"app.bsky.feed.getPosts?{query}")
        listed = answer.get("posts")
        for view in listed if isinstance(listed, list) else ():
            if is_view(view):
                found[str(view["uri"])] = view
    return found


def ask(web: Web, query: str) -> Mapping[str, Any]:
    """Ask the view, and return its JSON."""
    try:
        answer = read_json(web.send("GET", f"/xrpc/{query}", again=True))
    except ValueError:
        answer = None
    if not isinstance(answer, Mapping):
        raise RefusedError(f"{web.url} answers with something else than posts")
    return answer


def list_thread(web: Web, root: str) -> tuple[list[Mapping[str, Any]], set[str]]:
    """Return all that stands below a post, and the addresses of what its author has hidden there."""
    from urllib.parse import quote

    found: dict[str, Mapping[str, Any]] = {}
    hidden: set[str] = set()
    waiting, asked = [root], set[str]()
    while waiting and len(asked) < DEEPER:
        uri = waiting.pop()
        asked.add(uri)
        query = f"uri={quote(uri, safe='')}&depth={DEEP}&parentHeight=0"
        try:
            answer = ask(web, f"app.bsky.feed.getPostThread?{query}")
        except RefusedError as error:
            if error.code != "NotFound":
                raise
            continue
        hidden |= read_gate(answer.get("threadgate"))
        for level, view in walk(answer.get("thread")):
            found.setdefault(str(view["uri"]), view)
            if level == DEEP and view.get("replyCount") and view["uri"] not in asked:
                waiting.append(str(view["uri"]))
    return list(found.values()), hidden


def walk(thread: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give the posts of a thread, each once, with how deep they are in it."""
    waiting = [(0, thread)]
    seen: set[str] = set()
    while waiting:
        level, one = waiting.pop()
        if not isinstance(one, Mapping) or not is_view(one.get("post")) or one["post"]["uri"] in seen:
            continue
        seen.add(one["post"]["uri"])
        yield level, one["post"]
        replies = one.get("replies")
        waiting += [(level + 1, reply) for reply in replies] if isinstance(replies, list) else []


def is_view(view: object) -> bool:
    """Say whether something is a post, as the view tells it."""
    return (
        isinstance(view, Mapping)
        and str(view.get("uri")).startswith("at://")
        and isinstance(view.get("author"), Mapping)
        and isinstance(view.get("record"), Mapping)
    )


def describe(view: Mapping[str, Any]) -> str:
    """Return what another thread, or another right to show it, would change of a post."""
    return f"{view.get('cid')} {view.get('replyCount')} {is_closed(view)} {sorted(read_hidden(view))}"


def is_closed(view: Mapping[str, Any]) -> bool:
    """Say whether a post is not for everybody."""
    author = view["author"]
    labels = [label for one in (view, author) for label in list_labels(one)]
    viewer = author.get("viewer")
    blocked = isinstance(viewer, Mapping) and bool(viewer.get("blockedBy") or viewer.get("blocking"))
    return blocked or any(str(label.get("val")) in CLOSED and not label.get("neg") for label in labels)


def list_labels(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what is said of a post or a person."""
    labels = one.get("labels")
    return [label for label in labels if isinstance(label, Mapping)] if isinstance(labels, list) else []


def read_hidden(view: Mapping[str, Any] | None) -> set[str]:
    """Return the addresses of the answers that the author of a post has hidden."""
    return read_gate(view.get("threadgate")) if view else set()


def read_gate(gate: object) -> set[str]:
    """Return what a gate hides (app.bsky.feed.threadgate)."""
    record = gate.get("record") if isinstance(gate, Mapping) else None
    hidden = record.get("hiddenReplies") if isinstance(record, Mapping) else None
    return {uri for uri in hidden if isinstance(uri, str)} if isinstance(hidden, list) else set()


def read_parent(view: Mapping[str, Any]) -> str:
    """Return the address of what a post answers; "" if it answers nothing."""
    reply = view["record"].get("reply")
    parent = reply.get("parent") if isinstance(reply, Mapping) else None
    return str(parent.get("uri") or "") if isinstance(parent, Mapping) else ""


def read_post(view: Mapping[str, Any], root: str, copies: Copies) -> Answer | None:
    """Return a post as an answer; None if it answers nobody."""
    record, author = view["record"], view["author"]
    above = read_parent(view)
    did, name = str(author.get("did") or ""), view["uri"].rpartition("/")[2]
    if not above or not did:
        return None
    text = clean_words(str(record.get("text") or ""))
    languages = record.get("langs")
    # Parts of a series are copies themselves, which answer each other.
    ours = above == root or above in copies.own
    return Answer(
        view["uri"],
        copies.target.name,
        address=clean_address(f"https://bsky.app/profile/{did}/post/{name}"),
        name=clean_name(str(author.get("displayName") or author.get("handle") or "")),
        page=clean_address(f"https://bsky.app/profile/{did}"),
        date=str(record.get("createdAt") or "").replace("Z", "+00:00"),
        lang=clean_language(languages[0]) if isinstance(languages, list) and languages else "",
        text=text,
        html=write_html(text),
        answers="" if ours else above,
        own=did == name_person(root),
    )
