"""What every folder of tests may use."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


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


def pytest_collection_modifyitems(items):
    """Keep tests that share servers in one process: those of a file, or of a partner in the contract."""
    for item in items:
        partner = getattr(item, "callspec", None) and item.callspec.params.get("server")
        item.add_marker(pytest.mark.xdist_group(str(partner or item.path)))


def pytest_terminal_summary(terminalreporter, config):
    """Show what contract and campaign came to; each process of several knows only its own tests."""
    if hasattr(config, "workerinput"):
        return
    from syndication.campaign.counts import show_counts
    from syndication.contract.table import show_table

    show_table(terminalreporter)
    show_counts(terminalreporter)
