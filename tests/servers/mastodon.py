"""A stand-in for a server with Mastodon's API, because none can be had from the registries.

It does what docs.joinmastodon.org documents of the calls that a client needs to post, find, edit and delete
statuses, in two flavours. "mastodon" keeps idempotency keys for an hour, counts a link as 23 characters, a
mention without its server and a user-perceived character as one, and takes an edit that changes nothing.
"gotosocial" ignores keys, says that a link counts 25 and counts code points, links and mentions in full, and
answers 422 to an edit that changes nothing; with a status it tells the text as it was written. It runs in a
thread of the test, so a killed client leaves it be.
"""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import regex

LINK = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]}\"']")
MENTION = re.compile(r"(?<![\w/=])@(\w[\w.-]*)@([\w.-]*\w)")
HASHTAG = re.compile(r"(?<![\w/&])#(\w*[^\W\d]\w*)")
IMAGES = ["image/jpeg", "image/png", "image/gif", "image/webp"]
HOUR = 3600.0


@dataclass
class Token:
    """An access token: whose it is, of which application, and what for."""

    account: str
    application: str
    scopes: frozenset[str]

    def allows(self, scope: str) -> bool:
        """Say whether it is good for a scope; a wide one includes its parts."""
        return bool({scope, scope.partition(":")[0]} & self.scopes)


class ApiError(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.headers: dict[str, str] = {}


@dataclass
class MastodonStandIn:
    """The server: what it holds, and how tests look at that.

    Attributes:
        flavour: mastodon or gotosocial.
        max_characters: Of a status.
        editing: Whether statuses can be edited (Mastodon since 3.5).
        deleting: Whether statuses can be deleted (snac 2.75, as in Debian 13, has no such method).
        processing: How often an image is asked for before it is ready; 0 if it is so at once.
        tells_application: Whether a status says which application made it.
        allowed: How many requests a token may make until `forgive`; 0 for any number.
        retry: What a refused one is told in Retry-After, in seconds; None for X-RateLimit-Reset alone.
        statuses: By id; what was deleted is gone.
    """

    flavour: str = "mastodon"
    max_characters: int = 500
    editing: bool = True
    deleting: bool = True
    processing: int = 0
    tells_application: bool = True
    allowed: int = 0
    retry: int | None = None
    tokens: dict[str, Token] = field(default_factory=dict)
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.numbers = itertools.count(1)
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                status, headers, text = stand_in.handle(self.command, self.path, self.headers, body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.send_header("Connection", self.headers.get("connection", "keep-alive"))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.reset()

    def stop(self) -> None:
        """End the server."""
        self.server.shutdown()
        self.server.server_close()

    def reset(self) -> None:
        """Be as new: an account "author", its token of our application, and one of the web page."""
        with self.lock:
            self.statuses.clear()
            self.media.clear()
            self.keys.clear()
            self.asked = 0
            everything = frozenset({"read", "write"})
            self.tokens = {
                "a-token-of-partwork": Token("author", "Partwork", everything),
                "a-token-of-the-web": Token("author", "Web", everything),
            }

    @property
    def secret(self) -> str:
        """A token for the account, of the application that tests take for ours."""
        return "a-token-of-partwork"

    def forgive(self) -> None:
        """Let every token ask again."""
        self.asked = 0

    def posted(self) -> list[dict[str, Any]]:
        """Return the statuses that there are, oldest first."""
        with self.lock:
            return list(self.statuses.values())

    def post_by_hand(self, text: str, **fields: Any) -> dict[str, Any]:
        """Post a status on the web page, as the author."""
        return self.create(self.tokens["a-token-of-the-web"], {"status": text, **fields})

    def edit_by_hand(self, id: str, text: str) -> None:
        """Edit a status on the web page."""
        with self.lock:
            status = self.statuses[id]
            self.put(status, {"status": text, "media_ids": [one["id"] for one in status["media"]]})

    def delete_by_hand(self, id: str) -> None:
        """Delete a status on the web page."""
        with self.lock:
            del self.statuses[id]

    def handle(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Answer a request."""
        address = urlsplit(path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        more: dict[str, str] = {"Content-Type": "application/json; charset=utf-8"}
        try:
            with self.lock:
                token = self.tokens.get(headers.get("authorization", "").removeprefix("Bearer "))
                self.asked += 1
                more |= self.limit()
                data = self.route(method, address.path, query, token, headers, body, more)
                status = int(more.pop("Status", "200"))
        except ApiError as error:
            status, data = error.status, {"error": str(error)}
            more |= error.headers
        return status, more, json.dumps(data).encode()

    def limit(self) -> dict[str, str]:
        """Return what is left; raises 429 when nothing is (docs: API, Rate limits)."""
        allowed = self.allowed or 300
        end = (datetime.now(UTC) + timedelta(minutes=5)).isoformat().replace("+00:00", "Z")
        if self.retry is not None:
            end = (datetime.now(UTC) + timedelta(seconds=self.retry)).isoformat().replace("+00:00", "Z")
        headers = {
            "X-RateLimit-Limit": str(allowed),
            "X-RateLimit-Remaining": str(max(0, allowed - self.asked)),
            "X-RateLimit-Reset": end,
        }
        if self.allowed and self.asked > self.allowed:
            if self.retry is not None:
                self.asked = 0
            raise TooManyError(headers)
        return headers

    def route(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        token: Token | None,
        headers: Any,
        body: bytes,
        more: dict[str, str],
    ) -> Any:
        """Find what a request asks for."""
        if method == "GET" and path in {"/api/v1/instance", "/api/v2/instance"}:
            return self.describe_instance(path)
        if token is None:
            raise ApiError(401, "The access token is invalid")

        def require(scope: str) -> None:
            if not token.allows(scope):
                raise ApiError(403, "This action is outside the authorized scopes")

        if (method, path) == ("GET", "/api/v1/apps/verify_credentials"):
            if self.flavour == "gotosocial":
                raise ApiError(404, "Not Found: 404 page not found")
            return {"name": token.application, "website": None, "scopes": sorted(token.scopes)}
        if (method, path) == ("GET", "/api/v1/accounts/verify_credentials"):
            require("read:accounts")
            return {"id": "1", "username": token.account, "acct": token.account, "url": f"{self.url}/@author"}
        if (method, path) == ("GET", "/api/v1/accounts/1/statuses"):
            require("read:statuses")
            return self.list_statuses(query, more)
        if (method, path) == ("POST", "/api/v2/media"):
            require("write:media")
            return self.store_media(headers, body, more)
        if found := re.fullmatch(r"/api/v1/media/(\w+)", path):
            require("write:media")
            return self.show_media(found[1], more)
        if (method, path) == ("POST", "/api/v1/statuses"):
            require("write:statuses")
            key = (token.account, headers.get("idempotency-key", ""))
            return self.show(self.create_once(token, json.loads(body), key))
        if found := re.fullmatch(r"/api/v1/statuses/(\w+)(/source)?", path):
            require("read:statuses" if method == "GET" else "write:statuses")
            status = self.statuses.get(found[1])
            if status is None:
                raise ApiError(404, "Record not found")
            if found[2] and method == "GET":
                return {"id": status["id"], "text": status["text"], "spoiler_text": status["spoiler_text"]}
            if method == "GET":
                return self.show(status)
            if method == "DELETE" and self.deleting:
                del self.statuses[status["id"]]
                return {**self.show(status), "text": status["text"]}
            if method == "PUT" and self.editing:
                return self.show(self.put(status, json.loads(body)))
        raise ApiError(404, "Not Found")

    def describe_instance(self, path: str) -> dict[str, Any]:
        """Return what the server says of itself."""
        other = self.flavour == "gotosocial"
        source = "https://codeberg.org/superseriousbusiness/gotosocial"
        configuration = {
            "statuses": {
                "max_characters": self.max_characters,
                "max_media_attachments": 6 if other else 4,
                "characters_reserved_per_url": 25 if other else 23,
            },
            "media_attachments": {"supported_mime_types": IMAGES, "image_size_limit": 10_000_000},
        }
        version = "0.20.2+git-36a4ee9" if other else "4.5.1"
        if path == "/api/v1/instance":
            return {"uri": "127.0.0.1", "version": version, "configuration": configuration}
        return {
            "domain": "127.0.0.1",
            "version": version,
            "source_url": source if other else "https://github.com/mastodon/mastodon",
            "configuration": configuration,
        }

    def list_statuses(self, query: dict[str, str], more: dict[str, str]) -> list[dict[str, Any]]:
        """Return a page of the account's statuses, newest first, and where the next one is."""
        limit = min(int(query.get("limit", "20")), 40)
        before = query.get("max_id", "")
        page = [
            status
            for status in reversed(self.statuses.values())
            if not before or (len(status["id"]), status["id"]) < (len(before), before)
        ][:limit]
        if page:
            address = f"{self.url}/api/v1/accounts/1/statuses"
            older, newer = page[-1]["id"], page[0]["id"]
            more["Link"] = f'<{address}?max_id={older}>; rel="next", <{address}?min_id={newer}>; rel="prev"'
        return [self.show(status) for status in page]

    def store_media(self, headers: Any, body: bytes, more: dict[str, str]) -> dict[str, Any]:
        """Store an uploaded image."""
        head = f"Content-Type: {headers['content-type']}\r\n\r\n".encode()
        fields: dict[str, Any] = {}
        types: dict[str, str] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
            name = part.get_param("name", header="content-disposition")
            fields[str(name)], types[str(name)] = part.get_payload(decode=True), part.get_content_type()
        if types.get("file") not in IMAGES:
            raise ApiError(422, "Validation failed: File content type is invalid, File is invalid")
        id = str(next(self.numbers))
        self.media[id] = {
            "id": id,
            "type": "image",
            "description": fields.get("description", b"").decode(),
            "data": fields["file"],
            "left": self.processing,
            "status": None,
        }
        if self.processing:
            more["Status"] = "202"
        return self.present(self.media[id])

    def show_media(self, id: str, more: dict[str, str]) -> dict[str, Any]:
        """Return an image, or that it is not ready."""
        media = self.media.get(id)
        if media is None or media["status"]:
            raise ApiError(404, "Record not found")
        media["left"] = max(0, media["left"] - 1)
        if media["left"]:
            more["Status"] = "206"
        return self.present(media)

    def present(self, media: dict[str, Any]) -> dict[str, Any]:
        """Return what is said of an image."""
        url = None if media["left"] else f"{self.url}/media/{media['id']}.png"
        return {"id": media["id"], "type": "image", "url": url, "description": media["description"] or None}

    def create_once(self, token: Token, fields: dict[str, Any], key: tuple[str, str]) -> dict[str, Any]:
        """Make a status, or return the one that was made with the key, if this flavour keeps keys."""
        if self.flavour == "mastodon" and key[1]:
            made, id = self.keys.get(key, (0.0, ""))
            if id and time.monotonic() - made < HOUR:
                if id not in self.statuses:
                    raise ApiError(404, "Record not found")
                return self.statuses[id]
            status = self.create(token, fields)
            self.keys[key] = (time.monotonic(), status["id"])
            return status
        return self.create(token, fields)

    def create(self, token: Token, fields: dict[str, Any]) -> dict[str, Any]:
        """Make a status."""
        with self.lock:
            parent = fields.get("in_reply_to_id")
            if parent and parent not in self.statuses:
                raise ApiError(404, "The post you are trying to reply to does not appear to exist.")
            visibility = fields.get("visibility") or "public"
            if visibility not in {"public", "unlisted", "private", "direct"}:
                raise ApiError(422, "Validation failed: Visibility is not included in the list")
            number = next(self.numbers)
            status = {
                "id": f"01JDQ{number:021d}"
                if self.flavour == "gotosocial"
                else str(113_500_000_000 + number),
                "created_at": now(),
                "edited_at": None,
                "in_reply_to_id": parent,
                "in_reply_to_account_id": "1" if parent else None,
                "visibility": visibility,
                "application": token.application,
                "text": "",
                "spoiler_text": "",
                "sensitive": False,
                "language": None,
                "media": [],
            }
            self.fill(status, fields)
            self.statuses[status["id"]] = status
            return status

    def put(self, status: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        """Edit a status: what is left out is emptied."""
        before = json.dumps(self.show(status), sort_keys=True)
        draft = {**status, "media": []}
        self.fill(draft, fields, status["id"])
        unchanged = json.dumps(self.show(draft), sort_keys=True) == before
        if unchanged and self.flavour == "gotosocial":
            raise ApiError(422, "Unprocessable Entity: status was not changed")
        if not unchanged:
            status |= draft | {"edited_at": now()}
        return status

    def fill(self, status: dict[str, Any], fields: dict[str, Any], id: str = "") -> None:
        """Put words and images into a status."""
        text, warning = str(fields.get("status") or ""), str(fields.get("spoiler_text") or "")
        ids = list(fields.get("media_ids") or [])
        if not text.strip() and not ids:
            raise ApiError(422, "Validation failed: Text can't be blank")
        if self.count(text) + self.count(warning) > self.max_characters:
            if self.flavour == "gotosocial":
                raise ApiError(
                    400, f"Bad Request: text with spoiler exceed max chars ({self.max_characters})"
                )
            raise ApiError(422, f"Validation failed: Text limit of {self.max_characters} exceeded")
        media = [self.media.get(one) for one in ids]
        if any(one is None or one["status"] not in (None, id or None) for one in media):
            raise ApiError(422, "Validation failed: Media attachments are invalid")
        if any(one["left"] for one in media if one):
            raise ApiError(
                422, "Cannot attach files that have not finished processing. Try again in a moment!"
            )
        status |= {
            "text": text,
            "spoiler_text": warning,
            "sensitive": bool(fields.get("sensitive")),
            "language": fields.get("language") or status["language"] or "en",
            "media": media,
        }
        for one in media:
            if one:
                one["status"] = status["id"]

    def count(self, text: str) -> int:
        """Return how long a text is."""
        if self.flavour == "gotosocial":
            return len(text)
        return len(regex.findall(r"\X", MENTION.sub(r"@\1", LINK.sub("x" * 23, text))))

    def show(self, status: dict[str, Any]) -> dict[str, Any]:
        """Return a status as the API shows it to its author."""
        application = {"name": status["application"], "website": None} if self.tells_application else None
        shown = {
            name: value for name, value in status.items() if name not in {"text", "media", "application"}
        }
        if self.flavour == "gotosocial":
            shown["text"] = status["text"]
        return {
            **shown,
            "url": f"{self.url}/@author/{status['id']}",
            "uri": f"{self.url}/users/author/statuses/{status['id']}",
            "account": {"id": "1", "acct": "author"},
            "application": application,
            "reblog": None,
            "content": render(status["text"], self.url),
            "media_attachments": [self.present(media) for media in status["media"]],
        }


class TooManyError(ApiError):
    """429, with what is left until when."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__(429, "Too many requests")
        self.headers = headers


def now() -> str:
    """Return the time as the API writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def render(text: str, server: str) -> str:
    """Return a text as the HTML that statuses are made of, its links cut for the eye."""
    pieces, at = [], 0
    found = sorted(
        [*LINK.finditer(text), *MENTION.finditer(text), *HASHTAG.finditer(text)],
        key=lambda match: match.start(),
    )
    for match in found:
        if match.start() < at:
            continue
        pieces.append(escape(text[at : match.start()]))
        at = match.end()
        if match.re is LINK:
            scheme, rest = match[0].split("//", 1)
            shown, hidden = rest[:30], rest[30:]
            style = "ellipsis" if hidden else ""
            pieces.append(
                f'<a href="{escape(match[0])}" target="_blank" rel="nofollow noopener" translate="no">'
                f'<span class="invisible">{scheme}//</span><span class="{style}">{escape(shown)}</span>'
                f'<span class="invisible">{escape(hidden)}</span></a>'
            )
        elif match.re is MENTION:
            pieces.append(
                f'<span class="h-card" translate="no"><a href="https://{match[2]}/@{match[1]}" '
                f'class="u-url mention">@<span>{match[1]}</span></a></span>'
            )
        else:
            pieces.append(
                f'<a href="{server}/tags/{match[1]}" class="mention hashtag" rel="tag">'
                f"#<span>{match[1]}</span></a>"
            )
    pieces.append(escape(text[at:]))
    html = "".join(pieces).replace("\n\n", "</p><p>").replace("\n", "<br />")
    return f"<p>{html}</p>"
