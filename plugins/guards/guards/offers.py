"""What other packages offer by an entry point: found by its name, loaded when somebody asks for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from .words import shorten

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class OfferError(ValueError):
    """What a package offers cannot be used; the message says which package, and why."""


def load_offer(group: str, name: str) -> Any:
    """Return what a package that is installed offers under a name; None if none does.

    Args:
        group: Of entry points, such as `partwork.targets`.
        name: As the author wrote it.

    Raises:
        OfferError: It cannot be loaded.
    """
    offer = find_offers(group).get(name)
    if offer is None:
        return None
    try:
        return offer.load()
    except Exception as error:
        # It is somebody else's program, and fails as it likes.
        raise OfferError(refuse(group, name, f"{type(error).__name__}: {shorten(str(error))}")) from error


def refuse(group: str, name: str, why: str) -> str:
    """Say that what a package offers is not to be used, and what to do."""
    offer = find_offers(group)[name]
    package = offer.dist.name if offer.dist else offer.value
    said = f'the package {package} offers "{name}" ({group}), which cannot be used: {why}.'
    return f"{said} Update or uninstall it."


@cache
def find_offers(group: str) -> dict[str, EntryPoint]:
    """Return what all packages that are installed offer: they are the same as long as Python runs."""
    # It takes a tenth of the time of a command, most of which ask for nothing.
    from importlib.metadata import entry_points

    return {offer.name: offer for offer in sorted(entry_points(group=group), reverse=True)}
