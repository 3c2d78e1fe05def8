"""What our account on a WordPress site may do there."""

from __future__ import annotations

from collections.abc import Iterator

from crosspost.contract import Finding

from .api import Api

# Seconds by which clocks may differ before dates come out wrong.
TOLERANCE = 120


def check_account(api: Api, status: str) -> Iterator[Finding]:
    """Say what the account may do, and whether that is enough for copies in a state."""
    user = api.web.who
    roles = " and ".join(api.roles) or "without a role"
    yield Finding(True, f"{api.web.url} is a WordPress site and knows {user} ({roles})")
    if not api.may("edit_posts"):
        yield Finding(False, f"{user} may not write posts there. Ask for the role of author")
    elif status == "publish" and not api.may("publish_posts"):
        yield Finding(False, explain_pending(api))
    elif not api.may("edit_published_posts"):
        yield Finding(
            True,
            f"{user} hands copies in; when an editor there has published one, only editors can change or "
            "remove it",
            note=True,
        )
    if not api.may("upload_files"):
        yield Finding(
            True, f"{user} may not upload files there, so copies show images from our site", note=True
        )
    if not api.may("manage_categories"):
        yield Finding(
            True, f"{user} may not make categories there, so only those that are there are used", note=True
        )
    if abs(api.ahead) > TOLERANCE:
        yield Finding(
            False,
            f"the clocks differ by {abs(api.ahead) / 60:.0f} minutes: set this machine's, or tell the "
            "partner about theirs",
        )


def explain_pending(api: Api) -> str:
    """Say what to do where a user may not publish."""
    return (
        f'{api.web.who} may not publish at {api.web.url}. Set "status": "pending", so that an editor there '
        "does, or ask for the role of author"
    )
