"""What `invoke check --archive` says of a site: what is found, what is missed, and what to do."""

import json
from pathlib import Path

import pytest
from minisite import MiniSite
from pelican.plugins.metadata.archives.page import read_page
from pelican.plugins.metadata.archives.report import report

THEME = Path(__file__).parents[2] / "program/partwork/theme"
BIB = """@article{a, author = {Doe, J.}, title = {A title}, date = 1999, journal = {J}, doi = {10.5555/a.b}}
@book{b, author = {Roe, Sam}, title = {A book}, date = 2020, publisher = {P}}
"""
POOR = """Rain [@a; @b].

<iframe src="https://video.example/1"></iframe>

<img data-src="late.png" alt="Late"><img src="https://far.example/i.png" alt=""><img src="lost.png" alt="">
"""


@pytest.fixture
def poor(tmp_path):
    plugins = ["citations", "licence", "metadata"]
    settings = {"PLUGINS": plugins, "THEME": str(THEME), "LICENCE": "CC-BY-NC-4.0"}
    site = MiniSite(tmp_path, {}, {**settings, "DIRECT_TEMPLATES": ["index"]})
    site.write("content/references.bib", BIB)
    return site


def say(site):
    return list(report(site.root / "output", site.root / "content"))


def test_what_a_poor_post_lacks(poor, golden):
    poor.post("rain.md", POOR, slug="rain")
    assert poor.build() == []
    (poor.root / "output/robots.txt").write_text("User-agent: archive.org_bot\nDisallow: /misc/\n")
    (poor.root / "output/_headers").write_text("/misc/rain/\n  X-Robots-Tag: noindex\n")
    golden("metadata/archives.txt", "\n".join(say(poor)) + "\n")


def test_what_a_good_post_has(poor):
    poor.write("content/people.toml", '["Given Family"]\norcid = "0000-0002-1825-0097"\n')
    poor.post("rain.md", "Rain [@a].", slug="rain", doi="10.5555/own", summary="Wet.")
    direct = {"DIRECT_TEMPLATES": ["index", "sitemap", "robots"], "SITEMAP_SAVE_AS": "sitemap.xml"}
    assert poor.build(LICENCE="CC-BY-4.0", ROBOTS_SAVE_AS="robots.txt", **direct) == []
    first, *lines = say(poor)
    assert first == "content/rain.md (misc/rain/index.html):"
    # A PDF is not made here.
    assert [line for line in lines if "misses" in line and "PDF" not in line] == []
    assert "ORCID of Given Family" in lines[0]


def test_a_post_that_no_feed_has(poor):
    poor.post("rain.md", slug="rain", date="2020-01-01")
    poor.post("mud.md", slug="mud")
    assert poor.build(FEED_MAX_ITEMS=1) == []
    lines = say(poor)
    place = lines.index("content/rain.md (misc/rain/index.html):")
    assert lines[place + 1] == "  Rogue Scholar finds nothing"
    assert "no feed has it" in lines[place + 2]


def test_a_theme_that_says_nothing(poor):
    poor.post("rain.md", slug="rain")
    assert poor.build(THEME="simple", THEME_TEMPLATES_OVERRIDES=[]) == []
    assert any("citation_title: let the theme's head have article.record.head" in line for line in say(poor))


def test_a_site_without_posts(tmp_path):
    assert list(report(tmp_path, tmp_path)) == ["There is no post: neither a page nor a feed has one."]


@pytest.mark.parametrize("name", ["all.json", "all.atom.xml", "robots.txt", "index.html"])
def test_broken_files_break_nothing(tmp_path, name):
    (tmp_path / name).write_bytes(b'{"version": "https://jsonfeed.org/version/1.1" <feed><entry>\xff')
    assert list(report(tmp_path, tmp_path))


def test_a_page_of_open_tags_is_read():
    page = read_page(
        "<html lang=en>" + "<div>" * 5000 + '<ul class="csl-bib-body"><li class="csl-entry">A</p>'
    )
    assert (page.language, page.works[0].text) == ("en", "A")
    assert read_page('<script type="application/ld+json">{</script>').described == []
    assert read_page(json.dumps({})).words == 1
