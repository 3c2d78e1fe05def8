"""The landing page and the feed of a series."""

import re

import feedparser
from bs4 import BeautifulSoup

OUTLINE = """title = "Floods & <rivers>"
abstract = "What rivers do."
lang = "mi"
[[parts]]
source = "1-rain.md"
[[parts]]
title = "Sand"
[[parts]]
source = "3-sea.md"
"""


def write_series(site):
    site.write("content/floods/series.toml", OUTLINE)
    site.post("floods/1-rain.md", "It rains.", title="Rain & *mud*", slug="rain", summary="Wet")
    site.post("floods/3-sea.md", "It flows.", title="Sea", slug="sea", date="2024-06-01")
    site.post("other.md", slug="other")


def test_the_landing_page(site, golden):
    write_series(site)
    assert site.build() == []
    page = BeautifulSoup(site.read("floods/index.html"), "html.parser")
    assert page.html["lang"] == "mi"
    assert page.title.text == "Mini & co - Floods & <rivers>"
    feed = page.find("link", title="Floods & <rivers>")
    assert (feed["href"], feed["type"]) == (
        "https://mini.example/feeds/floods.atom.xml",
        "application/atom+xml",
    )
    assert [a["href"] for a in page.main.find_all("a")] == [
        "https://mini.example/floods/rain/",
        "https://mini.example/floods/sea/",
    ]
    assert [item.get_text(" ", strip=True) for item in page.main.find_all("li")] == [
        "Rain & *mud* Wet",
        "Sand (planned)",
        "Sea",
    ]
    golden(
        "series/landing.html", re.search(r"<main>.*</main>\n", site.read("floods/index.html"), re.DOTALL)[0]
    )


def test_the_theme_has_the_last_word(site):
    write_series(site)
    site.write("templates/series.html", "{{ this_series.title }}: {{ this_series.published|length }} of ours")
    site.build()
    assert site.read("floods/index.html") == "Floods & <rivers>: 2 of ours"


def test_the_landing_page_takes_the_place_of_the_category(site):
    write_series(site)
    assert site.build(CATEGORY_URL="{slug}/", CATEGORY_SAVE_AS="{slug}/index.html") == []
    assert "What rivers do." in site.read("floods/index.html")
    assert "About other.md" in site.read("misc/index.html")


def test_the_feed(site, golden):
    write_series(site)
    site.build()
    feed = feedparser.parse(site.read("feeds/floods.atom.xml"))
    assert not feed.bozo
    assert feed.feed.title == "Floods & <rivers>"
    assert feed.feed.subtitle == "What rivers do."
    assert feed.feed.link == "https://mini.example/floods/"
    assert feed.feed.language == "mi"
    assert [(entry.title, entry.link) for entry in feed.entries] == [
        ("Sea", "https://mini.example/floods/sea/"),
        ("Rain & *mud*", "https://mini.example/floods/rain/"),
    ]
    assert feed.entries[1].content[0].value == "<p>It rains.</p>"
    golden(
        "series/entry.xml",
        re.search(r"<entry>.*?</entry>", site.read("feeds/floods.atom.xml"), re.DOTALL)[0] + "\n",
    )
    # The feeds of the site are as they were.
    assert feedparser.parse(site.read("feeds/all.atom.xml")).feed.title == "Mini & co"


def test_urls_are_settings(site):
    write_series(site)
    site.build(SERIES_URL="series/{slug}.html", SERIES_SAVE_AS="series/{slug}.html", SERIES_FEED_ATOM=None)
    assert "What rivers do." in site.read("series/floods.html")
    page = BeautifulSoup(site.read("series/floods.html"), "html.parser")
    assert page.find("link", title="Floods & <rivers>") is None
    # What is left at the feed's place is Pelican's feed of the category.
    assert feedparser.parse(site.read("feeds/floods.atom.xml")).feed.title == "Mini & co - floods"


def test_a_rebuild_in_the_same_process_starts_anew(site):
    """As autoreload does: the same settings, other content, no trace of what is gone."""
    from pelican import Pelican

    write_series(site)
    site.write("content/fires/series.toml", 'title = "Fires"\n[[parts]]\nsource = "1.md"\n')
    site.post("fires/1.md", slug="fire")
    pelican = Pelican(site.settings(DELETE_OUTPUT_DIRECTORY=True))
    pelican.run()
    assert "fires/index.html" in site.files()
    (site.root / "content/fires/series.toml").unlink()
    site.post("floods/3-sea.md", title="Sea", slug="sea", status="draft")
    pelican.run()
    assert "fires/index.html" not in site.files()
    assert "Part 3" in site.read("floods/index.html")
    assert "Sea" not in site.read("floods/index.html")
