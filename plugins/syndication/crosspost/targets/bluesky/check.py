"""What `doctor` says of a Bluesky account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from crosspost.contract import Finding

from .api import Api
from .records import LONGEST

# Seconds by which two clocks may differ.
DRIFT = 120


def check_account(api: Api) -> Iterator[Finding]:
    """Look at the account, its secret, its name, the clock and the limits."""
    yield Finding(True, f"{api.web.url} knows {api.handle} ({api.did})")
    if api.status:
        yield Finding(False, f"the account cannot be used: {api.status}. Look at {api.web.url} for why.")
    if ".appPass" in api.scope:
        yield Finding(True, "the secret is an app password")
    elif api.scope == "com.atproto.access":
        yield Finding(
            False,
            "the secret is the account's own password. Make an app password instead (in the app: Settings, "
            "Privacy and security, App passwords), which can do less and be taken back.",
        )
    if api.resolve(api.handle) != api.did:
        yield Finding(
            False,
            f"the name {api.handle} does not lead to the account, so readers see an invalid handle. "
            "Correct it in the app: Settings, Account, Handle.",
        )
    if api.now:
        yield check_clock(api.now)
    rates = ", ".join(f"{name.removeprefix('ratelimit-')} {value}" for name, value in api.rates.items())
    yield Finding(
        True,
        f"a post takes {LONGEST} characters, its link among them, and a card an image of a million bytes; "
        f"larger images are made smaller{f'; sessions: {rates}' if rates else ''}",
        note=True,
    )


def check_clock(theirs: datetime) -> Finding:
    """Compare the clocks."""
    ours = datetime.now(UTC)
    drift = round((ours - theirs).total_seconds())
    if abs(drift) <= DRIFT:
        return Finding(True, "the clocks agree")
    way = "fast" if drift > 0 else "slow"
    return Finding(False, f"this machine's clock is {abs(drift)} seconds {way}. Set it by a time server.")
