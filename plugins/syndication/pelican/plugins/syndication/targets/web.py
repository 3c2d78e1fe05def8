"""Talking HTTP to a partner: time-outs, retries where they cannot double anything, and plain messages."""

from __future__ import annotations

import logging
import re
import ssl
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
        self._hidden = (secret, secret.replace(" ", ""), self._token)
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
                    response = self._client.request(method, f"{self.url}{path}", **options)
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

    def _check(self, response: httpx2.Response, method: str) -> httpx2.Response:
        """Return a good answer; raise what a bad one means."""
        code, words = response.status_code, self.words(response)
        if response.is_success:
            return response
        if response.is_redirect:
            there = response.headers.get("location", "elsewhere")
            raise UnavailableError(f'{self.url} has moved to {there}. Correct the "url" of this target.')
        if code == 401:
            raise UnavailableError(
                f"{self.url} does not accept the credentials of {self.user}: {words}. Check name and secret."
            )
        if code >= 500 and method != "GET":
            raise UnansweredError(
                f"{self.url} failed ({code}): {words}. "
                "Publish again: it is asked first, so that nothing is sent twice."
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
        try:
            data = response.json()
            text = str(data["message"]) if isinstance(data, dict) and "message" in data else response.text
        except (ValueError, UnicodeDecodeError):
            title = re.search(r"(?is)<title[^>]*>(.*?)</title>", response.text)
            text = title[1] if title else response.text
        text = " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())[:300]
        for hidden in self._hidden:
            text = text.replace(hidden, "…")
        return text.rstrip(".") or response.reason_phrase or "nothing"


def check_address(url: str, where: str) -> str:
    """Return an address to which a password may be sent, without its final slash.

    Raises:
        SettingsError: It is none.
    """
    parts = urlsplit(url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(
            f'{where}: "url" must be an address such as https://blog.example.org, not {url!r}.'
        )
    if parts.scheme == "http" and not local:
        raise SettingsError(
            f'{where}: over http:// anyone can read the password on its way. Use https:// in "url".'
        )
    return url.rstrip("/")
