"""What was said with a hashtag on Bluesky (`app.bsky.feed.searchPosts`).

The view that everybody may ask refuses many searches, and all pages of one after the first; the account's own
server passes them on to a view that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from conversation.model import GONE, Answer, Heard
from conversation.sources.bluesky import TOLD, ask, is_closed, is_view
from conversation.text import clean_address, clean_language, clean_name, clean_words, write_html
from crosspost.errors import RefusedError, UnavailableError
from crosspost.http.exchange import Web

from .mastodon import clean_handle
from .query import FIRST, LAST, Query, write_moment
from .stamps import read_stamp, write_stamp

PAGE, PAGES = 100, 500
# How an address ends that is not shown whole.
CUT = (b"...", "…".encode())
# Asks for something: a method of the network, and what belongs to it.
Ask = Callable[[str, list[tuple[str, str]]], Mapping[str, Any]]


def ask_view(web: Web) -> Ask:
    """Return what asks a view as anybody."""
    return lambda name, params: ask(web, f"{name}?{urlencode(params)}")


def ask_either(first: Ask, second: Callable[[], Ask]) -> Ask:
    """Return what asks one, and where that refuses, another, from then on."""
    asked: list[Ask] = []

    def ask_one(name: str, params: list[tuple[str, str]]) -> Mapping[str, Any]:
        if not asked:
            try:
                return first(name, params)
            except (RefusedError, UnavailableError) as error:
                if isinstance(error, RefusedError) and error.status not in (401, 403):
                    raise
                asked.append(second())
        return asked[0](name, params)

    return ask_one


def read_entries(ask_for: Ask, name: str, query: Query, known: Mapping[str, Answer]) -> Heard:
    """Return what everybody can read there with a hashtag, and which of what is known is there still.

    Raises:
        SyndicationError: Nobody answers, or not so.
    """
    views = {str(view["uri"]): view for view in list_tagged(ask_for, query)}
    missing = sorted(id for id, answer in known.items() if answer.state != GONE and id not in views)
    for start in range(0, len(missing), TOLD):
        answer = ask_for("app.bsky.feed.getPosts", [("uris", uri) for uri in missing[start : start + TOLD]])
        views |= {str(view["uri"]): view for view in list_views(answer)}
    every = views.keys() | known.keys()
    return Heard([(name, read_entry(view, name, every)) for view in views.values() if not is_closed(view)])


def list_tagged(ask_for: Ask, query: Query) -> Iterator[Mapping[str, Any]]:
    """Give the posts of a time that have the hashtag."""
    params = [("q", f"#{query.tag}"), ("sort", "latest"), ("limit", str(PAGE))]
    params += [("since", write_moment(query.since))] if query.since != FIRST else []
    params += [("until", write_moment(query.until))] if query.until != LAST else []
    cursor, seen = "", set[str]()
    for _ in range(PAGES):
        answer = ask_for("app.bsky.feed.searchPosts", params + ([("cursor", cursor)] if cursor else []))
        fresh = [view for view in list_views(answer) if view["uri"] not in seen]
        seen |= {view["uri"] for view in fresh}
        for view in fresh:
            record = view["record"]
            if query.covers(read_stamp(record.get("createdAt"))) and is_tagged(record, query):
                yield view
        cursor = str(answer.get("cursor") or "")
        if not fresh or not cursor:
            return


def list_views(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the posts of an answer."""
    posts = answer.get("posts")
    return [view for view in posts if is_view(view)] if isinstance(posts, list) else []


def list_features(record: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Give what is marked in a post: where, and what it is."""
    facets = record.get("facets")
    for facet in facets if isinstance(facets, list) else ():
        features = facet.get("features") if isinstance(facet, Mapping) else None
        for feature in features if isinstance(features, list) else ():
            if isinstance(feature, Mapping) and isinstance(facet.get("index"), Mapping):
                yield facet["index"], feature


def is_tagged(record: Mapping[str, Any], query: Query) -> bool:
    """Say whether a post has the hashtag: in its words, marked in them, or beside them."""
    tags = record.get("tags")
    marked = [feature.get("tag") for _, feature in list_features(record)]
    return query.is_said(str(record.get("text") or ""), [*marked, *(tags if isinstance(tags, list) else ())])


def read_text(record: Mapping[str, Any]) -> str:
    """Return the words of a post, with addresses whole that are shown cut, and what its pictures show."""
    data = str(record.get("text") or "").encode(errors="replace")
    cut: dict[int, tuple[int, bytes]] = {}
    for index, feature in list_features(record):
        start, end, uri = index.get("byteStart"), index.get("byteEnd"), clean_address(feature.get("uri"))
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(data):
            continue
        if uri and data[start:end].endswith(CUT):
            cut[start] = (end, uri.encode())
    pieces: list[bytes] = []
    place = 0
    for start, (end, whole) in sorted(cut.items()):
        if start >= place:
            pieces += [data[place:start], whole]
            place = end
    text = clean_words(b"".join([*pieces, data[place:]]).decode(errors="replace"))
    embed = record.get("embed")
    images = embed.get("images") if isinstance(embed, Mapping) else None
    shown = (
        [clean_words(str(one.get("alt") or "")) for one in images if isinstance(one, Mapping)]
        if isinstance(images, list)
        else []
    )
    return "\n\n".join(
        [*([text] if text else []), *(f"[Picture: {one}]" if one else "[Picture]" for one in shown)]
    )


def read_entry(view: Mapping[str, Any], target: str, every: Any) -> Answer:
    """Return a post as an entry."""
    record, author = view["record"], view["author"]
    reply = record.get("reply")
    parent = reply.get("parent") if isinstance(reply, Mapping) else None
    above = str(parent.get("uri") or "") if isinstance(parent, Mapping) else ""
    did, name = str(author.get("did") or ""), view["uri"].rpartition("/")[2]
    languages, handle = record.get("langs"), clean_handle(str(author.get("handle") or ""))
    text = read_text(record)
    return Answer(
        view["uri"],
        target,
        address=clean_address(f"https://bsky.app/profile/{did}/post/{name}"),
        name=clean_name(str(author.get("displayName") or author.get("handle") or "")),
        page=clean_address(f"https://bsky.app/profile/{did}"),
        date=write_stamp(read_stamp(record.get("createdAt"))),
        lang=clean_language(languages[0]) if isinstance(languages, list) and languages else "",
        text=text,
        html=write_html(text),
        answers=above if above in every else "",
        handle=f"@{handle}" if handle else "",
    )
