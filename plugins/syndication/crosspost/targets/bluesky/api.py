"""The XRPC methods of a Bluesky server (PDS) that the target in `bluesky` needs, as one account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from crosspost.contract import TargetSettings
from crosspost.errors import RefusedError, UnansweredError, UnavailableError
from crosspost.http.answers import read_json
from crosspost.http.clock import read_date
from crosspost.http.credentials import name_place
from crosspost.http.exchange import Web
from crosspost.http.names import read_name
from guards.answers import parse_json

# A server gives no more records at once; nobody looks further back for a post made by hand than this.
PAGE = 100
PAGES = 3
# More of its own has no account that is asked for all of them.
ALL = 1_000
DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}")


@dataclass(frozen=True)
class Record:
    """Something in an account's repository.

    Attributes:
        uri: Its address in the network, `at://…`.
        cid: Hash of its content.
        value: The content.
    """

    uri: str
    cid: str
    value: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name in its collection (the record key)."""
        return self.uri.rpartition("/")[2]

    @property
    def reference(self) -> dict[str, str]:
        """What other records know it by (com.atproto.repo.strongRef)."""
        return {"uri": self.uri, "cid": self.cid}


class Api:
    """A session of one account; the server knows it, or this cannot be made.

    Attributes:
        did: The account's identifier.
        handle: Its name.
        scope: What the server says that the session may do, such as "com.atproto.appPass"; "" if nothing.
        status: Why the account cannot be used, such as "deactivated"; "" if it can.
        now: The moment, by the server's clock, at which the session began; None if it did not say.
        rates: What the server says of how much it allows: the headers `ratelimit-…`.
    """

    def __init__(self, url: str, user: str, secret: str, settings: TargetSettings) -> None:
        """Begin the session."""
        place = name_place(settings.name)
        self._url, self._user, self._place, self._settings = url, user, place, settings
        self._secret = secret
        self._dids: dict[str, str | None] = {}
        self._begin()

    def _open(self, headers: Mapping[str, str] | None = None) -> Web:
        """Return the server."""
        pace, largest = self._settings.pace, self._settings.largest
        return Web(self._url, self._user, headers, (self._secret,), pace, self._place, largest)

    def _begin(self) -> None:
        """Sign in with name and password; a server allows that only a few times in a few minutes."""
        self.web = self._open()
        body = {"identifier": self.web.who, "password": self._secret}
        try:
            response = self._send("POST", "com.atproto.server.createSession", json=body)
            session = read_answer(response, self.web.url)
            self.did, self.handle = read_did(session["did"]), str(session["handle"])
            self._take(session)
        except RefusedError as error:
            raise UnavailableError(
                f"{error}. Is this the address of a Bluesky server (PDS), such as https://bsky.social?"
            ) from None
        except (KeyError, ValueError):
            raise UnavailableError(
                f"{self.web.url} answers, but not as Bluesky does. Is the address right?"
            ) from None
        self.status = "" if session.get("active", True) else str(session.get("status") or "not active")
        self.now = read_date(response.headers.get("date", ""))
        self.rates = {
            name: value for name, value in response.headers.items() if name.startswith("ratelimit-")
        }

    def _take(self, session: Mapping[str, Any]) -> None:
        """Use the tokens of a session, and never show them."""
        access, self._refresh = str(session["accessJwt"]), str(session["refreshJwt"])
        self.web.hide(access, self._refresh)
        self.web.headers = {"Authorization": f"Bearer {access}"}
        self.scope = read_scope(access)

    def _renew(self) -> None:
        """Go on with the session after its token has expired, or begin another."""
        # The new token may be the same as the old, and must not be hidden from us.
        self.web = self._open(headers={"Authorization": f"Bearer {self._refresh}"})
        self.web.hide(self._refresh)
        try:
            response = self._send("POST", "com.atproto.server.refreshSession")
            self._take(read_answer(response, self.web.url))
        except (RefusedError, UnavailableError, KeyError, ValueError):
            self._begin()

    def _send(self, method: str, name: str, **options: Any) -> httpx2.Response:
        """Send a request; all of ours may be sent again, because twice does the same as once."""
        return self.web.send(method, f"/xrpc/{name}", again=True, **options)

    def ask(self, method: str, name: str, **options: Any) -> Mapping[str, Any]:
        """Call a method of the server, with a token that is good.

        Raises:
            RefusedError: The answer was no; its `code` says why.
            UnansweredError: The server failed, so that it is not known what it did.
        """
        try:
            try:
                response = self._send(method, name, **options)
            except RefusedError as error:
                if error.code != "ExpiredToken":
                    raise
                self._renew()
                response = self._send(method, name, **options)
        except RefusedError as error:
            if method == "POST" and error.status >= 500:
                raise UnansweredError(
                    f"{error}. Publish again: it is asked first, so that nothing is sent twice.", error.code
                ) from None
            raise
        return read_answer(response, self.web.url)

    def read(self, collection: str, name: str) -> Record | None:
        """Return a record of the account, if it is there."""
        params = {"repo": self.did, "collection": collection, "rkey": name}
        try:
            return self.read_record(self.ask("GET", "com.atproto.repo.getRecord", params=params), collection)
        except RefusedError as error:
            if error.code == "RecordNotFound" or "not locate record" in str(error):
                return None
            raise

    def list(self, collection: str, pages: int = PAGES) -> Iterator[Record]:
        """Yield the newest records of the account in a collection."""
        params = {"repo": self.did, "collection": collection, "limit": str(PAGE)}
        for _ in range(pages):
            answer = self.ask("GET", "com.atproto.repo.listRecords", params=params)
            entries = answer.get("records")
            if not isinstance(entries, list):
                raise RefusedError(f"{self.web.url} answers with something else than records")
            yield from (self.read_record(entry, collection) for entry in entries[:PAGE])
            if not answer.get("cursor"):
                break
            params["cursor"] = str(answer["cursor"])

    def put(self, collection: str, name: str, value: Mapping[str, Any], swap: str | None) -> Record:
        """Write a record, if what it replaces has the hash `swap`, or if it is not there and that is None.

        Raises:
            RefusedError: With the code "InvalidSwap" if something else is there.
        """
        body = {"repo": self.did, "collection": collection, "rkey": name, "record": value, "swapRecord": swap}
        answer = self.ask("POST", "com.atproto.repo.putRecord", json=body)
        return self.read_record({**answer, "value": value}, collection)

    def read_record(self, entry: Any, collection: str) -> Record:
        """Return a record of the account, as the server describes it.

        Raises:
            RefusedError: It is no record, or is another's.
        """
        try:
            uri, cid, value = str(entry["uri"]), read_name(entry["cid"]), entry["value"]
            own = f"at://{self.did}/{collection}/"
            if not uri.startswith(own) or not isinstance(value, Mapping):
                raise ValueError("another's")
            read_name(uri.removeprefix(own))
        except (KeyError, TypeError, ValueError):
            raise RefusedError(f"{self.web.url} describes a record as Bluesky does not") from None
        return Record(uri, cid, value)

    def delete(self, record: Record) -> None:
        """Remove a record, if it is as it was read; raises as `put` does."""
        _, _, repo, collection, name = record.uri.split("/")
        body = {"repo": repo, "collection": collection, "rkey": name, "swapRecord": record.cid}
        self.ask("POST", "com.atproto.repo.deleteRecord", json=body)

    def upload(self, data: bytes, kind: str) -> Mapping[str, Any]:
        """Bring a file of a media type there, and return what a record refers to it by."""
        headers = {"Content-Type": kind}
        answer = self.ask("POST", "com.atproto.repo.uploadBlob", content=data, headers=headers)
        blob = answer.get("blob")
        if not isinstance(blob, Mapping):
            raise RefusedError(f"{self.web.url} does not say where it put a file")
        return blob

    def resolve(self, account: str) -> str | None:
        """Return the identifier of an account by its name, if anyone is called so."""
        name = account.removeprefix("@").lower()
        if name.startswith("did:"):
            return name
        if name not in self._dids:
            try:
                params = {"handle": name}
                answer = self.ask("GET", "com.atproto.identity.resolveHandle", params=params)
                self._dids[name] = read_did(answer["did"]) if answer.get("did") else None
            except (RefusedError, ValueError):
                self._dids[name] = None
        return self._dids[name]


def read_answer(response: httpx2.Response, url: str) -> Mapping[str, Any]:
    """Return the JSON of an answer; a method that has nothing to say answers with nothing."""
    try:
        answer = read_json(response) if response.content else {}
    except ValueError:
        answer = None
    if not isinstance(answer, Mapping):
        raise RefusedError(f"{url} answers with something else than JSON")
    return answer


def read_did(value: object) -> str:
    """Return the identifier of an account (W3C Decentralized Identifiers, § 3.1).

    Raises:
        ValueError: It is none.
    """
    if not isinstance(value, str) or not DID.fullmatch(value):
        raise ValueError("an identifier that is none")
    return value


def read_scope(token: str) -> str:
    """Return what a token (RFC 7519) allows, as it says itself; "" if it says nothing."""
    from base64 import urlsafe_b64decode

    try:
        claims = parse_json(urlsafe_b64decode(token.split(".")[1] + "=="))
        return str(claims.get("scope", ""))
    except (ValueError, IndexError, AttributeError):
        return ""
