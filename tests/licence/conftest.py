"""Small sites with this plugin alone."""

import pytest
from minisite import MiniSite, disconnect

ARTICLE = """{% extends "!simple/article.html" %}
{% block content %}{{ super() }}
<p id="licence">{{ article.licence.spdx }} {{ article.licence.url }} {{ article.licence.reuse }}</p>
<p>{{ article.attribution.html }}</p>
<p id="text">{{ article.attribution.text }}</p>
{% for image in article.images %}<p class="image">{{ image.path }}|{{ image.alt }}|{{ image.title }}|\
{{ image.author }}|{{ image.source }}|{{ image.licence.spdx }}</p>{% endfor %}
<p id="site">{{ licence.short_name }}</p>
{% endblock %}
"""
TEMPLATES = {"article.html": ARTICLE}
SETTINGS = {"LICENCE": "CC-BY-4.0", "PLUGINS": ["licence"]}


@pytest.fixture
def site(tmp_path):
    yield MiniSite(tmp_path, TEMPLATES, SETTINGS)
    disconnect()
