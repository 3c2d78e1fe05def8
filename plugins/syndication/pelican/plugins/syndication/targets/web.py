"""Talking HTTP to a partner: time-outs, retries where they cannot double anything, and plain messages."""

from __future__ import annotations

import logging
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx2

from ..errors import RefusedError, SettingsError, UnansweredError, UnavailableError

# Seconds. A host needs time to store a large image; nobody should wait longer than a minute to retry.
TIMEOUT = httpx2.Timeout(60, connect=15)
LONGEST_WAIT = 30.0
TRIES = 3
# Nothing that we ask for is larger than this, in bytes, or takes longer to come, in seconds.
LARGEST = 50_000_000
LONGEST = 300.0
# Of an answer that is an error page, this much is looked at, in characters.
LOOKED_AT = 10_000
# Headers that say how an answer came, and are no longer true of what was read.
FRAMING = {"content-encoding", "content-length", "transfer-encoding"}


class BusyError(Exception):
    """The partner asks us to come back later.

    Attributes:
        wait: After how many seconds, if it said.
    """

    def __init__(self, response: httpx2.Response) -> None:
        super().__init__(response.status_code)
        self.response = response
        after = response.headers.get("retry-after", "")
        self.wait = float(after) if after.isdigit() else None


class Web:
    """A partner's server, asked with a user's name and password.

    Attributes:
        url: Its address, without a final slash.
        user: The name under which it is asked.
    """

    def __init__(self, url: str, user: str, secret: str) -> None:
        """Take the address and the credentials; nothing is asked yet."""
        logging.getLogger("stamina").addHandler(logging.NullHandler())
        self.url = url
        self.user = user
        self._token = b64encode(f"{user}:{secret}".encode()).decode()
        self._hidden = tuple(filter(None, (secret.strip(), secret.replace(" ", ""), self._token)))
        self._client = httpx2.Client(timeout=TIMEOUT, headers={"Authorization": f"Basic {self._token}"})

    def get(self, path: str, params: Mapping[str, str]) -> httpx2.Response:
        """Ask for something; asked again after a failure, because asking changes nothing."""
        return self._call("GET", path, params=dict(params))

    def post(self, path: str, params: Mapping[str, str], **body: Any) -> httpx2.Response:
        """Ask to change something; never asked again unless the partner said that it did nothing."""
        return self._call("POST", path, params=dict(params), **body)

    def _call(self, method: str, path: str, **options: Any) -> httpx2.Response:
        import stamina

        again = (BusyError, httpx2.RequestError) if method == "GET" else BusyError

        def decide(error: Exception) -> bool | float:
            if isinstance(error, httpx2.ConnectError) or not isinstance(error, again):
                return False
            if isinstance(error, BusyError) and error.wait is not None:
                return error.wait if error.wait <= LONGEST_WAIT else False
            return True

        try:
            for attempt in stamina.retry_context(decide, attempts=TRIES, timeout=None, wait_initial=0.5):
                with attempt:
                    response = self._fetch(method, path, **options)
                    if response.status_code == 429 or (method == "GET" and response.status_code == 503):
                        raise BusyError(response)
        except BusyError as error:
            raise UnavailableError(
                f"{self.url} asks to wait ({error.response.status_code}): {self.words(error.response)}. "
                "Publish again later."
            ) from None
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise UnavailableError(self._explain_connection(error)) from None
        except httpx2.InvalidURL as error:
            raise SettingsError(f"{self.url} is not an address: {error}") from None
        except httpx2.RequestError as error:
            words = str(error) or type(error).__name__
            if method == "GET":
                raise UnavailableError(
                    f"{self.url} does not answer ({words}). Publish again later."
                ) from None
            raise UnansweredError(
                f"{self.url} did not say whether it worked ({words}). "
                "Publish again: it is asked first, so that nothing is sent twice."
            ) from None
        return self._check(response, method)

    def _fetch(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Return an answer, read to its end, if that comes.

        Raises:
            httpx2.RequestError: It did not come, or was endless.
        """
        end, data = time.monotonic() + LONGEST, bytearray()
        with self._client.stream(method, f"{self.url}{path}", **options) as response:
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > LARGEST or time.monotonic() > end:
                    raise httpx2.ReadError("its answer has no end")
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in FRAMING]
        return httpx2.Response(response.status_code, headers=headers, content=bytes(data))

    def _check(self, response: httpx2.Response, method: str) -> httpx2.Response:
        """Return a good answer; raise what a bad one means."""
        code = response.status_code
        if response.is_success:
            return response
        words = self.words(response)
        if response.is_redirect:
            there = response.headers.get("location", "elsewhere")
            raise UnavailableError(f'{self.url} has moved to {there}. Correct the "url" of this target.')
        if code == 401:
            raise UnavailableError(
                f"{self.url} does not accept the credentials of {self.user}: {words}. Check name and secret."
            )
        if (code >= 500 or code == 408) and method != "GET":
            raise UnansweredError(
                f"{self.url} failed ({code}): {words}. "
                "Publish again: it is asked first, so that nothing is sent twice.",
                str(read_error(response).get("code", "")),
            )
        raise RefusedError(f"{self.url} says ({code}): {words}", code)

    def _explain_connection(self, error: httpx2.TransportError) -> str:
        cause: BaseException | None = error
        while cause and not isinstance(cause, ssl.SSLError):
            cause = cause.__cause__ or cause.__context__
        if cause or "certificate" in str(error).lower() or "ssl" in str(error).lower():
            return f"{self.url} cannot be trusted (TLS): {error}. Its owner must correct its certificate."
        return f"{self.url} cannot be reached: {str(error) or 'no answer in time'}. Is the address right?"

    def words(self, response: httpx2.Response) -> str:
        """Return what the partner said, on one line, without anything that must stay secret."""
        text = str(read_error(response).get("message", ""))[:LOOKED_AT]
        if not text:
            text = response.text[:LOOKED_AT]
            title = re.search(r"(?is)<title[^>]*>(.*?)</title>", text)
            text = title[1] if title else text
        text = unescape(re.sub(r"<[^<>]+>", " ", text))
        # What a terminal would obey, and what no file can hold.
        text = "".join(letter if letter.isprintable() else " " for letter in text)
        for hidden in self._hidden:
            text = text.replace(hidden, "…")
        return " ".join(text.split())[:300].rstrip(".") or response.reason_phrase or "nothing"


def read_error(response: httpx2.Response) -> Mapping[str, Any]:
    """Return what a failed request says for programs; empty if it does not."""
    try:
        data = response.json()
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def check_address(url: str, where: str) -> str:
    """Return an address to which a password may be sent, without its final slash.

    Raises:
        SettingsError: It is none.
    """
    example = '"url" must be an address such as https://blog.example.org'
    if "@" in url.partition("//")[2].partition("/")[0]:
        raise SettingsError(f"{where}: {example}, without a user or password in it.")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment:
        raise SettingsError(f"{where}: {example}, not {url!r}.")
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme == "http" and not local:
        raise SettingsError(
            f'{where}: over http:// anyone can read the password on its way. Use https:// in "url".'
        )
    return url.rstrip("/")
