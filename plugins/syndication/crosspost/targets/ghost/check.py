"""What `doctor` says of a Ghost site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crosspost.contract import Finding
from crosspost.errors import RefusedError, SyndicationError

from .api import Api, quote

# Above this, in seconds, a clock is wrong.
CLOCK = 120


def check_site(open_api: Callable[[], Api], status: str, author: str) -> Iterator[Finding]:
    """Look at address, clock, key, author, and for whom the site shows new posts.

    Args:
        open_api: Returns the site's API.
        status: In which posts are made, as Ghost calls it.
        author: The e-mail address of the one there who is to be their author, or "".
    """
    try:
        api = open_api()
        url = api.web.url
        yield Finding(True, f"{url} answers: {api.title}, on Ghost {api.version}.")
        if abs(api.ahead) > CLOCK:
            way = "ahead of" if api.ahead > 0 else "behind"
            yield Finding(
                False,
                f"The clock of this machine is {abs(api.ahead) / 60:.0f} minutes {way} that of {url}. Copies "
                "arrive all the same, because the other clock is used; set this one right.",
            )
        api.get("posts", limit="1", fields="id")
        what = "publishes posts" if status == "published" else "hands in drafts"
        yield Finding(True, f"The key is accepted; it {what}.")
        settings = read_settings(api)
        if settings.get("is_private"):
            yield Finding(False, f"{url} asks its readers for a password. Ask the partner to open it.")
        if settings.get("default_content_visibility", "public") != "public":
            yield Finding(
                False, f"{url} shows new posts to its members alone. Ask the partner to open the copies."
            )
        if settings.get("outbound_link_tagging"):
            yield Finding(
                True, f"{url} adds ?ref= and its name to links; they lead to the same places.", note=True
            )
        if author and not api.get("users", filter=f"email:{quote(author)}")["users"]:
            yield Finding(False, f'{url}: nobody there has the address {author}. Correct "author".')
        yield Finding(
            True,
            "It takes titles of 255 characters and summaries of 300 (what is longer is cut), and images in "
            "JPEG, PNG, GIF, WebP and SVG (others are shown from our site).",
            note=True,
        )
    except SyndicationError as error:
        yield Finding(False, str(error))


def read_settings(api: Api) -> Mapping[str, Any]:
    """Return the settings of the site; empty if they are not for us to see."""
    try:
        return {one["key"]: one["value"] for one in api.get("settings")["settings"]}
    except RefusedError:
        return {}
