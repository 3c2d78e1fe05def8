"""A stand-in for a site with a Micropub endpoint, because none that can do everything is in the registries.

It does what the W3C's Recommendation says: posts as JSON or as forms, 201 or 202 with a Location, queries,
a media endpoint, update, delete, undelete; and the extensions for lists of posts and for drafts. Posts are
shown on a first page, on older ones, and on pages of their own, marked up as h-entry. With fewer abilities it
only creates, and refuses everything else as small servers do. It runs in a thread of the test, so a killed
client leaves it be.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

FULL = frozenset({"update", "delete", "undelete", "config", "source", "list", "media", "drafts"})
CREATE_ONLY = frozenset[str]()
SHOWN = 10


class MicropubError(Exception):
    """An answer that is no success (W3C Micropub, § 3.8)."""

    def __init__(self, status: int, error: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.error = error


@dataclass
class MicropubStandIn:
    """The site: what it holds, and how tests look at that.

    Attributes:
        abilities: Of the endpoint, besides creating.
        refusal: The status with which it refuses what it cannot do.
        forbids: The status with which it refuses a token.
        delay: Seconds for which a new post is taken (202) and not there; 0 if it is there at once.
        microformats: Whether its pages are marked up.
        summaries: Whether its first page shows titles alone.
        lacks: What a token may not, as its scope says: actions, and "source" for queries.
        paging: How its list goes on: "after" as the extension has it, "offset", or "" where it does not.
        addresses: Whether its list says where posts are; WordPress's plugin does not.
        strings: Whether it tells HTML as a string, as Micro.blog does, and not as an object.
        cursor: What stands before the number in its "after".
        lags: Whether its pages stay after a post was deleted, as on a site that is built anew later.
        filters: Whether it drops attributes that it does not know from content.
        fixed: The properties that an update is told to replace and leaves as they are.
        posts: By address: `properties`, `deleted`, `made`.
    """

    abilities: frozenset[str] = FULL
    refusal: int = 400
    forbids: int = 401
    delay: float = 0.0
    microformats: bool = True
    summaries: bool = False
    lacks: frozenset[str] = frozenset()
    paging: str = "after"
    cursor: str = ""
    addresses: bool = True
    strings: bool = False
    lags: bool = False
    filters: bool = False
    fixed: frozenset[str] = frozenset()
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    secret: str = "a-token-of-the-author"

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                with stand_in.lock:
                    status, headers, text = stand_in.handle(self.command, self.path, self.headers, body)
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(text))}.items():
                    self.send_header(name, value)
                self.send_header("Connection", self.headers.get("connection", "keep-alive"))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """End the server."""
        self.server.shutdown()
        self.server.server_close()

    def reset(self) -> None:
        """Hold nothing."""
        with self.lock:
            self.posts.clear()
            self.media.clear()

    def held(self) -> dict[str, dict[str, Any]]:
        """Return the properties of the posts that are not deleted, by address."""
        with self.lock:
            return {url: post["properties"] for url, post in self.posts.items() if not post["deleted"]}

    def post_by_hand(self, **properties: Any) -> str:
        """Make a post on the site itself and return its address."""
        with self.lock:
            return self.store({name: [value] for name, value in properties.items()})

    def edit_by_hand(self, url: str, old: str, new: str) -> None:
        """Change words of a post on the site itself."""
        with self.lock:
            content = self.posts[url]["properties"]["content"][0]
            html = content["html"] if isinstance(content, dict) else content
            assert old in html
            self.posts[url]["properties"]["content"] = [{"html": html.replace(old, new)}]

    def replace_by_hand(self, url: str, **properties: Any) -> None:
        """Give the address of a post to another."""
        with self.lock:
            self.posts[url]["properties"] = {name: [value] for name, value in properties.items()}

    def delete_by_hand(self, url: str) -> None:
        """Delete a post for good."""
        with self.lock:
            del self.posts[url]

    def handle(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Answer a request."""
        address = urlsplit(path)
        if address.path not in {"/micropub", "/media"}:
            return self.show(address.path, int(parse_qs(address.query).get("page", ["1"])[0]))
        more = {"Content-Type": "application/json"}
        try:
            if headers.get("authorization", "") != f"Bearer {self.secret}":
                raise MicropubError(self.forbids, "forbidden", "The access token is not known")
            query = {name: values[-1] for name, values in parse_qs(address.query).items()}
            status, place, data = self.route(method, address.path, query, headers, body)
        except MicropubError as error:
            told = {"error_description": str(error)} if str(error) else {}
            status, place, data = error.status, "", {"error": error.error, **told}
        if place:
            more["Location"] = place
        return status, more, b"" if data is None else json.dumps(data).encode()

    def require(self, ability: str) -> None:
        """Refuse what this token may not, and what this server cannot do."""
        if ability in self.lacks:
            raise MicropubError(401, "insufficient_scope", "")
        if ability not in self.abilities:
            raise MicropubError(self.refusal, "invalid_request", f"This endpoint does not support {ability}")

    def route(
        self, method: str, path: str, query: dict[str, str], headers: Any, body: bytes
    ) -> tuple[int, str, Any]:
        """Find what is asked for; return status, Location and data."""
        type = headers.get("content-type", "")
        if path == "/media":
            self.require("media")
            return 201, self.store_media(type, body), None
        if method == "GET":
            return 200, "", self.answer_query(query)
        if type.startswith("application/json"):
            data = json.loads(body)
        else:
            form = parse_qs(body.decode())
            data = {"type": [f"h-{form.pop('h', [''])[0]}"]}
            for name in ("action", "url"):
                if name in form and "action" in form | data:
                    data[name] = form.pop(name)[0]
            data["properties"] = {name.removesuffix("[]"): values for name, values in form.items()}
        if "action" in data:
            return self.act(data)
        if data.get("type") != ["h-entry"]:
            raise MicropubError(400, "invalid_request", 'Missing "h" value.')
        properties = data.get("properties") or {}
        if not all(isinstance(values, list) for values in properties.values()):
            raise MicropubError(400, "invalid_request", "Values must be arrays")
        url = self.store({**properties})
        return (202 if self.delay else 201), url, None

    def answer_query(self, query: dict[str, str]) -> Any:
        """Answer a query (§ 3.7)."""
        wanted = query.get("q", "")
        if wanted == "config":
            if "config" not in self.abilities:
                if self.refusal == 400:
                    return {}
                self.require("config")
            config: dict[str, Any] = {"syndicate-to": []}
            if "media" in self.abilities:
                config["media-endpoint"] = f"{self.url}/media"
            if "drafts" in self.abilities:
                config["properties"] = ["name", "content", "post-status"]
            return config
        if wanted == "source" and "url" in query:
            self.require("source")
            post = self.posts.get(query["url"])
            if post is None or (post["deleted"] and not self.lags):
                raise MicropubError(400, "invalid_request", "The post was not found")
            return self.describe(query["url"], deleted=post["deleted"])
        if wanted == "source":
            self.require("list")
            urls = [url for url, post in reversed(self.posts.items()) if not post["deleted"]]
            start = int(query.get(self.paging, "0").removeprefix(self.cursor))
            limit = int(query.get("limit", "20"))
            items = [self.describe(url, listed=True) for url in urls[start : start + limit]]
            paging = {"after": f"{self.cursor}{start + limit}"} if start + limit < len(urls) else {}
            return {"items": items} | ({"paging": paging} if self.paging == "after" else {})
        raise MicropubError(400, "invalid_request", "Queries are not supported")

    def describe(self, url: str, listed: bool = False, deleted: bool = False) -> dict[str, Any]:
        """Return a post as a query tells it; of one that was deleted, little more than that."""
        properties = {**self.posts[url]["properties"]}
        if deleted:
            return {"type": ["h-entry"], "properties": {"url": [url], "deleted": ["2026-11-22T12:00:00Z"]}}
        if listed and self.addresses:
            properties["url"] = [url]
        content = next(iter(properties.get("content", [])), None)
        if self.strings and isinstance(content, dict):
            properties["content"] = [content["html"]]
        return {"type": ["h-entry"], "properties": properties}

    def store(self, properties: dict[str, Any]) -> str:
        """Make a post and return its address; a slug that is taken gets a number."""
        wanted = properties.pop("mp-slug", ["post"])[0]
        slug, number = wanted, 2
        while f"{self.url}/{slug}" in self.posts:
            slug, number = f"{wanted}-{number}", number + 1
        url = f"{self.url}/{slug}"
        self.posts[url] = {"properties": properties, "deleted": False, "made": time.monotonic()}
        self.filter(properties)
        return url

    def filter(self, properties: dict[str, Any]) -> None:
        """Drop from content what this site does not know."""
        import re

        if self.filters and properties.get("content"):
            content = properties["content"][0]
            html = content["html"] if isinstance(content, dict) else content
            properties["content"] = [{"html": re.sub(r' (data-[\w-]+|class|id)="[^"]*"', "", html)}]

    def store_media(self, type: str, body: bytes) -> str:
        """Store a file, which is in the part called `file` (§ 3.6.2)."""
        message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {type}\r\n\r\n".encode() + body)
        for part in message.iter_parts():
            if part.get_param("name", header="content-disposition") == "file":
                url = f"{self.url}/media/{len(self.media) + 1}-{part.get_filename()}"
                self.media[url] = bytes(part.get_payload(decode=True))  # type: ignore[arg-type]
                return url
        raise MicropubError(400, "invalid_request", "No file")

    def act(self, data: dict[str, Any]) -> tuple[int, str, Any]:
        """Update, delete or undelete a post (§ 3.4, § 3.5)."""
        self.require(str(data["action"]))
        post = self.posts.get(str(data.get("url")))
        if post is None or (data["action"] == "update" and post["deleted"]):
            raise MicropubError(400, "invalid_request", "The post was not found")
        if data["action"] != "update":
            post["deleted"] = data["action"] == "delete"
            return 204, "", None
        for values in (data.get("replace") or {}).values():
            if not isinstance(values, list):
                raise MicropubError(400, "invalid_request", "Values must be arrays")
        properties, removed = post["properties"], data.get("delete") or {}
        replaced = data.get("replace") or {}
        properties |= {name: values for name, values in replaced.items() if name not in self.fixed}
        for name, values in (data.get("add") or {}).items():
            properties.setdefault(name, []).extend(values)
        for name in removed:
            left = (
                [value for value in properties[name] if value not in removed[name]]
                if isinstance(removed, dict)
                else []
            )
            properties[name] = left
        self.filter(post["properties"])
        return 204, "", None

    def show(self, path: str, page: int) -> tuple[int, dict[str, str], bytes]:
        """Return a page for readers."""
        more = {"Content-Type": "text/html; charset=utf-8"}
        if path == "/":
            shown = [url for url, post in reversed(self.posts.items()) if self.is_shown(post)]
            start = (page - 1) * SHOWN
            entries = "".join(self.write_entry(url, self.summaries) for url in shown[start : start + SHOWN])
            older = f'<a rel="next" href="/?page={page + 1}">Older</a>' if len(shown) > page * SHOWN else ""
            feed = ' class="h-feed"' if self.microformats else ""
            return 200, more, f"<main{feed}>{entries}</main>{older}".encode()
        post = self.posts.get(self.url + path)
        if post is None or not self.is_shown(post):
            return (410 if post and post["deleted"] else 404), more, b"<title>Not here</title>"
        return 200, more, self.write_entry(self.url + path, False).encode()

    def is_shown(self, post: dict[str, Any]) -> bool:
        """Say whether readers see a post."""
        late = time.monotonic() < post["made"] + self.delay
        deleted = post["deleted"] and not self.lags
        return not (deleted or late or "draft" in post["properties"].get("post-status", []))

    def write_entry(self, url: str, short: bool) -> str:
        """Return a post as its readers see it."""
        properties = self.posts[url]["properties"]
        name = escape(str(next(iter(properties.get("name", [])), "")))
        content = next(iter(properties.get("content", [])), "")
        html = content["html"] if isinstance(content, dict) else escape(content)
        links = "".join(
            f'<a class="u-syndication" href="{escape(link)}">also</a>'
            for link in properties.get("syndication", [])
        )
        tags = "".join(f'<i class="p-category">{escape(tag)}</i>' for tag in properties.get("category", []))
        body = "" if short else f'<div class="e-content">{html}</div>{tags}{links}'
        entry = (
            f'<article class="h-entry"><h1 class="p-name"><a class="u-url" href="{url}">{name}</a></h1>{body}'
            '<div class="h-entry"><p class="e-content">A comment.</p></div></article>'
        )
        return entry if self.microformats else entry.replace(' class="', ' data-was="')
