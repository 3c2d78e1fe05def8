"""The Admin API of a Ghost site, as one integration; the target in `ghost` says what is asked of it."""

from __future__ import annotations

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest
from typing import Any

from crosspost.contract import TargetSettings
from crosspost.errors import RefusedError, UnansweredError, UnavailableError
from crosspost.http.clock import read_date
from crosspost.http.credentials import name_place
from crosspost.http.names import read_name, read_place
from guards.addresses import ASKED, read_address
from guards.answers import parse_json

KEY = re.compile(r"([0-9a-f]{24}):((?:[0-9a-f]{2}){16,})")
# Ghost takes a token for at most five minutes; both in seconds.
VALID = 300
RENEWED = 120
PATH = "/ghost/api/admin/"
# Ghost gives no more at once (since version 6).
PAGE = "100"
# Nobody has more pages of what we look for than these.
PAGES = 500
# Without which an answer about one of these is none.
NEEDED = {
    "posts": {"id", "url", "slug", "title", "status", "created_at", "updated_at"},
    "images": {"url"},
}


class Api:
    """The Admin API; there is a Ghost at the address, or this cannot be made.

    Attributes:
        web: The server.
        title: What the site is called.
        version: Of Ghost.
        site: The address of the site for its readers, without a final slash.
        ahead: By how many seconds our clock is ahead of the server's.
    """

    def __init__(self, url: str, key: str, settings: TargetSettings) -> None:
        """Ask the site who it is, and what time, which needs no key."""
        from crosspost.http.exchange import Web

        match, place = KEY.fullmatch(key.strip()), name_place(settings.name)
        if not match:
            raise UnavailableError(
                f"The credentials for {url} are no Admin API key of Ghost: that has 24 digits and letters, a "
                "colon, and 64 more. It stands in Ghost's settings, under Integrations. Copy it again into "
                f"{place}."
            )
        self.name, self.secret = match.groups()
        hidden = (match[0], self.secret)
        headers = {"Accept-Version": "v5.0"}
        self.web = Web(url, "this integration", headers, hidden, settings.pace, place, settings.largest)
        self.web.varying = True
        try:
            response = self.web.get(f"{PATH}site/")
            about = read_json(response.text)["site"]
            self.title, self.version = str(about["title"]), str(about["version"])
            self.site = read_address(str(about["url"]), ASKED).rstrip("/")
        except (RefusedError, KeyError, TypeError, ValueError) as error:
            said = f"{error}. " if isinstance(error, RefusedError) else ""
            raise UnavailableError(
                f"{said}{url} answers, but not as Ghost does. Is the address right?"
            ) from None
        theirs = read_date(response.headers.get("date", ""))
        now = theirs.timestamp() if theirs else time.time()
        self.ahead = time.time() - now
        # From here on by a clock that nobody sets.
        self.began = now - time.monotonic()
        self.token, self.signed = "", 0.0

    def now(self) -> datetime:
        """Return the server's time."""
        return datetime.fromtimestamp(self.began + time.monotonic(), UTC)

    def get(self, path: str, **params: str) -> Mapping[str, Any]:
        """Ask for something."""
        response = self.send("GET", path, params=params, again=True)
        try:
            return read_json(response.text)
        except ValueError:
            raise RefusedError(f"{self.web.url} answers with something else than JSON") from None

    def list_posts(self, filter: str) -> list[Mapping[str, Any]]:
        """Return posts in any state, oldest first.

        Args:
            filter: As Ghost's query language (NQL) has it.
        """
        asked = {"filter": filter, "formats": "html", "limit": PAGE, "order": "created_at asc"}
        found: list[Mapping[str, Any]] = []
        before = self.web.taken
        for page in range(1, PAGES + 1):
            answer = self.get("posts", page=str(page), **asked)
            try:
                found += [self.require_one("posts", one) for one in answer["posts"]]
                following = answer["meta"]["pagination"]["next"]
            except (KeyError, TypeError, ValueError):
                raise RefusedError(f"{self.web.url} answers with something else than posts") from None
            if not following:
                break
            if following != page + 1:
                raise RefusedError(f"{self.web.url} sends the same posts again and again")
            self.web.require_few(self.web.taken - before)
        return sorted(found, key=lambda post: (str(post["created_at"]), post["id"]))

    def get_post(self, number: str) -> Mapping[str, Any]:
        """Return a post."""
        answer = self.get(f"posts/{number}", formats="html")
        try:
            return self.require_one("posts", answer["posts"][0])
        except (KeyError, IndexError, TypeError, ValueError):
            raise RefusedError(f"{self.web.url} answers with something else than a post") from None

    def put(self, method: str, path: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make or change a post, and return it as it is stored."""
        response = self.send(method, path, params={"formats": "html"}, json={"posts": [dict(fields)]})
        return self.read_one(response.text, "posts")

    def delete(self, path: str) -> None:
        """Delete a post for good; a second time does nothing."""
        try:
            self.send("DELETE", path, again=True)
        except RefusedError as error:
            if error.status != 404:
                raise

    def upload(self, name: str, data: bytes) -> str:
        """Upload an image and return its address."""
        files = {"file": (name, data)}
        response = self.send("POST", "images/upload", data={"purpose": "image"}, files=files)
        return str(self.read_one(response.text, "images")["url"])

    def read_one(self, text: str, kind: str) -> Mapping[str, Any]:
        """Return what was made or changed."""
        try:
            return self.require_one(kind, read_json(text)[kind][0])
        except (ValueError, KeyError, IndexError, TypeError):
            raise UnansweredError(
                f"{self.web.url} answers with something else than what was made. "
                "Publish again: it is asked first, so that nothing is sent twice."
            ) from None

    def require_one(self, kind: str, answer: Any) -> Mapping[str, Any]:
        """Return a post or an image; a post with its address if that is one of the site, and what it said.

        Raises:
            ValueError: It is none.
        """
        if not isinstance(answer, Mapping) or not answer.keys() >= NEEDED[kind]:
            raise ValueError(f"not one of {kind}")
        if kind == "images":
            # It may be a network's that keeps files for the site, and only readers go there.
            return {**answer, "url": read_address(str(answer["url"]), ASKED)}
        place = read_place(answer["url"], (self.web.url, self.site))
        return {**answer, "id": read_name(answer["id"]), "url": place, "said": answer["url"]}

    def send(self, method: str, path: str, **options: Any) -> Any:
        """Send a request with a token that is still good."""
        moment = self.now().timestamp()
        if moment - self.signed > RENEWED:
            self.token, self.signed = sign(self.name, self.secret, int(moment)), moment
            self.web.hide(self.token)
            self.web.headers["Authorization"] = f"Ghost {self.token}"
        return self.web.send(method, f"{PATH}{path}/", **options)


def sign(name: str, secret: str, now: int) -> str:
    """Return a token made from an Admin API key: a JSON Web Token (RFC 7519) with HMAC-SHA-256.

    Args:
        name: The key's part before the colon.
        secret: The part after it.
        now: The server's time, in seconds since 1970.
    """
    head = {"alg": "HS256", "kid": name, "typ": "JWT"}
    claims = {"iat": now, "exp": now + VALID, "aud": "/admin/"}
    text = b".".join(encode(json.dumps(part).encode()) for part in (head, claims))
    return (text + b"." + encode(digest(bytes.fromhex(secret), text, sha256))).decode()


def encode(data: bytes) -> bytes:
    """Return data as base64url without padding (RFC 7515, § 2)."""
    return urlsafe_b64encode(data).rstrip(b"=")


def quote(text: str) -> str:
    """Return a text as Ghost's query language writes it."""
    return "'" + re.sub(r"(['\"\\])", r"\\\1", text) + "'"


def read_json(text: str) -> Mapping[str, Any]:
    """Read an answer, which is an object."""
    data = parse_json(text)
    if not isinstance(data, Mapping):
        raise ValueError("not an object")
    return data
