"""`doctor`: whether everything could be sent, in plain words, without sending anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from crosspost.contract import Finding, Looking
from crosspost.delivery.run import NONSENSE, explain_nonsense
from crosspost.deploy import open_deploy
from crosspost.errors import SyndicationError
from crosspost.ledger.ledger import Ledger
from crosspost.settings import Settings, feed_path

from .address import check_siteurl
from .display import show
from .site import Partner, Site


def examine(site: Site) -> int:
    """Look at each target, and at how the site is deployed.

    Returns:
        0 only if all is well.
    """
    settings = site.settings
    good = True
    everything = (len(site.partners), len(site.feeds)) == (len(settings.targets), len(settings.feeds))
    if site.whole:
        good = report("address", partial(check_siteurl, settings))
    if settings.deploy and everything:
        good = report("deploy", lambda: open_deploy(settings.deploy, settings.rooms).check()) and good
    for partner in site.partners:
        good = report(partner.name, partial(check_target, partner, site.ledger)) and good
    for feed in site.feeds:
        good = report(feed.name, partial(check_feed, feed.name, settings)) and good
    show("All is well." if good else "Not all is well.")
    return 0 if good else 1


def check_target(partner: Partner, ledger: Ledger) -> Iterator[Finding]:
    """Look at a target, and if that is well, at its copies, where it can tell of them."""
    good = True
    for finding in partner.target.check():
        good = good and finding.good
        yield finding
    if good and isinstance(partner.target, Looking):
        receipts = [(post, ledger.known(partner.name, post.id)) for post in partner.due.posts]
        yield from partner.target.look([(post, known.holding if known else None) for post, known in receipts])


def check_feed(name: str, settings: Settings) -> Iterator[Finding]:
    """Look whether both forms of a partner's feed were built, and give their addresses."""
    if not settings.siteurl:
        yield Finding(False, "a feed is only written with a SITEURL. Set it, and build the site")
        return
    for kind in ("atom.xml", "json"):
        path = feed_path(name, kind)
        if (settings.output / path).is_file():
            yield Finding(True, f"the partner fetches {settings.siteurl}/{path}")
        else:
            yield Finding(False, f"{settings.output / path} is not there. Build the site")


def report(name: str, look: Callable[[], Iterable[Finding]]) -> bool:
    """Print the findings about one thing and return whether all are good."""
    good = True
    try:
        for finding in look():
            good = good and finding.good
            mark = "·" if finding.note else "✓" if finding.good else "✗"
            show(f"{name}: {mark} {finding.text}")
    except NONSENSE as error:
        good = False
        show(f"{name}: ✗ {explain_nonsense(error)}")
    except (OSError, SyndicationError) as error:
        good = False
        show(f"{name}: ✗ {error}")
    return good
