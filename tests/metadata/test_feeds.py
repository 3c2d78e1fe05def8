"""Feeds: full text with absolute links, all authors, stable ids."""

import json
import re

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.metadata.links import make_absolute

URL = "https://mini.example/misc/rain/"
BODY = """[here](#x) [root](/y) [next](../mud/) [out](https://o.example/)
[post]({filename}b.md) ![i]({static}i.png)

<img srcset="/a.png 1x, b.png 2x" src="a.png" alt="1 > 0"> `<a href="/code">`
"""


@pytest.fixture
def feeds(site):
    site.write("content/people.toml", '["Given Family"]\norcid = "0000-0002-1825-0097"\n')
    site.picture("content/i.png")
    site.post(
        "a.md", BODY, title="Rain & mud", slug="rain", authors="Given Family; First van Last", summary="*Wet*"
    )
    site.post("b.md", slug="mud", title="Mud", date="2024-06-01", modified="2024-07-01 08:00", lang="mi")
    settings = {"ARTICLE_LANG_URL": "{slug}-{lang}/", "ARTICLE_LANG_SAVE_AS": "{slug}-{lang}/index.html"}
    assert (
        site.build(FEED_RSS="feeds/rss.xml", FEED_APPEND_REF=True, RSS_FEED_SUMMARY_ONLY=True, **settings)
        == []
    )
    return site


def check_content(html):
    targets = re.findall(r'(?:href|src|srcset)="(.*?)"', html)
    assert targets == [
        f"{URL}#x",
        "https://mini.example/y",
        "https://mini.example/misc/mud/",
        "https://o.example/",
        "https://mini.example/mud-mi/",
        "https://mini.example/i.png",
        f"https://mini.example/a.png 1x, {URL}b.png 2x",
        f"{URL}a.png",
        # An example in code is no link.
        "/code",
    ]


def test_atom(feeds, golden):
    text = feeds.read("feeds/all.atom.xml")
    feed = feedparser.parse(text, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    assert feed.feed.id.startswith("urn:uuid:")
    assert feed.feed.language == "en-NZ"
    mud, rain = feed.entries
    assert [author.name for author in rain.authors] == ["Given Family", "First van Last"]
    assert rain.authors[0].href == "https://orcid.org/0000-0002-1825-0097"
    assert rain.id.startswith("urn:uuid:")
    assert rain.id != mud.id
    assert (mud.published, mud.updated) == ("2024-06-01T00:00:00+12:00", "2024-07-01T08:00:00+12:00")
    assert (rain.content[0].language, mud.content[0].language) == ("en-NZ", "mi")
    assert rain.summary == "<p><em>Wet</em></p>"
    check_content(rain.content[0].value)
    golden("metadata/entry.xml", re.findall(r"<entry.*?</entry>", text, re.DOTALL)[-1] + "\n")


def test_rss(feeds):
    feed = feedparser.parse(feeds.read("feeds/rss.xml"), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    atom = feedparser.parse(feeds.read("feeds/all.atom.xml"))
    rain = feed.entries[1]
    assert rain.id == atom.entries[1].id
    assert rain.guidislink is False
    assert [author.name for author in rain.authors] == ["Given Family", "First van Last"]
    assert rain.updated == "2024-05-01T10:00:00+12:00"
    check_content(rain.content[0].value)


def test_json_feed(feeds):
    feed = json.loads(feeds.read("feeds/all.json"))
    atom = feedparser.parse(feeds.read("feeds/all.atom.xml"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (
        "https://mini.example/feeds/all.json",
        "https://mini.example/",
    )
    assert (feed["title"], feed["language"]) == ("Mini & co", "en-NZ")
    mud, rain = feed["items"]
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
    assert rain["authors"] == [
        {"name": "Given Family", "url": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "First van Last"},
    ]
    assert (rain["url"], rain["title"], rain["summary"]) == (URL, "Rain & mud", "Wet")
    assert (mud["date_published"], mud["date_modified"], mud["language"]) == (
        "2024-06-01T00:00:00+12:00",
        "2024-07-01T08:00:00+12:00",
        "mi",
    )
    check_content(rain["content_html"])


def test_the_json_feed_can_be_left_out(site):
    site.post("a.md", slug="a")
    site.build(METADATA_JSON_FEED=None)
    assert not [name for name in site.files() if name == "feeds/all.json"]
    assert "application/feed+json" not in site.read("misc/a/index.html")


def test_each_feed_has_an_id_of_its_own(feeds):
    ids = {
        feedparser.parse(text).feed.id for name, text in feeds.files().items() if name.endswith(".atom.xml")
    }
    assert len(ids) == len([name for name in feeds.files() if name.endswith(".atom.xml")]) > 1


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="x?a=1&amp;b=2">', '<a href="https://e.org/d/x?a=1&amp;b=2">'),
        ("<a class='q' href='../x'>", "<a class='q' href=\"https://e.org/x\">"),
        ('<a title="a > b" href="#y">', '<a title="a > b" href="https://e.org/d/#y">'),
        ('<a data-href="x" title=\'href="z"\'>', '<a data-href="x" title=\'href="z"\'>'),
        ('<blockquote cite="/q">', '<blockquote cite="https://e.org/q">'),
        ('<a href="mailto:a@b.c">', '<a href="mailto:a@b.c">'),
        ("1 < 2 and a > b", "1 < 2 and a > b"),
        ("<img src=\"data:image/png;base64,AA==\" srcset='a.png'>", None),
    ],
)
def test_links_are_made_absolute(html, absolute):
    made = make_absolute(html, "https://e.org/d/")
    assert made == (absolute or '<img src="data:image/png;base64,AA==" srcset="https://e.org/d/a.png">')


@given(st.text(alphabet="<>\"'=/ abhrefsc&#;\n", max_size=60))
def test_making_links_absolute_twice_changes_nothing_more(html):
    once = make_absolute(html, "https://e.org/d/")
    assert make_absolute(once, "https://e.org/d/") == once
