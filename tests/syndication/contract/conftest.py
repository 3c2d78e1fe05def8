"""Runs each case of the contract at every partner."""

import json

import pytest
from syndication.contract.partner import find_partners
from syndication.contract.sender import Sender


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
