"""Small sites with this plugin alone."""

import pytest
from minisite import MiniSite, disconnect

ARTICLE = """{% extends "!simple/article.html" %}
{% block content %}{{ super() }}
{% if article.part %}<p id="place">Part {{ article.part.number }} of {{ article.series.parts|length }}</p>
<ol id="parts">{% for part in article.series.parts %}
<li>{{ part.title }}|{{ part.summary }}|{{ part.url }}</li>
{% endfor %}</ol>
<p id="previous">{{ article.part.previous.url }}</p><p id="next">{{ article.part.next.url }}</p>{% endif %}
<p id="all">{% for one in series %}{{ one.slug }} {% endfor %}</p>
{% endblock %}
"""
TEMPLATES = {"article.html": ARTICLE}
SETTINGS = {"PLUGINS": ["blog_series"]}


@pytest.fixture
def site(tmp_path):
    yield MiniSite(tmp_path, TEMPLATES, SETTINGS)
    disconnect()


@pytest.fixture
def make_site(tmp_path_factory):
    """Make any number of sites in one test."""
    return lambda: MiniSite(tmp_path_factory.mktemp("site"), TEMPLATES, SETTINGS)
