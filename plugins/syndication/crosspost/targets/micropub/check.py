"""What `doctor` looks at on a site with a Micropub endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from crosspost.contract import Finding
from crosspost.errors import SyndicationError
from crosspost.http.clock import check_clock

from .api import Api


def check_endpoint(api: Api, me: str, no_drafts: bool) -> Iterator[Finding]:
    """Look at what the endpoint says of itself, and whether copies could be found again."""
    url = api.web.url
    yield Finding(True, f"{url} accepts the token.")
    if no_drafts:
        yield Finding(False, f'{url} does not say that it takes drafts: set "status": "published".')
    if api.config.get("media-endpoint"):
        yield Finding(True, "It stores images.")
    else:
        yield Finding(True, "It stores no images, so copies show them from our site.", note=True)
    count = len(api.list_page()[0])
    if api.lists:
        yield Finding(True, f"It lists its posts: {count} of them were looked at.")
    elif not me:
        yield Finding(
            False,
            'It does not list its posts, so that after a lost answer nobody can be asked: set "me" to the '
            "address of the page that shows them.",
        )
    if me:
        try:
            shown = len(api.read_home(me)[0])
        except SyndicationError as error:
            yield Finding(False, f'{error}. Is "me" the address of the site?')
        else:
            hint = "" if shown else " Copies are found only where posts are marked up as h-entry."
            listed = bool(api.lists)
            yield Finding(shown > 0 or listed, f"{me} shows {shown} posts.{hint}", note=listed and not shown)
    yield Finding(True, "Whether it can change and delete posts is known when it is asked to.", note=True)
    yield from check_clock(api.date)
