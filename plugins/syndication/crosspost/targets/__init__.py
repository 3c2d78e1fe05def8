"""Who can receive copies: one folder a kind, and one line here.

In: a `Delivery`. Out: a `Holding`, what that partner has now. Only here is known how each is talked to.
May import: contract, errors, files, http, ledger, model, options, text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from crosspost.contract import Kind, Rooms, Target, TargetSettings
from crosspost.errors import SettingsError
from crosspost.text.graphemes import measure

# A kind's `target.py` has `open_target`, which takes the target's settings, the folders and its secret.
KINDS = {
    "folder": Kind(local=True),
    "wordpress": Kind(),
    "mastodon": Kind(network="mastodon", characters=500),
    "micropub": Kind(),
    "ghost": Kind(),
    "websub": Kind(),
    "bluesky": Kind(network="bluesky", characters=300, count=measure),
}


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> Target:
    """Return the target of an entry in SYNDICATION_TARGETS. Nobody is asked for anything yet.

    Args:
        settings: The entry.
        rooms: The folders that it may use.
        secret: Returns its secret; called when the secret is needed.

    Raises:
        SettingsError: The entry cannot be used.
    """
    if settings.kind not in KINDS:
        raise SettingsError(
            f'SYNDICATION_TARGETS["{settings.name}"]: no kind "{settings.kind}". '
            f"There are: {', '.join([*KINDS, 'feed'])}."
        )
    module = import_module(f"{__name__}.{settings.kind}.target")
    target: Target = module.open_target(settings, rooms, secret)
    return target
