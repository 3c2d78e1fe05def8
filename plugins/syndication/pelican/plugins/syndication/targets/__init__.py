"""Who can receive copies: one file a kind, and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ..contract import Rooms, Target, TargetSettings
from ..errors import SettingsError

# kind → the module here, whose `open_target` takes the target's settings, the folders and its secret.
KINDS = {
    "folder": "folder",
    "wordpress": "wordpress",
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
            f"There are: {', '.join(KINDS)}."
        )
    module = import_module(f".{KINDS[settings.kind]}", __name__)
    target: Target = module.open_target(settings, rooms, secret)
    return target
