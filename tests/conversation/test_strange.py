"""Servers that say strange things: each value of their answers, in turn, is something else than was promised.

Nothing of it ends a listen, or is written down as anything but text.
"""

import json
from itertools import cycle, islice

import pytest
from servers.answering import StandIn, Statuses, View

from conversation.listening import listen

ODD = (
    None,
    5,
    1.5,
    True,
    "",
    "x",
    "\ud800",
    "9" * 400,
    [],
    {},
    [[]],
    [None],
    {"": None},
    "at://x/y/z",
    10**30,
)
ID, OTHER, POST = "a" * 24, "b" * 24, "f" * 24
KEY = f"{'0' * 24}:{'ab' * 32}"
COMMENT = {
    "id": 1,
    "post": 7,
    "parent": 0,
    "author_name": "Ann",
    "author_url": "https://ann.example/",
    "date": "2026-01-01T10:00:00",
    "date_gmt": "2026-01-01T09:00:00",
    "content": {"rendered": "<p>One.</p>"},
    "link": "https://copy.example/#comment-1",
    "status": "approved",
    "type": "comment",
}
REMARK = {
    "id": ID,
    "post": {"id": POST},
    "member": {"name": "Ann"},
    "html": "<p>One.</p>",
    "status": "published",
    "created_at": "2026-01-01T10:00:00.000Z",
    "parent_id": None,
    "in_reply_to_id": None,
    "count": {"replies": 1},
    "replies": [],
}
GHOST = {
    "site": {"site": {"title": "Magazine", "version": "6.0", "url": "https://copy.example/"}},
    "posts": {"posts": [{"id": POST, "status": "published", "visibility": "public"}]},
    "comments": {
        "comments": [REMARK | {"replies": [REMARK | {"id": OTHER, "parent_id": ID}]}],
        "meta": {"pagination": {"next": None}},
    },
}


class WordPress(StandIn):
    def answer(self, path, query, headers):
        return 200, {"X-WP-TotalPages": "1"}, [COMMENT, COMMENT | {"id": 2, "parent": 1, "link": ""}]


class Ghost(StandIn):
    def answer(self, path, query, headers):
        return 200, {}, next(GHOST[name] for name in GHOST if f"/{name}/" in path)


def start(kind, folder):
    """Start a server with an answer and one to it; return it and the name of what was answered."""
    if kind == "wordpress":
        return WordPress(), "7"
    if kind == "ghost":
        return Ghost(), POST
    if kind == "bluesky":
        server = View()
        root = server.add("Ours.", "did:plc:us")
        above = server.add("One.", above=root, labels=["x"])
        server.add("Two.", "did:plc:bob", above=above)
        server.hidden[root] = ["at://did:plc:q/app.bsky.feed.post/1"]
        return server, root
    server = Statuses(kind)
    root = server.add("Ours.")
    server.add("Two.", "bob", server.add("One.", "ann", root))
    return server, root


def walk(value, way=()):
    """Give the way to each value of some JSON."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from walk(one, (*way, key))


def put(value, way, odd):
    """Return JSON with something odd in a place; as it is, where there is no such place."""
    if not way:
        return odd
    if isinstance(value, dict) and way[0] in value:
        return value | {way[0]: put(value[way[0]], way[1:], odd)}
    if isinstance(value, list) and isinstance(way[0], int) and way[0] < len(value):
        return [put(one, way[1:], odd) if n == way[0] else one for n, one in enumerate(value)]
    return value


@pytest.mark.parametrize("kind", ["wordpress", "ghost", "bluesky", "mastodon", "snac"])
def test_whatever_a_server_says_a_listen_ends(folder, monkeypatch, kind):
    server, root = start(kind, folder)
    monkeypatch.setenv("T_SECRET", KEY if kind == "ghost" else "a-token")
    target = {"kind": "mastodon" if kind == "snac" else kind}
    target |= {"user": "us.example"} if kind == "bluesky" else {"url": server.url}
    target |= {"user": "us"} if kind == "wordpress" else {}
    folder.set(SYNDICATION_TARGETS={"t": target}, CONVERSATION_APPVIEW=server.url)
    folder.hold("t", "one/first", root)
    told, strange, right = {}, {}, server.answer

    def answer(path, query, headers):
        status, more, said = right(path, query, headers)
        told.setdefault(path, said)
        if path in strange:
            said = json.dumps(put(said, *strange[path])).encode()
        return status, more, said

    server.answer = answer
    try:
        site = folder.open()
        assert [outcome.new for outcome in listen(site)] == [2]
        kept = {
            path: path.read_bytes() for path in folder.path.rglob("*") if path.suffix in (".jsonl", ".json")
        }
        # Each value is one of these, and each of these is some value: all of both, in fewer steps.
        odd = cycle(ODD)
        for path, said in list(told.items()):
            for way in walk(said):
                for one in islice(odd, 1):
                    strange.clear()
                    strange[path] = (way, one)
                    list(listen(site))
                    assert folder.talk().problems == []
                    for name, data in kept.items():
                        name.write_bytes(data)
                    (folder.path / ".cache/conversation/seen.json").unlink(missing_ok=True)
    finally:
        server.stop()
