"""Who can receive copies: one folder a kind, and one line here; or a package with an entry point.

In: a `Delivery`. Out: a `Holding`, what that partner has now. Only here is known how each is talked to.
May import: contract, errors, files, http, ledger, model, options, placed, publication, text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any

from crosspost.contract import Kind, Rooms, Target, TargetSettings
from crosspost.errors import SettingsError
from crosspost.options import read_options
from crosspost.publication import ICON
from crosspost.text.graphemes import measure
from guards.offers import OfferError, find_offers, load_offer, refuse
from guards.words import suggest

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
# By these other packages offer kinds: modules with `KIND` and `open_target`.
OFFERS = "partwork.targets"


def find_kind(settings: TargetSettings) -> Kind:
    """Return the kind of an entry in SYNDICATION_TARGETS: one of ours, or that of another package.

    Raises:
        SettingsError: There is none, or it cannot be used.
    """
    if settings.kind in KINDS:
        return KINDS[settings.kind]
    kind: Kind = _load(settings).KIND
    return kind


def find_kinds(targets: Iterable[TargetSettings]) -> dict[str, Kind]:
    """Return the kinds of targets by their names, without those that `check_target` refuses."""
    found: dict[str, Kind] = {}
    for settings in targets:
        with suppress(SettingsError):
            found[settings.kind] = find_kind(settings)
    return found


def _load(settings: TargetSettings) -> Any:
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    try:
        module = load_offer(OFFERS, settings.kind)
    except OfferError as error:
        raise SettingsError(f"{where}: {error}") from error
    if module is None:
        known = [*KINDS, *sorted(find_offers(OFFERS)), "feed"]
        hint = suggest(settings.kind, known, 1) or f" There are: {', '.join(known)}."
        raise SettingsError(f'{where}: no kind "{settings.kind}".{hint}')
    if not (
        isinstance(getattr(module, "KIND", None), Kind) and callable(getattr(module, "open_target", None))
    ):
        why = "it has no KIND (a crosspost.contract.Kind) with an open_target"
        raise SettingsError(f"{where}: {refuse(OFFERS, settings.kind, why)}")
    return module


def check_target(settings: TargetSettings) -> None:
    """Refuse an entry in SYNDICATION_TARGETS of a kind that is none, or with options that its kind has not.

    Raises:
        SettingsError: It is one.
    """
    read_options(settings, find_kind(settings).options)


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
    ours = settings.kind in KINDS
    module = import_module(f"{__name__}.{settings.kind}.target") if ours else _load(settings)
    target: Target = module.open_target(settings, rooms, secret)
    return target
