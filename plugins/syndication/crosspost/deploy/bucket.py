"""The four requests of the S3 protocol that a deploy needs, signed (AWS Signature Version 4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import httpx2

from crosspost.errors import RefusedError, SyndicationError, UnavailableError
from crosspost.http.credentials import name_place
from crosspost.http.exchange import Web

# What a store calls what is wrong → what it means and what to do. The first that is said is told.
COMPLAINTS = {
    "InvalidAccessKeyId": 'it knows no access key "{access_key}"',
    "SignatureDoesNotMatch": 'DEPLOY_SECRET is not the secret of the access key "{access_key}"',
    "AccessDenied": 'the access key "{access_key}" may not do this. It needs the rights to list, write and '
    "delete in the bucket",
    "NoSuchBucket": 'there is no bucket "{bucket}". Make it there, or correct "bucket"',
    "RequestTimeTooSkewed": "the clock of this computer is wrong. Set it",
    "AuthorizationHeaderMalformed": 'the bucket is in another region. Correct "region"',
    "QuotaExceeded": "it is full",
    "XMinioStorageFull": "it is full",
    "InsufficientStorage": "it is full",
}

TRIES = 4
# A store lists 1,000 objects at once; no site has so many.
MOST, PAGES = 1_000_000, 10_000


def has_stumbled(error: Exception) -> bool:
    """Say whether a store failed in a way of which its makers say: ask again (S3's InternalError)."""
    return isinstance(error, RefusedError) and error.status in {500, 502, 504}


class Bucket:
    """A bucket of a store that speaks S3.

    Attributes:
        name: Its own.
    """

    def __init__(
        self, endpoint: str, name: str, region: str, access_key: str, secret: Callable[[], str]
    ) -> None:
        """Take the store's address, the bucket's name and the credentials; nothing is asked yet."""
        self.name = name
        self.region = region
        self.access_key = access_key
        self.secret = secret
        self.host = urlsplit(endpoint).netloc
        self.start = urlsplit(endpoint).path
        self.web = Web(endpoint, access_key, place=name_place("deploy"))

    def list_objects(self, prefix: str) -> dict[str, str]:
        """Return the keys that begin with `prefix`, each with what the store calls its content (ETag).

        Raises:
            SyndicationError: The answer is no list, or one without an end.
        """
        found: dict[str, str] = {}
        seen = set[str]()
        query = {"list-type": "2", "prefix": prefix}
        while True:
            # A text, for it is no longer written as it says of itself.
            page = self.send("GET", "", query).text
            try:
                tree = ElementTree.fromstring(page)
            except ElementTree.ParseError:
                raise SyndicationError(f"{self.web.url} is no S3: it does not list its bucket.") from None
            for element in tree.iter():
                # Stores differ in the namespace that they use.
                element.tag = element.tag.rpartition("}")[2]
            for entry in tree.iter("Contents"):
                found[entry.findtext("Key", "")] = entry.findtext("ETag", "").strip('"')
            token = tree.findtext("NextContinuationToken")
            if not token or tree.findtext("IsTruncated") != "true":
                return found
            if token in seen or len(seen) >= PAGES or len(found) > MOST:
                raise SyndicationError(
                    f"deploy: {self.web.url}: its list of the bucket never ends. Tell those who run it, or "
                    "name a bucket of the site's own."
                )
            seen.add(token)
            query["continuation-token"] = token

    def put(self, key: str, data: bytes, media_type: str) -> None:
        """Store an object; it is there whole or not at all."""
        self.send("PUT", key, {}, data, {"content-type": media_type})

    def delete(self, key: str) -> None:
        """Remove an object."""
        self.send("DELETE", key, {})

    def check(self) -> httpx2.Response:
        """Ask for almost nothing."""
        return self.send("GET", "", {"list-type": "2", "max-keys": "1"})

    def send(
        self,
        method: str,
        key: str,
        query: Mapping[str, str],
        data: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        """Send a request. All of them may be sent again: twice does the same as once.

        Raises:
            SyndicationError: It did not work, and why.
        """
        secret = self.secret()
        self.web.hide(secret)
        path = f"{self.start}/{quote(self.name, safe='')}" + (f"/{quote(key, safe='/-_.~')}" if key else "")
        asked = "&".join(f"{name}={quote(value, safe='-_.~')}" for name, value in sorted(query.items()))
        signed = self.sign(method, path, asked, data, headers or {}, secret)
        options: dict[str, Any] = {"content": data} if data or method == "PUT" else {}
        address = path.removeprefix(self.start) + (f"?{asked}" if asked else "")
        import stamina

        try:
            for attempt in stamina.retry_context(has_stumbled, attempts=TRIES, wait_initial=0.5):
                with attempt:
                    return self.web.send(method, address, again=True, headers=signed, **options)
        except (RefusedError, UnavailableError) as error:
            raise SyndicationError(self.explain(str(error))) from None
        raise AssertionError("the last attempt returns or raises")

    def sign(
        self, method: str, path: str, query: str, data: bytes, headers: Mapping[str, str], secret: str
    ) -> dict[str, str]:
        """Return a request's headers with its signature."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(data).hexdigest()
        headers = {**headers, "host": self.host, "x-amz-content-sha256": digest, "x-amz-date": moment}
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        request = "\n".join([method, path, query, lines, names, digest])
        scope = f"{moment[:8]}/{self.region}/s3/aws4_request"
        hashed = hashlib.sha256(request.encode()).hexdigest()
        key = f"AWS4{secret}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.digest(
            key, f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashed}".encode(), "sha256"
        ).hex()
        credential = f"Credential={self.access_key}/{scope}"
        authorisation = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}"
        return {**headers, "authorization": authorisation}

    def explain(self, words: str) -> str:
        """Return what a refusal means, and what to do."""
        for code, meaning in COMPLAINTS.items():
            if code in words:
                meaning = meaning.format(access_key=self.access_key, bucket=self.name)
                return f"deploy: {self.web.url}: {meaning}. ({words})"
        return f"deploy: {words}"
