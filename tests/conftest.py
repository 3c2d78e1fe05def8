"""What every folder of tests may use."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from selection import LEFT_OUT, is_quick, refuse_programs, try_few, try_many

ROOT = Path(__file__).parents[1]
# The processes of the tests keep what they compile, and all that they start may read it, but write nothing:
# where a test lets the disk be full, Python leaves half a file, and every process after it fails.
sys.dont_write_bytecode = False
sys.pycache_prefix = str(ROOT / ".cache/compiled")
os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}
# Parts of names of tests, those that take longest first.
LONGEST = ("/campaign/", "/contract/", "/incremental/", "/syndication/", "/theme/", "/site/", "")
GOLDEN = Path(__file__).parent / "golden"
# A run says something of a change only if it tries what the run before tried. Others are looked for in runs
# of their own, each with so many times the examples.
SEARCHED = int(os.environ.get("PARTWORK_SEARCHED", "0"))
settings.register_profile("again", derandomize=True, database=None, deadline=None)
settings.register_profile("search", print_blob=True, deadline=None)
settings.load_profile("search" if SEARCHED else "again")


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="write the golden files anew")
    parser.addoption("--quick", action="store_true", help=f"leave out {LEFT_OUT}")


@pytest.fixture(autouse=True)
def no_plugin_stays():
    """Leave no plugin registered behind a test that ran Pelican: which test is next is chance."""
    yield
    if "pelican" in sys.modules:
        from minisite import disconnect

        disconnect()


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium: one in a process at a time, so that each folder's tests ask for this one."""
    from servers.chromium import open_browser

    with open_browser() as running:
        yield running


@pytest.fixture
def golden(request):
    """Compare a text with the file of that name in tests/golden/, or write it anew under --golden."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {path}: run `invoke test --golden` and review it"
        assert text == path.read_text(encoding="utf-8")

    return check


def pytest_collection_modifyitems(config, items):
    """Leave out what is not quick, if asked to, and begin with what takes longest."""
    if config.getoption("--quick"):
        left_out = [item for item in items if not is_quick(item)]
        items[:] = [item for item in items if is_quick(item)]
        config.hook.pytest_deselected(items=left_out)
        for item in items:
            try_few(item)
        refuse_programs()
    if SEARCHED:
        for item in items:
            try_many(item, SEARCHED)
    items.sort(key=lambda item: next(n for n, name in enumerate(LONGEST) if name in item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep tests that share servers in one process."""
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        """Those of a file, of a partner in the contract, of an area in the corpus, or with all servers."""

        def _split_scope(self, nodeid):
            return name_group(nodeid)

    return Groups(config, log)


def name_group(nodeid):
    """Return the group of a test: its file, or in the contract its partner, in the corpus the area.

    What asks several real servers at once is one group.
    """
    file, _, name = nodeid.partition("::")
    if "/real/" in file:
        return file.rpartition("/")[0]
    if file.endswith("/test_corpus.py"):
        return f"{file} {name.partition('[')[2].partition(':')[0]}"
    return f"{file} {name.rpartition('[')[2]}" if file.endswith("/test_contract.py") else file


def pytest_terminal_summary(terminalreporter, config):
    """Show what contract, campaign and corpus came to; each process of several knows only its own tests."""
    if hasattr(config, "workerinput"):
        return
    if config.getoption("--quick"):
        terminalreporter.write_line(f"Left out: {LEFT_OUT}. Without --quick, all of it runs.")
    from corpus.table import show_corpus
    from syndication.campaign.counts import show_counts
    from syndication.contract.table import show_table

    show_table(terminalreporter)
    show_counts(terminalreporter)
    show_corpus(terminalreporter)
