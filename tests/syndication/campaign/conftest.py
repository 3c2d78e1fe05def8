"""Five partners at once, each behind a proxy of its own, and the counts that a campaign ends with."""

import json
from pathlib import Path

import pytest
from servers.programs import require_package
from syndication.campaign.senders import Essays
from syndication.contract.partner import find_partners

CACHE = Path(__file__).parents[3] / ".cache"
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


def pytest_terminal_summary(terminalreporter):
    """Show the counts, and keep them in `.cache/campaign.md`."""
    lines = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "campaign":
                    lines += [f"| {key} | {count} |" for key, count in json.loads(value).items()]
    if lines:
        lines = ["| what | how often |", "| --- | ---: |", *lines]
        CACHE.mkdir(exist_ok=True)
        (CACHE / "campaign.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
        terminalreporter.section("campaign")
        for line in lines:
            terminalreporter.write_line(line)
