"""Small sites with this plugin, and with those whose work it shows."""

from pathlib import Path

import pytest
from minisite import MiniSite, disconnect

ROOT = Path(__file__).parents[2]
PLUGINS = ["blog_series", "licence", "pictures", "metadata"]
BLOCK = "{% block head %}{{ super() }}{{ HERE }}{% endblock %}"
HEAD = '{% extends "!simple/article.html" %}' + BLOCK.replace("HERE", "article.record.head")
LIST = '{% extends "!simple/base.html" %}' + BLOCK.replace("HERE", 'page_head(title, address, "")')
TEMPLATES = {
    "article.html": HEAD,
    "index.html": LIST.replace("title, address", '"", ""'),
    "series.html": LIST.replace("title, address", "this_series.title, this_series.url"),
}


@pytest.fixture
def site(tmp_path, monkeypatch):
    # What is kept between builds, is kept where a build runs.
    monkeypatch.chdir(tmp_path)
    yield MiniSite(tmp_path, TEMPLATES, {"PLUGINS": PLUGINS, "LICENCE": "CC-BY-4.0"})
    disconnect()


@pytest.fixture
def themed(site):
    """The same with this repository's theme."""
    site.defaults = {**site.defaults, "THEME": str(ROOT / "program/partwork/theme")}
    for file in (site.root / "templates").iterdir():
        file.unlink()
    return site
