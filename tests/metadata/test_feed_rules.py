"""Every feed of a site with two series of the same file names, by the rules of the W3C's validator."""

import itertools

import feedparser
import pytest
from metadata.feed_rules import check_feed
from pelican import Pelican

HOME = "https://mini.example"
BODY = """See [mud]({filename}2-mud.md), ![A map]({static}images/map.png) and a note.[^1]

[^1]: The note.
"""
FEEDS = {
    "FEED_ATOM": "feeds/atom.xml",
    "FEED_RSS": "feeds/rss.xml",
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "CATEGORY_FEED_ATOM": "feeds/category/{slug}.atom.xml",
    "CATEGORY_FEED_RSS": "feeds/category/{slug}.rss.xml",
    "AUTHOR_FEED_ATOM": "feeds/author/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/author/{slug}.rss.xml",
    "TAG_FEED_ATOM": "feeds/tag/{slug}.atom.xml",
    "TAG_FEED_RSS": "feeds/tag/{slug}.rss.xml",
    "TRANSLATION_FEED_ATOM": "feeds/language/{lang}.atom.xml",
    "TRANSLATION_FEED_RSS": "feeds/language/{lang}.rss.xml",
    "METADATA_JSON_FEED": "feeds/all.json",
}
SETTINGS = {
    **FEEDS,
    "ARTICLE_LANG_URL": "{category}/{slug}-{lang}/",
    "ARTICLE_LANG_SAVE_AS": "{category}/{slug}-{lang}/index.html",
    "SLUGIFY_SOURCE": "basename",
    "SLUG_REGEX_SUBSTITUTIONS": [(r"^\d+-", ""), (r"[-\s]+", "-")],
    "STATIC_PATHS": ["floods/images", "fires/images"],
    "MARKDOWN": {"extension_configs": {"markdown.extensions.footnotes": {}}},
}


@pytest.fixture
def two_series(site):
    for folder in ("floods", "fires"):
        parts = '[[parts]]\nsource = "1-rain.md"\n[[parts]]\nsource = "2-mud.md"\n'
        site.write(f"content/{folder}/series.toml", f'title = "{folder.title()}"\n{parts}')
        site.picture(f"content/{folder}/images/map.png")
        site.post(f"{folder}/1-rain.md", BODY, title="Rain", tags="weather", authors="Ana A; Ben B")
        summary = "After [rain]({filename}1-rain.md): ![a map]({static}images/map.png)"
        site.post(f"{folder}/2-mud.md", BODY, title="Mud", tags="weather", summary=summary, date="2024-06-01")
        site.post(f"{folder}/1-ua.md", BODY, title="Te ua", lang="mi", translates="1-rain.md", tags="ua")
    return site


@pytest.mark.parametrize(
    ("relative", "plugins"),
    [
        *itertools.product(
            (False, True), (["blog_series", "metadata"], ["metadata", "licence", "blog_series"])
        ),
        (True, ["citations", "blog_series", "licence", "metadata", "syndication"]),
    ],
)
def test_every_feed_keeps_to_the_rules(two_series, relative, plugins):
    site = two_series
    assert site.build(**SETTINGS, RELATIVE_URLS=relative, PLUGINS=plugins, LICENCE="CC-BY-4.0") == []
    feeds = {
        file.relative_to(site.root / "output").as_posix(): file.read_text(encoding="utf-8")
        for file in (site.root / "output/feeds").rglob("*")
        if file.is_file()
    }
    assert {"feeds/floods.atom.xml", "feeds/fires.atom.xml", "feeds/all.json", "feeds/tag/ua.rss.xml"} <= {
        *feeds
    }
    for name, text in feeds.items():
        addresses = check_feed(text, f"{HOME}/{name}")
        assert addresses
        for address in addresses:
            if address.startswith(f"{HOME}/"):
                path = site.root / "output" / address.removeprefix(f"{HOME}/").partition("#")[0]
                assert path.exists(), (name, address)
        assert "{filename}" not in text
        assert "{static}" not in text


def test_the_feed_of_a_series_alone(two_series):
    """Without the metadata plugin a feed has tag URIs and what Pelican cuts from the text."""
    for name in ("page", "index"):
        (two_series.root / f"templates/{name}.html").unlink()
    for relative in (False, True):
        assert two_series.build(**SETTINGS, RELATIVE_URLS=relative, PLUGINS=["blog_series"]) == []
        for name in ("feeds/floods.atom.xml", "feeds/fires.atom.xml", "feeds/all.atom.xml"):
            # Links to footnotes are Pelican's own.
            text = two_series.read(name).replace('"#', f'"{HOME}/#')
            for address in check_feed(text, f"{HOME}/{name}"):
                path = address.removeprefix(f"{HOME}/").partition("#")[0]
                assert (two_series.root / "output" / path).exists(), (relative, name, address)


def test_a_post_without_an_author_has_that_of_its_feed(two_series):
    settings = two_series.settings(**SETTINGS, PLUGINS=["metadata", "blog_series"])
    del settings["AUTHOR"]
    Pelican(settings).run()
    text = two_series.read("feeds/all.atom.xml")
    check_feed(text, f"{HOME}/feeds/all.atom.xml")
    assert "<name>Mini &amp; co</name>" in text


def test_the_summary_in_a_feed_is_what_the_author_wrote_or_plain_prose(two_series):
    assert two_series.build(**SETTINGS, PLUGINS=["metadata", "blog_series"]) == []
    for name in ("feeds/floods.atom.xml", "feeds/all.atom.xml", "feeds/tag/weather.atom.xml"):
        feed = feedparser.parse(two_series.read(name), sanitize_html=False, resolve_relative_uris=False)
        entries = {entry.link: entry.summary for entry in feed.entries}
        assert entries[f"{HOME}/floods/rain/"] == "See mud, and a note."
        assert entries[f"{HOME}/floods/mud/"] == (
            f'<p>After <a href="{HOME}/floods/rain/">rain</a>: '
            f'<img alt="a map" src="{HOME}/floods/images/map.png" /></p>'
        )
