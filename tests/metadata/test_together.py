"""Series, licence and metadata on one site: what one knows the others say, and nothing leaks."""

import itertools
import json

import extruct
import feedparser
import pytest
from bs4 import BeautifulSoup

BY = "https://creativecommons.org/licenses/by/4.0/"
URL = "https://mini.example/floods/rain/"
PLUGINS = ("blog_series", "licence", "metadata")
OUTLINE = 'title = "Floods & rivers"\nlang = "mi"\n' + "".join(
    f'[[parts]]\nsource = "{name}"\n'
    for name in ("1-rain.md", "2-mud.md", "3-sea.md", "4-ice.md", "5-sun.md")
)
CREDITS = '["map.svg"]\nauthor = "Sean"\nsource = "https://example.org/m"\nlicence = "CC-BY-SA-4.0"\n'


@pytest.fixture
def floods(site):
    site.write("content/floods/series.toml", OUTLINE)
    site.write("content/floods/images/credits.toml", CREDITS)
    site.write("content/floods/images/map.svg", '<svg viewBox="0 0 4 3"></svg>')
    site.picture("content/floods/images/map.png")
    site.post("floods/1-rain.md", "![A map](images/map.svg)", title="Rain", slug="rain")
    hidden = {"title": "secret title", "summary": "secret summary", "slug": "secret", "tags": "secret tag"}
    site.post("floods/2-mud.md", "secret", **hidden, status="draft")
    site.post("floods/3-sea.md", title="Sea", slug="sea", licence="CC0-1.0")
    site.post("floods/4-ice.md", "secret", **{**hidden, "slug": "secret4"}, status="hidden")
    site.post("floods/5-sun.md", "secret", **{**hidden, "slug": "secret5", "date": "2999-01-01"})
    return site


@pytest.mark.parametrize("plugins", list(itertools.permutations(PLUGINS)))
def test_in_any_order(floods, plugins):
    settings = {"LICENCE": "CC-BY-4.0", "STATIC_PATHS": ["floods/images"], "FEED_RSS": "feeds/rss.xml"}
    assert floods.build(PLUGINS=list(plugins), **settings) == []
    html = floods.read("floods/rain/index.html")
    found = extruct.extract(html, base_url=URL, syntaxes=["json-ld", "rdfa", "microdata", "opengraph"])
    (posting,) = found["json-ld"]
    (image,) = found["microdata"]
    stated = {
        value["@id"]
        for node in found["rdfa"]
        for value in node.get("http://www.w3.org/1999/xhtml/vocab#license", [])
    }
    link = BeautifulSoup(html, "html.parser").head.find("link", rel="license")
    assert {posting["license"], link["href"], *stated} == {BY}
    assert posting["isPartOf"][1] == {
        "@type": "CreativeWorkSeries",
        "@id": "https://mini.example/floods/",
        "name": "Floods & rivers",
    }
    assert posting["position"] == 1
    assert posting["image"] == [
        {
            "@type": "ImageObject",
            "contentUrl": "https://mini.example/floods/images/map.svg",
            "description": "A map",
            "creditText": "Sean",
            "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            "isBasedOn": "https://example.org/m",
        }
    ]
    for name in ("contentUrl", "creditText", "license", "isBasedOn"):
        assert image["properties"][name] == posting["image"][0][name]
    # Social networks do not show SVG; they are given the PNG beside it.
    assert (
        dict(found["opengraph"][0]["properties"])["og:image"] == "https://mini.example/floods/images/map.png"
    )
    for name in ("feeds/floods.atom.xml", "feeds/all.atom.xml", "feeds/rss.xml"):
        feed = feedparser.parse(floods.read(name))
        assert not feed.bozo
        sea, rain = sorted(feed.entries, key=lambda entry: entry.title, reverse=True)
        assert sea.id.startswith("urn:uuid:")
        licences = [[link.href for link in entry.links if link.rel == "license"] for entry in (rain, sea)]
        assert licences == [[BY], ["https://creativecommons.org/publicdomain/zero/1.0/"]]
        assert [author.name for author in rain.authors] == ["Given Family"]
    series = feedparser.parse(floods.read("feeds/floods.atom.xml")).feed
    assert (series.title, series.language) == ("Floods & rivers", "mi")
    items = json.loads(floods.read("feeds/all.json"))["items"]
    assert {item["_licence"]["name"] for item in items} == {"CC BY 4.0", "CC0 1.0"}
    landing = BeautifulSoup(floods.read("floods/index.html"), "html.parser")
    assert landing.head.find("link", rel="canonical")["href"] == "https://mini.example/floods/"


def test_nothing_of_an_unpublished_post_is_told_to_machines(floods):
    assert floods.build(PLUGINS=list(PLUGINS), LICENCE="CC-BY-4.0", FEED_RSS="feeds/rss.xml") == []
    for name, text in floods.files().items():
        if not name.startswith(("drafts/", "floods/secret4")):
            assert "secret" not in text, name
    assert {"floods/rain/index.html", "feeds/all.json", "feeds/floods.atom.xml"} <= set(floods.files())


@pytest.mark.parametrize("plugins", [["blog_series"], ["licence"], ["metadata"], ["blog_series", "licence"]])
def test_alone_or_with_one_other(floods, plugins):
    for name in ("page", "index"):
        (floods.root / f"templates/{name}.html").unlink()
    floods.post("floods/1-rain.md", title="Rain", slug="rain")
    assert floods.build(PLUGINS=plugins, LICENCE="CC-BY-4.0") == []
    feed = feedparser.parse(floods.read("feeds/all.atom.xml"))
    assert not feed.bozo
    assert {entry.title for entry in feed.entries} == {"Rain", "Sea"}
    assert ("license" in {link.rel for link in feed.entries[0].links}) == ("licence" in plugins)
    assert feed.entries[0].id.startswith("urn:uuid:") == ("metadata" in plugins)
    assert ("floods/index.html" in floods.files()) == ("blog_series" in plugins)


def test_an_address_with_macrons_is_the_same_everywhere(site):
    site.write("content/Te wai/series.toml", 'title = "Te wai"\n[[parts]]\nsource = "1.md"\n')
    site.post("Te wai/1.md", slug="whānau")
    assert site.build(PLUGINS=list(PLUGINS), LICENCE="CC-BY-4.0") == []
    url = "https://mini.example/te-wai/wh%C4%81nau/"
    html = site.read("te-wai/whānau/index.html")
    found = extruct.extract(html, base_url=url, syntaxes=["json-ld", "rdfa"])
    assert found["json-ld"][0]["url"] == url
    assert url in {node["@id"] for node in found["rdfa"]}
    feed = feedparser.parse(site.read("feeds/te-wai.atom.xml"))
    assert feed.feed.link == "https://mini.example/te-wai/"
    (entry,) = feed.entries
    assert entry.link == url == json.loads(site.read("feeds/all.json"))["items"][0]["url"]
    assert entry.id.startswith("urn:uuid:")
    assert BY in {link.href for link in entry.links}
    assert "whānau.bib" in "".join(site.files())


def test_a_broken_file_of_people_is_told_once(floods):
    floods.write("content/people.toml", "[“Given Family”]\norcid = “0000-0001-5109-3700”\n")
    told = [
        message for message in floods.build(PLUGINS=[*PLUGINS, "syndication"]) if "people.toml" in message
    ]
    assert len(told) == 1
    assert told[0].startswith("content/people.toml:1: ")
