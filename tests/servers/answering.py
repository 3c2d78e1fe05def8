"""Stand-ins for servers that start at once, or are in none of the registries, and can be broken.

Each does what its documentation says of the calls that reading answers takes, and what the real ones of
`tests/conversation/real` do: Bluesky's view, Mastodon's API (docs.joinmastodon.org) in two flavours, and
sites that send Webmentions, with a receiver that lists them.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

TOLD, PEOPLE, PAGE, BATCH = 25, 30, 40, 20


class StandIn:
    """A server in a thread of the test.

    Attributes:
        url: Its address.
        asked: What was asked, in order.
        broken: Whether it answers nothing but 500.
    """

    def __init__(self):
        self.asked, self.broken = [], False
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def do_GET(self):
                stand_in.asked.append(self.path)
                parts = urlsplit(self.path)
                status, more, data = 500, {}, b"{}"
                if not stand_in.broken:
                    status, more, data = stand_in.answer(parts.path, parse_qs(parts.query), self.headers)
                data = data if isinstance(data, bytes) else json.dumps(data).encode()
                self.send_response(status)
                for name, value in ({"Content-Type": "application/json"} | more).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format, *args):
                """Print nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def count(self):
        """Return how often it was asked, and begin to count anew."""
        number = len(self.asked)
        self.asked.clear()
        return number


class View(StandIn):
    """Bluesky's view: `posts` by address; what is deleted is not there, and takes what is below it along."""

    def __init__(self):
        super().__init__()
        self.posts, self.hidden, self.apart, self.numbers = {}, {}, {}, itertools.count(1)
        self.names = {}
        self.closed = False

    def add(self, text, did="did:plc:ann", above="", labels=(), label=(), **record):
        """Post something, and return its address."""
        uri = f"at://{did}/app.bsky.feed.post/{next(self.numbers)}"
        if above:
            record["reply"] = {"parent": {"uri": above}, "root": {"uri": self.root(above)}}
        author = {
            "did": did,
            "handle": f"{did.rpartition(':')[2]}.example",
            "displayName": did.rpartition(":")[2].title(),
            "labels": [{"val": one} for one in labels],
            "avatar": "https://cdn.example/face.jpg",
        }
        record = {"text": text, "createdAt": "2026-11-02T10:00:00.000Z", "langs": ["en"], **record}
        self.posts[uri] = {
            "uri": uri,
            "cid": f"cid{len(self.posts)}",
            "author": author,
            "record": record,
            "labels": [{"val": one} for one in label],
        }
        return uri

    def root(self, uri):
        return self.posts[uri]["record"].get("reply", {}).get("root", {}).get("uri", uri)

    def parent(self, uri):
        return self.posts[uri]["record"].get("reply", {}).get("parent", {}).get("uri")

    def show(self, uri):
        gate = {"threadgate": {"record": {"hiddenReplies": self.hidden[uri]}}} if uri in self.hidden else {}
        return {**self.posts[uri], "replyCount": Counter(map(self.parent, self.posts))[uri], **gate}

    def thread(self, uri, depth):
        below = [self.thread(one, depth - 1) for one in self.posts if depth and self.parent(one) == uri]
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": self.show(uri), "replies": below}

    def search(self, query, headers):
        """Find posts; as the public one does, without an account no page after the first, or none at all."""
        signed = headers.get("authorization") == "Bearer access"
        if not signed and (self.closed or "cursor" in query):
            return 403, {"Content-Type": "text/html"}, b"<h1>403 Forbidden</h1>"
        word = query["q"][0].lstrip("#").lower()
        found = [uri for uri in self.posts if word in self.posts[uri]["record"]["text"].lower()]
        found = [
            uri
            for uri in found
            if query.get("since", [""])[0]
            <= self.posts[uri]["record"]["createdAt"]
            < query.get("until", ["9"])[0]
        ]
        start = int(query.get("cursor", ["0"])[0])
        limit = int(query["limit"][0])
        assert 1 <= limit <= 100
        some, more = found[::-1][start : start + limit], {}
        if start + limit < len(found):
            more = {"cursor": str(start + limit)}
        return 200, {}, {"posts": [self.show(uri) for uri in some], **more}

    def answer(self, path, query, headers):
        name = path.rpartition("/")[2]
        if name == "com.atproto.server.createSession":
            return (
                200,
                {},
                {"did": "did:plc:us", "handle": "us.example", "accessJwt": "access", "refreshJwt": "r"},
            )
        if name == "app.bsky.feed.getPosts":
            assert len(query["uris"]) <= TOLD
            return 200, {}, {"posts": [self.show(uri) for uri in query["uris"] if uri in self.posts]}
        if name == "app.bsky.graph.getRelationships":
            assert len(query["others"]) <= PEOPLE
            return (
                200,
                {},
                {"relationships": [{"did": did} | self.apart.get(did, {}) for did in query["others"]]},
            )
        if name == "com.atproto.identity.resolveHandle":
            did = self.names.get(query["handle"][0])
            error = {"error": "InvalidRequest", "message": "Unable to resolve handle"}
            return (200, {}, {"did": did}) if did else (400, {}, error)
        if name == "app.bsky.feed.searchPosts":
            return self.search(query, headers)
        uri = query["uri"][0]
        if name != "app.bsky.feed.getPostThread" or uri not in self.posts:
            return 400, {}, {"error": "NotFound", "message": "Post not found"}
        gate = {"record": {"hiddenReplies": self.hidden.get(uri, [])}}
        return 200, {}, {"thread": self.thread(uri, int(query["depth"][0])), "threadgate": gate}


class Statuses(StandIn):
    """A server with Mastodon's API; "snac" tells direct answers alone, and one status at once."""

    def __init__(self, flavour="mastodon"):
        super().__init__()
        self.flavour, self.statuses, self.numbers = flavour, {}, itertools.count(1)
        # So many of an account's statuses are listed at most.
        self.reach = 1_000_000
        self.public = False

    def add(self, text, name="author", above=None, visibility="public", account=None, **more):
        """Post something, and return its name."""
        id = str(next(self.numbers))
        self.statuses[id] = {
            "id": id,
            "uri": f"https://social.example/{name}/{id}",
            "url": f"https://social.example/@{name}/{id}",
            "content": f"<p>{text}</p>",
            "created_at": "2026-11-02T10:00:00.000Z",
            "edited_at": None,
            "language": "en",
            "visibility": visibility,
            "in_reply_to_id": above,
            "account": {
                "id": name,
                "acct": name,
                "display_name": name.title(),
                "url": f"https://social.example/@{name}",
                "avatar": "https://social.example/face.jpg",
                "note": "",
                **(account or {}),
            },
            **more,
        }
        return id

    def edit(self, id, text, **more):
        self.statuses[id] |= {"content": f"<p>{text}</p>", "edited_at": "2026-11-03T10:00:00.000Z", **more}

    def delete(self, id):
        """Delete a status: what answers it answers nothing that is there, as on Mastodon."""
        del self.statuses[id]
        for one in self.statuses.values():
            if one["in_reply_to_id"] == id:
                one["in_reply_to_id"] = None

    def show(self, id):
        below = sum(one["in_reply_to_id"] == id for one in self.statuses.values())
        return {**self.statuses[id], "replies_count": below}

    def below(self, id):
        for one in self.statuses.values():
            if one["in_reply_to_id"] == id:
                yield self.show(one["id"])
                if self.flavour != "snac":
                    yield from self.below(one["id"])

    def tagged(self, tag, query):
        """Return a page of the public statuses with a hashtag, the latest first."""
        before, limit = int(query.get("max_id", ["999999"])[0]), min(int(query["limit"][0]), PAGE)
        some = [one for one in self.statuses.values() if f"#{tag}" in one["content"].lower()]
        some = [one for one in some if one["visibility"] == "public" and int(one["id"]) < before]
        return (
            200,
            {},
            [self.show(one["id"]) for one in sorted(some, key=lambda one: -int(one["id"]))[:limit]],
        )

    def answer(self, path, query, headers):
        if path.startswith("/api/v1/timelines/tag/") and self.public:
            return self.tagged(unquote(path.rpartition("/")[2]), query)
        if headers.get("authorization") != "Bearer a-token":
            return 401, {}, {"error": "The access token is invalid"}
        parts = path.removeprefix("/api/v1/").split("/")
        if parts[:2] == ["timelines", "tag"]:
            return self.tagged(unquote(parts[2]), query)
        if parts[:2] == ["accounts", "verify_credentials"]:
            return 200, {}, {"id": "author", "acct": "author"}
        if parts[0] == "accounts":
            before = int(query.get("max_id", ["999999"])[0])
            own = [one for one in self.statuses.values() if one["account"]["id"] == parts[1]][-self.reach :]
            own = sorted((one for one in own if int(one["id"]) < before), key=lambda one: -int(one["id"]))
            return 200, {}, [self.show(one["id"]) for one in own[:PAGE]]
        if parts == ["statuses"] and self.flavour != "snac":
            assert len(query["id[]"]) <= BATCH
            return 200, {}, [self.show(id) for id in query["id[]"] if id in self.statuses]
        if len(parts) < 2 or parts[1] not in self.statuses:
            return 404, {}, {"error": "Record not found"}
        if parts[2:] == ["context"]:
            return 200, {}, {"ancestors": [], "descendants": list(self.below(parts[1]))}
        return 200, {}, self.show(parts[1])


class Sites(StandIn):
    """Sites of others, by path, and a receiver's list of who mentions whom."""

    def __init__(self):
        super().__init__()
        self.pages, self.mentions = {}, []

    def add(self, path, html, target="https://home.example/one/first/"):
        """Write a page and tell the receiver."""
        self.pages[path] = html
        self.mentions.append((f"{self.url}{path}", target))

    def answer(self, path, query, headers):
        if path == "/list":
            if query.get("token") != ["a-secret"]:
                return 401, {}, {"error": "no token"}
            start = int(query["page"][0]) * 100
            some = self.mentions[start : start + 100]
            return (
                200,
                {},
                {"children": [{"wm-source": source, "wm-target": target} for source, target in some]},
            )
        page = self.pages.get(path)
        if isinstance(page, int):
            return page, {"Content-Type": "text/html"}, b"no"
        if page is None:
            return 404, {"Content-Type": "text/html"}, b"no"
        if page.startswith("http"):
            return 302, {"Location": page}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


class Network(StandIn):
    """Any servers of others: `answers`, by path: a status, headers and what is said, or where to go."""

    def __init__(self):
        super().__init__()
        self.answers = {}
        # Whoever finds an answer too long goes away.
        self.server.handle_error = lambda *args: None

    def add(self, path, said, type="text/html; charset=utf-8", status=200):
        """Say something at a path, and return its address."""
        data = said.encode(errors="surrogatepass") if isinstance(said, str) else said
        self.answers[path] = (status, {"Content-Type": type}, data)
        return f"{self.url}{path}"

    def tell(self, path, said, status=200):
        """Say JSON at a path, and return its address."""
        return self.add(path, json.dumps(said), "application/json; charset=utf-8", status)

    def toot(self, number="1", text="<p>Kia ora koutou.</p>", account=None, **more):
        """Post on a server with Mastodon's API, and return the address of the status."""
        own = f"{self.url}/@ann/{number}"
        author = {"id": "7", "username": "ann", "acct": "ann", "display_name": "Ann Example", "note": ""}
        status = {
            "id": number,
            "url": own,
            "content": text,
            "created_at": "2026-11-02T10:00:00.000Z",
            "language": "mi",
            "visibility": "public",
            "account": author | {"url": f"{self.url}/@ann"} | (account or {}),
            **more,
        }
        self.tell(f"/api/v1/statuses/{number}", status)
        return own

    def answer(self, path, query, headers):
        found = self.answers.get(path)
        if found is None:
            return 404, {"Content-Type": "text/html"}, b"no"
        if isinstance(found, str):
            return 302, {"Location": found}, b""
        return found
