"""The licence in Atom and RSS."""

import re

import feedparser
import pytest

BY = "https://creativecommons.org/licenses/by/4.0/"
ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.fixture
def feeds(site):
    site.post("a.md", title="A", slug="a", authors="Given Family; First van Last", date="2024-05-01")
    site.post("b.md", title="B", slug="b", licence="CC0-1.0", date="2024-05-02")
    site.post("c.md", title="C", slug="c", licence="LicenseRef-All-Rights-Reserved", date="2024-05-03")
    assert site.build(FEED_RSS="feeds/rss.xml", FEED_APPEND_REF=True) == []
    return site


def test_atom(feeds, golden):
    text = feeds.read("feeds/all.atom.xml")
    feed = feedparser.parse(text)
    assert not feed.bozo
    licences = [
        [link.href for link in node.links if link.rel == "license"] for node in (feed.feed, *feed.entries)
    ]
    assert licences == [[BY], [], [ZERO], [BY]]
    assert feed.feed.rights == f"Creative Commons Attribution 4.0 International: {BY}"
    assert [entry.rights for entry in feed.entries] == [
        "© 2024 Given Family. All rights reserved",
        f"Creative Commons Zero 1.0 Universal: {ZERO}",
        f"© 2024 Given Family and First van Last. Creative Commons Attribution 4.0 International: {BY}",
    ]
    golden("licence/entry.xml", re.findall(r"<entry>.*?</entry>", text, re.DOTALL)[-1] + "\n")


def test_rss(feeds):
    text = feeds.read("feeds/rss.xml")
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert text.count(f"<creativeCommons:license>{BY}</creativeCommons:license>") == 2
    assert text.count(f"<creativeCommons:license>{ZERO}</creativeCommons:license>") == 1
    licences = [[link.href for link in entry.links if link.rel == "license"] for entry in feed.entries]
    assert licences == [[], [ZERO], [BY]]
    assert feed.entries[0].rights == "© 2024 Given Family. All rights reserved"
