"""Two publishers at the same moment: on one machine the second waits its turn, on two nothing is doubled."""

import shutil
from collections import Counter

import pytest
from syndication.campaign.senders import Essays

from crosspost import __main__ as command
from crosspost.delivery.run import hold_lock

NAMES = ["alder", "birch"]


@pytest.fixture
def clones(essays, tmp_path):
    """The site on two machines, each with a ledger of its own."""
    essays.write(NAMES, pictures=1)
    essays.configure()
    essays.build()
    shutil.copytree(essays.path, tmp_path / "clone")
    return essays, Essays(tmp_path / "clone", essays.partners, dict(essays.editions))


def test_on_one_machine_the_second_is_told(clones):
    ours, _ = clones
    proxy = ours.partners["wordpress"].proxy
    proxy.fail("hang", wait=30)
    first = ours.start()
    assert proxy.reached.wait(60)
    printed, _ = ours.start().communicate(timeout=60)
    assert "another publish is running" in printed
    proxy.release()
    first.communicate(timeout=60)
    ended, printed = ours.execute("-m", "crosspost", "publish")
    assert ended == 0, printed
    assert (ours.doubles(), ours.losses()) == ([], [])


def test_on_one_machine_the_second_knows_what_the_first_did(clones, monkeypatch):
    """Also if it began before the first was done."""
    ours, _ = clones
    for name, value in ours.secrets.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ours.path)

    def come_second(path):
        ended, printed = ours.execute("-m", "crosspost", "publish", "--no-wait")
        assert ended == 0, printed
        for partner in ours.partners.values():
            partner.proxy.clear()
        return hold_lock(path)

    monkeypatch.setattr(command, "hold_lock", come_second)
    assert command.main(["publish", "--no-deploy", "--no-wait"]) == 0
    for name, partner in ours.partners.items():
        assert partner.proxy.requests == [], name


def test_on_two_machines_nothing_is_doubled(clones):
    """Both have looked, and found nothing, before one of them creates."""
    ours, theirs = clones
    proxies = {name: partner.proxy for name, partner in ours.partners.items()}
    for name, partner in ours.partners.items():
        proxies[name].fail("delay", method=partner.create_method, path=partner.create_path, wait=60)
    slow = ours.start()
    for proxy in proxies.values():
        assert proxy.reached.wait(60)
    ended, printed = theirs.execute("-m", "crosspost", "publish")
    assert ended == 0, printed
    for proxy in proxies.values():
        proxy.release()
    printed, _ = slow.communicate(timeout=120)
    assert "Traceback" not in printed
    doubles = ours.doubles()
    # The ledgers meet as git merges them.
    lines = [*ours.log.read_text().splitlines(), *theirs.log.read_text().splitlines()]
    ours.log.write_text("".join(f"{line}\n" for line in dict.fromkeys(lines)))
    ended, printed = ours.execute("-m", "crosspost", "publish")
    assert ended == 0, printed
    assert (ours.doubles(), ours.losses()) == ([], []), (printed, doubles)
    for proxy in proxies.values():
        proxy.clear()
    ended, printed = ours.execute("-m", "crosspost", "publish")
    assert ended == 0, printed
    assert Counter({name: len(proxy.requests) for name, proxy in proxies.items()}).total() == 0
