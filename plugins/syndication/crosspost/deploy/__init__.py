"""How the site itself is published: one file a kind, and one line here; or an entry point.

In: the built site. Out: the same where its readers are, and one line that says what was done.
May import: contract, errors, files, http, options.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from crosspost.contract import Deploy, Rooms
from crosspost.errors import SettingsError
from guards.offers import OfferError, find_offers, load_offer, refuse
from guards.words import suggest

# kind → the module here, whose `open_deploy` takes SYNDICATION_DEPLOY and the site's folders.
KINDS = {
    "directory": "directory",
    "git": "git",
    "rsync": "rsync",
    "s3": "s3",
}
# By these other packages offer kinds: functions that do what `open_deploy` does.
OFFERS = "partwork.deploys"


def check_kind(values: Mapping[str, Any]) -> None:
    """Refuse a kind that does not exist, without looking at anything that only a deploy needs.

    Raises:
        SettingsError: It does not.
    """
    find_opener(values["kind"])


def find_opener(kind: str) -> Any:
    """Return what opens a kind of deploy: the name of a module of ours, or another package's function.

    Raises:
        SettingsError: There is no such kind, or it cannot be used.
    """
    if kind in KINDS:
        return KINDS[kind]
    try:
        offer = load_offer(OFFERS, kind)
    except OfferError as error:
        raise SettingsError(f"SYNDICATION_DEPLOY: {error}") from error
    if offer is None:
        known = [*KINDS, *sorted(find_offers(OFFERS))]
        hint = suggest(str(kind), known, 1) or f" There are: {', '.join(known)}."
        raise SettingsError(f'SYNDICATION_DEPLOY: no kind "{kind}".{hint}')
    if not callable(offer):
        raise SettingsError(f"SYNDICATION_DEPLOY: {refuse(OFFERS, kind, 'it is no function')}")
    return offer


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> Deploy:
    """Return what SYNDICATION_DEPLOY asks for.

    Args:
        values: The setting.
        rooms: The site's folders.

    Raises:
        SettingsError: It cannot be used.
    """
    found = find_opener(values["kind"])
    opener = import_module(f".{found}", __name__).open_deploy if isinstance(found, str) else found
    deploy: Deploy = opener(values, rooms)
    return deploy
