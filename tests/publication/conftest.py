"""Small sites with this plugin alone."""

import pytest
from minisite import MiniSite, disconnect

SETTINGS = {"PLUGINS": ["publication"]}


@pytest.fixture
def site(tmp_path):
    yield MiniSite(tmp_path, {}, SETTINGS)
    disconnect()
