"""The site's feeds name the hub, and the outbox says what they hold; in a site with all plugins."""

import json
import re

import feedparser
import pytest
from minisite import MiniSite

HUB = "https://hub.example/hub?x=1&y=2"
SETTINGS = {
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "METADATA_JSON_FEED": "feeds/all.json",
    "SYNDICATION_TARGETS": {"hub": {"kind": "websub", "url": HUB}, "kit": {"kind": "folder"}},
}
ORDERS = [["syndication", "metadata", "licence"], ["licence", "metadata", "syndication"], ["syndication"]]


@pytest.fixture
def mini(tmp_path):
    site = MiniSite(tmp_path, {}, SETTINGS)
    site.post("notes/first.md", "First.")
    site.post("notes/second.md", "Second.", date="2024-06-01 10:00")
    return site


def topics(site):
    return {
        path.name: json.loads(path.read_text()) for path in sorted((site.root / "outbox/hub").glob("*.json"))
    }


@pytest.mark.parametrize("plugins", ORDERS, ids=" ".join)
def test_feeds_name_the_hub_whatever_the_order_of_the_plugins(mini, plugins):
    assert mini.build(PLUGINS=plugins) == []
    for name in ("feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/notes.atom.xml"):
        links = feedparser.parse(mini.read(name)).feed.links
        assert [link.href for link in links if link.rel == "hub"] == [HUB]
        assert [link.href for link in links if link.rel == "self"] == [f"https://mini.example/{name}"]
    if "metadata" in plugins:
        feed = json.loads(mini.read("feeds/all.json"))
        assert feed["hubs"] == [{"type": "WebSub", "url": HUB}]
        assert feed["feed_url"] == "https://mini.example/feeds/all.json"
        assert len(feed["items"]) == 2


def test_without_a_hub_no_feed_is_touched(mini):
    plain = {"SYNDICATION_TARGETS": {"kit": {"kind": "folder"}}}
    assert mini.build(PLUGINS=["metadata", "syndication"], **plain) == []
    ours = mini.files()
    assert mini.build(PLUGINS=["metadata"], **plain) == []
    for name, text in mini.files().items():
        if name.startswith("feeds/"):
            assert ours[name] == text
    assert not (mini.root / "outbox/hub").exists()


def test_the_outbox_has_each_feed_and_no_post(mini):
    assert mini.build(PLUGINS=["metadata", "syndication"]) == []
    found = topics(mini)
    assert [entry["id"] for entry in found.values()] == [
        "feeds/all.atom.xml",
        "feeds/all.json",
        "feeds/all.rss.xml",
        "feeds/notes.atom.xml",
    ]
    for entry in found.values():
        assert entry["url"] == f"https://mini.example/{entry['id']}"
        assert entry["title"].startswith("Feed Mini & co")
        assert entry["published"].startswith("2024-06-0")
        lines = entry["text"].splitlines()
        assert lines[0].endswith("About notes/second.md")
        assert re.fullmatch("Content: [0-9a-f]{64}", lines[2])
    assert len(list((mini.root / "outbox/kit").glob("*.json"))) == 2
    waiting = (mini.root / "outbox/waiting.json").read_text(encoding="utf-8")
    assert json.loads(waiting) == [], "no post waits for the hub"


def test_a_feed_is_due_again_only_when_it_changed(mini):
    settings = {"PLUGINS": ["metadata", "syndication"]}
    mini.build(**settings)
    before = topics(mini)
    mini.build(**settings)
    assert topics(mini) == before
    mini.post("other/third.md", "Third.", date="2024-05-15 10:00")
    mini.build(**settings)
    after = topics(mini)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == set(after) - {"feeds--notes.atom.xml.json"}


def test_a_feed_without_entries_is_not_due(mini):
    mini.post("notes/first.md", "First.", status="draft")
    mini.post("notes/second.md", "Second.", status="draft")
    assert mini.build(PLUGINS=["syndication"]) == []
    assert topics(mini) == {}
