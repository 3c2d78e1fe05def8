"""Runs each case of the contract at every partner, and shows the table of results."""

import json
from pathlib import Path

import pytest
from syndication.contract.partner import find_partners
from syndication.contract.sender import Sender

CACHE = Path(__file__).parents[3] / ".cache"


def pytest_generate_tests(metafunc):
    """Run a case at every partner at which it is possible."""
    if "partner" in metafunc.fixturenames:
        case = name_case(metafunc.function.__name__)
        names = [name for name, partner in find_partners().items() if case not in partner.impossible]
        metafunc.parametrize("server", names, indirect=True, scope="session")


def name_case(function):
    """Return what a case is called: as its test."""
    return function.removeprefix("test_").replace("_", " ")


@pytest.fixture(scope="session")
def server(request):
    """One partner's server, running until all cases at it have been seen."""
    partner = find_partners()[request.param]()
    yield partner
    partner.stop()


@pytest.fixture(scope="session")
def builds(server, tmp_path_factory):
    """Where the states of the post are kept, built for that partner."""
    return tmp_path_factory.mktemp("builds")


@pytest.fixture
def partner(server, tmp_path, request, record_property):
    """The partner, as new."""
    record_property("contract", json.dumps([server.name, name_case(request.function.__name__)]))
    server.site = tmp_path / "site"
    if server.proxy:
        server.proxy.clear()
    server.reset()
    return server


@pytest.fixture
def sender(partner, builds):
    """The site, built, with the partner and the kit as its targets; at the end, no secret is anywhere."""
    site = Sender(partner.site, partner, builds)
    site.become("base")
    yield site
    if partner.proxy:
        partner.proxy.clear()
    site.check_secrets()


def pytest_terminal_summary(terminalreporter):
    """Show the table, and keep it in `.cache/contract.md`."""
    results = {}
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "contract":
                    partner, case = json.loads(value)
                    results.setdefault(case, {})[partner] = outcome == "passed"
    if not results:
        return
    ran = {partner for marks in results.values() for partner in marks}
    classes = {name: partner for name, partner in find_partners().items() if name in ran}
    reasons = []
    lines = [["case", *classes], ["---"] * (len(classes) + 1)]
    for case, marks in results.items():
        row = [case]
        for name, partner in classes.items():
            mark = {True: "✓", False: "✗", None: " "}[marks.get(name)]
            if case in partner.impossible:
                reasons.append(f"{name}: {partner.impossible[case]}")
                reasons = list(dict.fromkeys(reasons))
                mark = f"not possible ({reasons.index(f'{name}: {partner.impossible[case]}') + 1})"
            row.append(mark)
        lines.append(row)
    table = [f"| {' | '.join(row)} |" for row in lines]
    table += ["", *(f"{number}. {reason}" for number, reason in enumerate(reasons, 1))]
    CACHE.mkdir(exist_ok=True)
    (CACHE / "contract.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    terminalreporter.section("contract")
    for line in table:
        terminalreporter.write_line(line)
