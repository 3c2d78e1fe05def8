"""`doctor`: whether everything could be sent, in plain words, without sending anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..contract import Finding
from ..deploy import open_deploy
from ..errors import SyndicationError
from ..run import NONSENSE
from .site import Site


def examine(site: Site) -> int:
    """Look at each target, and at how the site is deployed.

    Returns:
        0 only if all is well.
    """
    settings = site.settings
    good = True
    if settings.deploy and len(site.partners) == len(settings.targets):
        good = report("deploy", lambda: open_deploy(settings.deploy, settings.rooms).check())
    for partner in site.partners:
        good = report(partner.name, partner.target.check) and good
    print("All is well." if good else "Not all is well.")
    return 0 if good else 1


def report(name: str, look: Callable[[], Iterable[Finding]]) -> bool:
    """Print the findings about one thing and return whether all are good."""
    good = True
    try:
        for finding in look():
            good = good and finding.good
            print(f"{name}: {'✓' if finding.good else '✗'} {finding.text}", flush=True)
    except NONSENSE as error:
        good = False
        print(f"{name}: ✗ the answer makes no sense ({type(error).__name__}: {error})", flush=True)
    except (OSError, SyndicationError) as error:
        good = False
        print(f"{name}: ✗ {error}", flush=True)
    return good
