"""Small sites with this plugin alone."""

import pytest
from minisite import MiniSite, disconnect

TEMPLATES = {"article.html": "{{ article.content }}", "index.html": "{{ articles[0].summary }}"}


@pytest.fixture
def site(tmp_path):
    yield MiniSite(tmp_path, TEMPLATES, {"PLUGINS": ["writing"]})
    disconnect()


@pytest.fixture
def convert(site):
    """What becomes of the text of a post, and what is said of it."""

    def build(text, **metadata):
        site.post("one.md", text, slug="one", **metadata)
        errors = site.build()
        return site.read("misc/one/index.html"), errors

    return build
