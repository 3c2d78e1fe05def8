"""By which record networks know the site: one file, where they look for it (standard.site)."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

from crosspost.ledger.ledger import Ledger
from crosspost.settings import Settings
from crosspost.targets.bluesky.pins import read_addresses
from guards.whole import write_file

from .attributes import NETWORK

PLACE = ".well-known/site.standard.publication"


def write_place(settings: Settings, ledger: Ledger, others: Collection[str]) -> None:
    """Write the file if there is such a record, or remove what an earlier build wrote of one that is gone.

    Of a site below another's address, that place is not the site's own: `doctor` says what to do.

    Args:
        settings: The site's.
        ledger: What was sent.
        others: The files that the author puts into the site.
    """
    path = settings.output / PLACE
    if PLACE in others:
        return
    site = find_site(settings, ledger)
    if site and not urlsplit(settings.siteurl).path:
        write_file(path, site.encode())
        return
    with suppress(OSError):
        if path.read_bytes().startswith(b"at://"):
            path.unlink()


def find_site(settings: Settings, ledger: Ledger) -> str:
    """Return the address of the site's record, as the last receipt tells; "" if there is none."""
    for target in settings.targets:
        if target.kind != NETWORK:
            continue
        receipts = [ledger.known(target.name, post) for post in ledger.posts(target.name)]
        held = [(receipt.time, receipt.holding) for receipt in receipts if receipt and receipt.holding]
        for _, holding in sorted(held, key=lambda one: one[0], reverse=True):
            if holding.public and (found := read_addresses(holding)):
                return found[1]
    return ""
