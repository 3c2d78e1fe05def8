"""What `invoke test --quick` leaves out: servers and browsers, whoever starts them."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from selection import TESTS, is_quick, starts
from servers.proxy import fault_proxy

from partwork.sandbox.wordpress import WordPress, start_wordpress

# Fixtures that start something, by their names; each is there.
STARTED = {
    *("bluesky_server", "ghost_server", "wordpress_server", "hub", "sshd", "store"),
    *("server", "running", "proxy"),
    *("browser", "nu", "own", "published", "place", "machine"),
}


def collect(*options):
    """Return the names of the tests that pytest selects."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *options]
    ran = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return {line for line in ran.stdout.splitlines() if "::" in line}


def test_nothing_quick_asks_for_a_server_or_a_browser(request):
    items = request.session.items
    quick = [item for item in items if is_quick(item)]
    for item in quick:
        assert not STARTED & set(item.fixturenames), item.nodeid
    if request.config.getoption("--quick"):
        assert len(quick) == len(items)


def test_quick_is_most_of_the_tests_and_none_of_another_kind():
    quick, whole = collect("--quick"), collect()
    assert quick < whole
    assert len(quick) > len(whole) / 2
    folders = ("tests/syndication/contract/", "tests/syndication/campaign/", "tests/site/test_wheels.py")
    assert not [name for name in quick if name.startswith(folders)]


def start_by_others():
    return ask_others()


def ask_others():
    return start_wordpress()


@contextmanager
def open_by_others():
    with fault_proxy(1) as proxy:
        yield proxy


def look():
    from servers.nu import check

    return check


class Place:
    def run(self):
        return subprocess.run(["true"])


@pytest.mark.parametrize(
    "function", [start_by_others, open_by_others, look, Place, WordPress, lambda: Place().run()]
)
def test_what_starts_something_is_seen_through_what_it_calls(function):
    assert starts(function)


def add(one, other):
    return one + other


@pytest.mark.parametrize("function", [add, lambda: add(1, 2), str])
def test_what_starts_nothing_is_seen_too(function):
    assert not starts(function)


def test_what_was_overlooked_is_refused():
    program = (
        "import subprocess, sys; from selection import refuse_programs; refuse_programs()\n"
        "subprocess.run([sys.executable, '-c', ''])\n"
        "subprocess.run(['node', '--version'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=TESTS, stderr=subprocess.PIPE, text=True, timeout=60
    )
    assert "AssertionError: a quick test starts node" in ran.stderr


def test_tests_that_share_servers_are_in_one_group(request):
    contract = "tests/syndication/contract/test_contract.py::test_{}[{}]"
    name_group = request.config.pluginmanager.get_plugin(str(TESTS / "conftest.py")).name_group
    names = [contract.format(*case) for case in (("find", "ghost"), ("update", "ghost"), ("find", "folder"))]
    first, second, third = map(name_group, names)
    assert first == second != third
    one, other = (name_group(f"tests/licence/test_feeds.py::test_{name}") for name in ("atom", "rss"))
    assert one == other
