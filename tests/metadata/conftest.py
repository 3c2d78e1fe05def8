"""Small sites with this plugin alone."""

import pytest
from minisite import MiniSite, disconnect

ARTICLE = """{% extends "!simple/article.html" %}
{% block head %}{{ super() }}
{% if article.record %}{{ article.record.head }}
{% endif %}{% endblock %}
{% block content %}{{ super() }}
{% if article.record %}<p id="cite">{{ article.record.cite_this }}</p>
<p id="id">{{ article.record.id }}</p>{% endif %}
{% if article.attribution %}<p>{{ article.attribution.html }}</p>{% endif %}
{% endblock %}
"""
PAGE = """{% extends "!simple/page.html" %}
{% block head %}{{ super() }}
{{ page_head(page.title, page.url, "What <em>we</em> do") }}
{% endblock %}
"""
INDEX = """{% extends "!simple/index.html" %}
{% block head %}{{ super() }}
{{ page_head() }}
{% endblock %}
"""
TEMPLATES = {"article.html": ARTICLE, "page.html": PAGE, "index.html": INDEX}
SETTINGS = {"PLUGINS": ["metadata"]}


@pytest.fixture
def site(tmp_path):
    yield MiniSite(tmp_path, TEMPLATES, SETTINGS)
    disconnect()


@pytest.fixture
def make_site(tmp_path_factory):
    """Make any number of sites in one test."""
    return lambda: MiniSite(tmp_path_factory.mktemp("site"), TEMPLATES, SETTINGS)
