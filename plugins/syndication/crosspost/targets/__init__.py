"""Who can receive copies: one folder a kind, and one line here.

In: a `Delivery`. Out: a `Holding`, what that partner has now. Only here is known how each is talked to.
May import: contract, errors, files, http, ledger, model, options, placed, publication, text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from crosspost.contract import Kind, Rooms, Target, TargetSettings
from crosspost.errors import SettingsError
from crosspost.options import read_options
from crosspost.publication import ICON
from crosspost.text.graphemes import measure

# A kind's `target.py` has `open_target`, which takes the target's settings, the folders and its secret.
WORDS: dict[str, Any] = {"thread": False, "template": None}
KINDS = {
    "folder": Kind(local=True),
    "wordpress": Kind(options={"url": "", "user": "", "status": "publish"}),
    "mastodon": Kind(
        network="mastodon",
        characters=500,
        options={"url": "", "visibility": "public", "image": True, **WORDS},
    ),
    "micropub": Kind(options={"url": "", "me": None, "status": "published"}),
    "ghost": Kind(options={"url": "", "status": "publish", "author": None}),
    "websub": Kind(options={"url": ""}),
    "bluesky": Kind(
        network="bluesky",
        characters=300,
        count=measure,
        card=True,
        options={
            "url": "https://bsky.social",
            "user": "",
            "article": False,
            "icon": ICON,
            "colours": {},
            **WORDS,
        },
    ),
}


def check_target(settings: TargetSettings) -> None:
    """Refuse an entry in SYNDICATION_TARGETS of a kind that is none, or with options that its kind has not.

    Raises:
        SettingsError: It is one.
    """
    if settings.kind not in KINDS:
        raise SettingsError(
            f'SYNDICATION_TARGETS["{settings.name}"]: no kind "{settings.kind}". '
            f"There are: {', '.join([*KINDS, 'feed'])}."
        )
    read_options(settings, KINDS[settings.kind].options)


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> Target:
    """Return the target of an entry in SYNDICATION_TARGETS. Nobody is asked for anything yet.

    Args:
        settings: The entry.
        rooms: The folders that it may use.
        secret: Returns its secret; called when the secret is needed.

    Raises:
        SettingsError: The entry cannot be used.
    """
    check_target(settings)
    module = import_module(f"{__name__}.{settings.kind}.target")
    target: Target = module.open_target(settings, rooms, secret)
    return target
