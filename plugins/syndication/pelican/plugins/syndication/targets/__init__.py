"""Who can receive copies: one file a kind, and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ..contract import Rooms, Target, TargetSettings
from ..errors import SettingsError
from .graphemes import measure


@dataclass(frozen=True)
class Kind:
    """What a build must know of a kind of target.

    Attributes:
        module: The file here, whose `open_target` takes the target's settings, the folders and its secret.
        network: What its accounts are called in `content/people.toml`; "" where nobody is mentioned.
        characters: How many it surely takes, if it takes a few words and a link; 0 if the whole post.
        count: How long a text is, as it counts.
        local: Whether nothing leaves this machine.
    """

    module: str
    network: str = ""
    characters: int = 0
    count: Callable[[str], int] = len
    local: bool = False


KINDS = {
    "folder": Kind("folder", local=True),
    "wordpress": Kind("wordpress"),
    "mastodon": Kind("mastodon", network="mastodon", characters=500),
    "micropub": Kind("micropub"),
    "ghost": Kind("ghost"),
    "websub": Kind("websub"),
    "bluesky": Kind("bluesky", network="bluesky", characters=300, count=measure),
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
    module = import_module(f".{KINDS[settings.kind].module}", __name__)
    target: Target = module.open_target(settings, rooms, secret)
    return target
