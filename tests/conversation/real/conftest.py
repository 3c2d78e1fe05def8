"""Real servers that hold copies, with readers who answer; tests of this folder share them."""

import pytest
from servers.atmosphere import start_atmosphere
from servers.readers import allow_comments
from servers.snac import start_snac

from partwork.sandbox.ghost import start_ghost
from partwork.sandbox.wordpress import start_wordpress


@pytest.fixture(scope="session")
def wordpress():
    running = start_wordpress()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def ghost():
    running = start_ghost()
    allow_comments(running)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def snac():
    running = start_snac()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def atmosphere():
    running = start_atmosphere()
    yield running
    running.stop()
