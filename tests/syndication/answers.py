"""Partners as they answer when all is well, in a few lines each, and what can be done to their answers."""

import copy
import hashlib
import json
import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SECRETS = {
    "wordpress": "kea tui ruru weka moa kiwi",
    "ghost": f"{'a1b2' * 6}:{'c3d4' * 16}",
    "bluesky": "weka/+=&-<huia>-moa~2",
    "mastodon": "pukeko/+=&<takahe>~3",
    "micropub": "kereru/+=&<kakapo>~4",
}
SESSION = {
    "did": "did:plc:kakapo",
    "handle": "author.example",
    "accessJwt": "e.e30.s",
    "refreshJwt": "r.e30.s",
}
STRANGER = "evil.example"


class Stand:
    """A partner that holds what is sent; each kind answers in its own way.

    Attributes:
        held: What it was given, by name.
        alter: Is given each answer as a tree, with the headers, and returns what is sent instead, as bytes.
    """

    def __init__(self, kind):
        self.kind, self.held, self.count, self.alter = kind, {}, 0, None
        stand = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, headers, tree = stand.say(self.command, self.path, body)
                headers = {"Content-Type": "application/json", **headers}
                data = stand.alter(tree, headers) if stand.alter else json.dumps(tree).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def options(self):
        """Return the entry of this partner among the targets."""
        more = {"wordpress": {"user": "author"}, "bluesky": {"user": "author.example"}}
        path = {"micropub": "/micropub"}.get(self.kind, "")
        return {"url": self.url + path, **more.get(self.kind, {})}

    def say(self, method, path, body):
        parts = urlsplit(path)
        data = json.loads(body) if body[:1] == b"{" else {}
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found = getattr(self, self.kind)(method, parts.path, query, data)
        return found if isinstance(found, tuple) else (200, {}, found)

    def add(self, name, thing):
        self.held[name] = thing
        return thing

    def number(self):
        self.count += 1
        return self.count

    def wordpress(self, method, path, query, data):
        name = path.removeprefix("/wp-json/wp/v2/")
        if name == "users/me":
            rights = dict.fromkeys(
                ["edit_posts", "publish_posts", "edit_published_posts", "manage_categories"], True
            )
            return {"id": 1, "link": f"{self.url}/author/", "capabilities": rights, "roles": ["author"]}
        if name in ("categories", "tags"):
            return {"id": 7, "name": data["name"]} if method == "POST" else []
        if not name.startswith("posts"):
            return []
        if method == "GET" and name == "posts":
            return list(self.held.values())
        number = int(name.partition("/")[2] or self.number())
        if method == "POST":
            fields = {key: {"raw": data[key]} for key in ("title", "content", "excerpt") if key in data}
            old = self.held.get(
                number, {"id": number, "link": f"{self.url}/{data.get('slug')}/", "status": "publish"}
            )
            return self.add(number, {**old, **fields})
        return self.held[number]

    def ghost(self, method, path, query, data):
        name = path.removeprefix("/ghost/api/admin/").strip("/")
        if name == "site":
            return {"site": {"title": "Ghost", "version": "6.0", "url": f"{self.url}/"}}
        if not name.startswith("posts"):
            return 404, {}, {}
        if method == "GET" and name == "posts":
            return {"posts": list(self.held.values()), "meta": {"pagination": {"next": None}}}
        id = name.partition("/")[2] or f"{self.number():024x}"
        if method != "GET":
            sent = data["posts"][0]
            moment = f"2026-11-02T09:00:{len(self.held):02}.000Z"
            old = {
                "id": id,
                "slug": "x",
                "url": f"{self.url}/{sent.get('slug')}/",
                "created_at": moment,
                "title": "",
            }
            post = {**old, "updated_at": moment, **self.held.get(id, {}), **sent, "tags": [], "authors": []}
            if "lexical" in sent:
                post["html"] = json.loads(sent["lexical"])["root"]["children"][0]["html"]
            self.add(id, post)
        return {"posts": [self.held[id]]}

    def bluesky(self, method, path, query, data):
        name = path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            return SESSION
        if name == "com.atproto.repo.listRecords":
            return {"records": list(self.held.values())}
        if name == "com.atproto.repo.getRecord":
            found = self.held.get((query["collection"], query["rkey"]))
            return found or (400, {}, {"error": "RecordNotFound", "message": "none"})
        if name == "com.atproto.repo.putRecord":
            uri = f"at://{SESSION['did']}/{data['collection']}/{data['rkey']}"
            cid = hashlib.sha256(json.dumps(data["record"]).encode()).hexdigest()
            return self.add(
                (data["collection"], data["rkey"]), {"uri": uri, "cid": cid, "value": data["record"]}
            )
        return {}

    def mastodon(self, method, path, query, data):
        name = path.removeprefix("/api/")
        if name == "v1/accounts/verify_credentials":
            return {"id": "1", "acct": "author", "url": f"{self.url}/@author"}
        if name == "v1/apps/verify_credentials":
            return {"name": "Partwork"}
        if name == "v2/instance":
            statuses = {"max_characters": 500, "characters_reserved_per_url": 23}
            return {"version": "4.5.1", "configuration": {"statuses": statuses, "media_attachments": {}}}
        if name == "v1/accounts/1/statuses":
            return [] if "max_id" in query else list(self.held.values())[::-1]
        if method == "POST":
            id = str(100 + self.number())
            link = next(word for word in data["status"].split() if word.startswith("http"))
            status = {
                "id": id,
                "url": f"{self.url}/@author/{id}",
                "created_at": f"2026-11-02T10:00:{self.count:02}Z",
            }
            status |= {"content": f'<p>{data["status"]} <a href="{link}">x</a></p>', "visibility": "public"}
            return self.add(id, {**status, "text": data["status"], "application": {"name": "Partwork"}})
        return self.held.get(name.split("/")[2]) or (404, {}, {"error": "none"})

    def micropub(self, method, path, query, data):
        if method == "GET" and query.get("q") == "source" and "url" in query:
            return self.held.get(query["url"]) or (404, {}, {"error": "none"})
        if method == "GET" and query.get("q") == "source":
            return {"items": list(self.held.values())[::-1]}
        if method == "GET":
            return {"q": ["config", "source"]}
        if "action" not in data:
            url = f"{self.url}/post/{self.number()}"
            self.add(url, {"type": ["h-entry"], "properties": {**data["properties"], "url": [url]}})
            return 201, {"Location": url}, {}
        self.held[data["url"]]["properties"] |= data.get("replace", {})
        return {}


def spell_json(secret):
    """Return a secret as JSON may write it, half of it escaped."""
    return "".join(f"\\u{ord(letter):04X}" if number % 2 else letter for number, letter in enumerate(secret))


def list_places(tree, path=()):
    """Give the path to every part of a tree."""
    yield path
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, part in parts:
        yield from list_places(part, (*path, name))


# corpus: 26 inputs
ODD = [
    None, [], {}, "", True, False, 0, -1, 10**9, 10**30, 1.5, "1", "a/b", "..", "x" * 100_000,
    "\x1b[31m\u202e\x00",
    "\ud800", f"https://{STRANGER}/x", f"//{STRANGER}/x", "javascript:alert(1)", "http://[::1", [[]] * 1000,
    {"rendered": 5}, [None], ["a"], "<!DOCTYPE[<?xml encoding=<![x",
]  # fmt: skip


def mangle(seed, secret):
    """Return what changes one answer of many, always the same for a seed: a part of it, or its text."""
    chance = random.Random(seed)
    victim, kind = (
        chance.randrange(12),
        chance.choice(["part"] * 6 + ["drop", "double", "deep", "cut", "text", "head"]),
    )
    seen = iter(range(10_000))

    def alter(tree, headers):
        if next(seen) != victim:
            return json.dumps(tree).encode()
        tree = copy.deepcopy(tree)
        places = [path for path in list_places(tree) if path]
        if kind == "head":
            headers |= {"Location": f"https://{STRANGER}:1/x", "Content-Type": "text/html; charset=idna"}
        if places and kind in ("part", "drop", "double", "deep"):
            *above, last = chance.choice(places)
            place = tree
            for name in above:
                place = place[name]
            if kind == "drop":
                del place[last]
            elif kind == "double":
                place[last] = [place[last]] * 300
            elif kind == "deep":
                place[last] = json.loads("[" * 500 + "]" * 500)
            else:
                place[last] = chance.choice(ODD)
        text = json.dumps(tree)
        if kind == "cut":
            text = text[: chance.randrange(len(text) + 1)]
        elif kind == "text":
            words = [
                "null",
                "[",
                "NaN",
                '{"id": 1e400}',
                f'{{"id": {"9" * 5000}}}',
                f'{{"message": "{spell_json(secret)}"}}',
            ]
            text = chance.choice(words)
        return text.encode()

    return alter
