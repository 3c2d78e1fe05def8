"""How the site itself is published: one file a kind, and one line here.

In: the built site. Out: the same where its readers are, and one line that says what was done.
May import: contract, errors, files, http, options.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from crosspost.contract import Deploy, Rooms
from crosspost.errors import SettingsError

# kind → the module here, whose `open_deploy` takes SYNDICATION_DEPLOY and the site's folders.
KINDS = {
    "directory": "directory",
    "git": "git",
    "rsync": "rsync",
    "s3": "s3",
}


def check_kind(values: Mapping[str, Any]) -> None:
    """Refuse a kind that does not exist, without looking at anything that only a deploy needs.

    Raises:
        SettingsError: It does not.
    """
    kind = values["kind"]
    if kind not in KINDS:
        raise SettingsError(f'SYNDICATION_DEPLOY: no kind "{kind}". There are: {", ".join(KINDS)}.')


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> Deploy:
    """Return what SYNDICATION_DEPLOY asks for.

    Args:
        values: The setting.
        rooms: The site's folders.

    Raises:
        SettingsError: It cannot be used.
    """
    check_kind(values)
    deploy: Deploy = import_module(f".{KINDS[values['kind']]}", __name__).open_deploy(values, rooms)
    return deploy
