"""What `doctor` looks at on a Mastodon server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crosspost.contract import Finding
from crosspost.errors import SyndicationError
from crosspost.http.clock import check_clock

from .api import Api

# What a token must be good for, and for what.
SCOPES = {"read:accounts": "know the account", "read:statuses": "find copies", "write:statuses": "post them"}


def check_account(api: Api, options: Mapping[str, Any]) -> Iterator[Finding]:
    """Look at what the account may do, and at what the server takes."""
    yield Finding(True, f"{options['url']}: the token is that of {api.web.who}.")
    if api.account.get("suspended") or api.account.get("limited"):
        yield Finding(False, f"{api.web.who} is suspended or limited there: ask its moderators.")
    needed = dict(SCOPES) | ({"write:media": "attach images"} if options["image"] else {})
    scopes = {str(scope) for scope in api.credentials.get("scopes") or ()}
    for scope, reason in needed.items():
        if scopes and not {scope, scope.partition(":")[0]} & scopes:
            yield Finding(False, f"The token may not {reason}: make one with the scope {scope}.")
    try:
        page = api.list_statuses()
    except SyndicationError as error:
        yield Finding(False, f"{error}. Copies cannot be found: make a token with the scope read:statuses.")
        return
    if len(page) and not api.application:
        yield Finding(True, "The server does not say which application wrote a status.", note=True)
    limits = api.limits
    links = f"a link counts {limits.link}" if limits.link is not None else "links count in full"
    yield Finding(True, f"A status has up to {limits.characters} characters; {links}.", note=True)
    if options["image"] and limits.image:
        yield Finding(True, f"An image has up to {limits.image / 1_000_000:.1f} MB.", note=True)
    answer = api.web.get("/api/v1/accounts/verify_credentials")
    allowed, left = (
        answer.headers.get("x-ratelimit-limit", ""),
        answer.headers.get("x-ratelimit-remaining", ""),
    )
    if allowed.isdecimal() and left.isdecimal():
        good = int(left) > int(allowed) / 10
        hint = "" if good else ' Wait some minutes, or set "pace" to ask more slowly.'
        yield Finding(good, f"{left} of {allowed} requests are left for the moment.{hint}")
    yield from check_clock(answer.headers.get("date", ""))
