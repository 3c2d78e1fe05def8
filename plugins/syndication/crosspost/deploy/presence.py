"""Waiting until pages are on the web, because a copy says "first published at" and links there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import httpx2

from crosspost.http.connection import Clock, open_client
from crosspost.http.names import is_at_home, join_address

# Seconds between one round of questions and the next, at first and at most.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 10.0
# Seconds for one answer.
TIMEOUT = 15.0
REDIRECTS = 5
# In characters, of what a server says.
LONGEST = 200
# What servers say that do not know HEAD, or refuse it to programs.
NO_HEAD = {400, 403, 405, 501}


def await_pages(urls: Iterable[str], seconds: float, tell: Callable[[str], None]) -> dict[str, str]:
    """Wait until every page answers, and return those that do not, with why.

    Args:
        urls: The pages' addresses.
        seconds: For how long, all together; 0 asks nobody.
        tell: Is told what is waited for.
    """
    missing = dict.fromkeys(urls, "nobody could be asked in time")
    if seconds <= 0:
        return {}
    end, pause, told = time.monotonic() + seconds, FIRST_PAUSE, 0
    clock = Clock()
    with open_client(clock, headers={"Cache-Control": "no-cache"}) as client:
        while True:
            for url in list(missing):
                left = end - time.monotonic()
                if left <= 0:
                    return missing
                clock.end = time.monotonic() + min(TIMEOUT, left)
                reason = ask_page(client, url, min(TIMEOUT, left))
                if reason:
                    missing[url] = reason
                else:
                    del missing[url]
            if not missing:
                return {}
            if len(missing) != told:
                url, reason = next(iter(missing.items()))
                others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
                tell(f"waiting for {url}{others}: {reason}")
                told = len(missing)
            time.sleep(max(0.0, min(pause, end - time.monotonic())))
            pause = min(2 * pause, LONGEST_PAUSE)


def ask_page(client: httpx2.Client, url: str, seconds: float) -> str:
    """Return why a page is not there; "" if it is."""
    address, method = url, "HEAD"
    try:
        for _ in range(2 * REDIRECTS):
            # A page is not read, only whether it comes.
            with client.stream(method, address, timeout=seconds) as response:
                code, there = response.status_code, response.headers.get("location", "")
            if response.is_success:
                return ""
            if response.is_redirect:
                address = join_address(address, there)
                if not address or not same_page(url, address):
                    return f"leads to {(address or there)[:LONGEST]}"
            elif code in NO_HEAD and method == "HEAD":
                method = "GET"
            else:
                return f"answers {code} {response.reason_phrase[:LONGEST]}".rstrip()
        return "leads in circles"
    except httpx2.InvalidURL:
        return "is no address"
    except httpx2.TimeoutException:
        return "does not answer in time"
    except httpx2.RequestError as error:
        return f"cannot be reached: {str(error)[:LONGEST]}" if str(error) else "cannot be reached"


def same_page(url: str, address: str) -> bool:
    """Say whether an address is that of the page, at most over TLS or with another final slash."""
    if not is_at_home(address, url):
        return False
    ours, theirs = urlsplit(url), urlsplit(address)
    secure = theirs.scheme == ours.scheme or (ours.scheme, theirs.scheme) == ("http", "https")
    return secure and ours.path.rstrip("/") == theirs.path.rstrip("/") and ours.query == theirs.query
