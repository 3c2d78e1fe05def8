"""Talking HTTP to a partner: time-outs, retries where they cannot double anything, and plain messages."""

from __future__ import annotations

import logging
import time
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx2

from crosspost.errors import MovedError, RefusedError, SettingsError, UnansweredError, UnavailableError
from guards.addresses import LOCAL, is_same_origin
from guards.answers import EndlessError, LargeError

from .answers import take_answer
from .clock import read_wait
from .connection import ENDLESS, Clock, open_client
from .names import join_address, vary_address
from .refusals import explain_connection, read_error, read_words
from .secrets import cover, spell

# Seconds. A host needs time to store a large image; nobody should wait longer than a minute to retry.
TIMEOUT = httpx2.Timeout(60, connect=15)
LONGEST_WAIT = 30.0
TRIES = 3
# An answer is no larger than so many bytes, unless the target's settings say otherwise, and has come after so
# many seconds, all tries together.
LARGEST = 50_000_000
LONGEST = 300.0
# Of all the pages of a list, so many of the largest answers are taken.
LISTED = 10
# So many bytes are a megabyte.
MEGABYTE = 1_000_000
REDIRECTS = 5
# An answer to a question may be so many seconds old.
FRESH = 60
# What a refusal is called that is no news: the answer to an earlier request with the same idempotency key.
REPLAYED = "replayed"


class BusyError(Exception):
    """The partner asks us to come back later.

    Attributes:
        wait: After how many seconds, if it said.
    """

    def __init__(self, response: httpx2.Response) -> None:
        """Take the answer, which may say how long to wait."""
        super().__init__(response.status_code)
        self.response = response
        # Mastodon and GoToSocial say only when their limit ends.
        wait = response.headers.get("retry-after", "") or response.headers.get("x-ratelimit-reset", "")
        self.wait = read_wait(wait, response.headers.get("date", ""))


class Web:
    """A partner's server, asked as one account there.

    Attributes:
        url: Its address, without a final slash.
        who: The account, for messages.
        place: Where its secret stands, for messages; "" where there is none.
        headers: What every request says besides; a target may change them, such as when a session begins.
        taken: How many bytes its answers had, all together.
        varying: Whether each question goes to an address of its own, so that no cache knows it.
    """

    def __init__(
        self,
        url: str,
        who: str,
        headers: Mapping[str, str] | None = None,
        hidden: tuple[str, ...] = (),
        pace: int = 0,
        place: str = "",
        largest: int = 0,
    ) -> None:
        """Take the address and the credentials; nothing is asked yet.

        Args:
            url: The server's address.
            who: The account, for messages.
            headers: The credentials, as headers.
            hidden: What must never be shown; `hide` adds to it.
            pace: How many requests it takes in a minute; 0 for any number.
            place: Where the secret stands, for messages; "" where there is none.
            largest: How many megabytes an answer may have; 0 for as many as is usual.

        Raises:
            SettingsError: The environment names a proxy that cannot be used.
        """
        logging.getLogger("stamina").addHandler(logging.NullHandler())
        self.url = url
        self.who = who
        self.place = place
        self.headers = dict(headers or {})
        self._hidden: set[bytes] = set()
        self.hide(*hidden)
        self._pause = 60 / pace if pace else 0.0
        self._next = 0.0
        self.taken = 0
        self.varying = False
        self._largest = largest * MEGABYTE
        self._clock = Clock()
        self._client = open_client(self._clock, timeout=TIMEOUT)

    def hide(self, *secrets: str) -> None:
        """Never show these, whatever form a partner gives them."""
        for secret in secrets:
            self._hidden |= spell(secret)

    def get(self, path: str, params: Mapping[str, str] | None = None, **options: Any) -> httpx2.Response:
        """Ask for something; asked again after a failure, because asking changes nothing."""
        return self.send("GET", path, params=dict(params or {}), again=True, **options)

    def post(self, path: str, params: Mapping[str, str] | None = None, **body: Any) -> httpx2.Response:
        """Ask to change something; never asked again unless the partner said that it did nothing."""
        return self.send("POST", path, params=dict(params or {}), **body)

    def send(self, method: str, path: str, again: bool = False, **options: Any) -> httpx2.Response:
        """Send a request and return a good answer.

        Args:
            method: Of HTTP.
            path: After the server's address, or a whole address that begins with it.
            again: Whether it may be sent again when no answer came, because twice does the same as once.
            options: As httpx2 has them: params, headers, json, data, files, content; and `follow`, whether it
                is asked where an answer leads to on the same server.

        Raises:
            RefusedError: The answer was no; its `status` says which.
            UnansweredError: Whether it was done is not known, and sending it again could do it twice.
            UnavailableError: Nothing can be asked at all now; or a cache answers, and what it says is old.
        """
        import stamina

        retried = (BusyError, httpx2.RequestError) if again else BusyError
        self._clock.end = max(time.monotonic(), self._next) + LONGEST

        def decide(error: Exception) -> bool | float:
            if isinstance(error, httpx2.ConnectError) or not isinstance(error, retried):
                return False
            if time.monotonic() > self._clock.end:
                return False
            if isinstance(error, BusyError) and error.wait is not None:
                return error.wait if error.wait <= LONGEST_WAIT else False
            return True

        try:
            for attempt in stamina.retry_context(decide, attempts=TRIES, timeout=None, wait_initial=0.5):
                with attempt:
                    response = self._fetch(method, path, **options)
                    busy = response.status_code == 429 or (again and response.status_code == 503)
                    if busy and not is_replayed(response):
                        raise BusyError(response)
        except BusyError as error:
            raise UnavailableError(
                f"{self.url} asks to wait ({error.response.status_code}): {self.words(error.response)}. "
                "Publish again later."
            ) from None
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise UnavailableError(explain_connection(self.url, error)) from None
        except httpx2.InvalidURL as error:
            words = cover(str(error), self._hidden)
            raise SettingsError(f"{self.url} is not an address: {words}") from None
        except (EndlessError, httpx2.RequestError, UnicodeError) as error:
            words = cover(str(error), self._hidden) or type(error).__name__
            if time.monotonic() >= self._clock.end:
                words = ENDLESS
            if isinstance(error, LargeError):
                words += '. If it has a reason to be, raise "largest" in the entry of this target'
            if again:
                raise UnavailableError(
                    f"{self.url} does not answer ({words}). Publish again later."
                ) from None
            raise UnansweredError(
                f"{self.url} did not say whether it worked ({words}). "
                "Publish again: it is asked first, so that nothing is sent twice.",
                answered=False,
            ) from None
        age = response.headers.get("age", "")
        if method == "GET" and age.isascii() and age.isdigit() and int(age[:10]) > FRESH:
            raise UnavailableError(
                f"{self.url} answers with what a cache there kept for {int(age[:10]):,} seconds, so nothing "
                "is changed by it. Ask its owner to leave out of the cache what is asked with a password, "
                f"such as {urlsplit(path).path[:60]}"
            )
        return self._check(response, again)

    def _fetch(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Return an answer, read to its end, if that comes.

        Raises:
            EndlessError: It is too large, or takes too long.
            RefusedError: It would be that of another server.
            httpx2.RequestError: It did not come.
        """
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause
        headers, follow = {**self.headers, **options.pop("headers", {})}, options.pop("follow", False)
        if method == "GET":
            headers["Cache-Control"] = "no-cache"
        address = path if path.startswith(f"{self.url}/") else f"{self.url}{path}"
        if method == "GET" and self.varying:
            address = vary_address(address, options.pop("params", {}))
        for _ in range(REDIRECTS):
            if not is_same_origin(address, self.url):
                raise RefusedError(f"{address[:200]} is not on the server {self.url}, so it is not asked")
            with self._client.stream(method, address, headers=headers, **options) as response:
                answer = take_answer(response, self._hidden, self._largest or LARGEST, self._clock.end)
            self.taken += len(answer.content)
            there = join_address(address, answer.headers.get("location", ""))
            if not (follow and answer.is_redirect and is_same_origin(there, self.url)):
                break
            address = there
        return answer

    def _check(self, response: httpx2.Response, again: bool) -> httpx2.Response:
        """Return a good answer; raise what a bad one means."""
        code = response.status_code
        if response.is_success:
            return response
        words, error = self.words(response), read_error(response)
        name = REPLAYED if is_replayed(response) else str(error.get("code") or error.get("error") or "")
        if response.is_redirect:
            there = response.headers.get("location", "elsewhere")[:200]
            raise MovedError(f'{self.url} has moved to {there}. Correct the "url" of this target.')
        # A token that is good, but not for this (RFC 6750, § 3.1; W3C Micropub, § 3.8 has it as 401).
        if code == 401 and name != "insufficient_scope":
            check = f"Check {self.place}, and whose it is" if self.place else "Ask for an account"
            raise UnavailableError(
                f"{self.url} does not accept the credentials of {self.who}: {words}. {check}."
            )
        if (code >= 500 or code == 408) and not again and name != REPLAYED:
            raise UnansweredError(
                f"{self.url} failed ({code}): {words}. "
                "Publish again: it is asked first, so that nothing is sent twice.",
                name,
            )
        raise RefusedError(f"{self.url} says ({code}): {words}", code, name)

    def require_few(self, listed: int) -> None:
        """Refuse to read on in a list of which so many bytes have come already.

        Raises:
            UnavailableError: That is more than anybody needs.
        """
        most = LISTED * (self._largest or LARGEST)
        if listed > most:
            raise UnavailableError(
                f"{self.url} lists more than {most // MEGABYTE:,} megabytes. If that has a reason, raise "
                '"largest" in the entry of this target.'
            )

    def words(self, response: httpx2.Response) -> str:
        """Return what the partner said, on one line, without anything that must stay secret."""
        return read_words(response, self._hidden)


def is_replayed(response: httpx2.Response) -> bool:
    """Say whether an answer is one that was given before, to a request with the same idempotency key."""
    return response.headers.get("idempotent-replayed", "") == "true"


def sign_in(user: str, secret: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the header of a user with a password (HTTP Basic, RFC 7617), and what of it to hide."""
    token = b64encode(f"{user}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {token}"}, (secret, token)


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
        # What looks like a password may be one.
        shown = "" if "@" in url else f", not {url!r}"
        raise SettingsError(f"{where}: {example}{shown}.")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise SettingsError(
            f'{where}: over http:// anyone can read the password on its way. Use https:// in "url".'
        )
    return url.rstrip("/")
