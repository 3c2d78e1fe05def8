"""Five partners at once, each behind a proxy of its own."""

import pytest
from syndication.campaign.senders import Essays
from syndication.contract.partner import find_partners

from partwork.sandbox.programs import require_package

TARGETS = ["wordpress", "ghost", "bluesky", "mastodon", "micropub"]


@pytest.fixture(scope="session")
def running():
    """The servers."""
    require_package("faketime", "faketime")
    classes, started = find_partners(), {}
    try:
        for name in TARGETS:
            started[name] = classes[name]()
        yield started
    finally:
        for partner in started.values():
            partner.stop()


@pytest.fixture
def partners(running):
    """The servers, as new."""
    for partner in running.values():
        partner.proxy.clear()
        partner.reset()
    yield running
    for partner in running.values():
        partner.proxy.clear()


@pytest.fixture
def essays(partners, tmp_path):
    """A site that sends to all of them, with nothing written yet."""
    return Essays(tmp_path / "site", partners)
