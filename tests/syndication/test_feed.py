"""A feed for one partner has what it may take, whole, and says how it may be taken."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime

import feedparser
from minisite import MiniSite
from syndication.licensed import TARGETS

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(site, name):
    return [item["title"] for item in json.loads(site.read(f"feeds/{name}.json"))["items"]]


def test_a_partner_s_feed(licensed_built, golden):
    golden("syndication/partner.atom.xml", licensed_built.read("feeds/partner.atom.xml"))
    golden("syndication/partner.json", licensed_built.read("feeds/partner.json"))


def test_each_partner_finds_what_it_may_take(licensed_built):
    assert titles(licensed_built, "partner") == ["Two", "One & first"]
    assert titles(licensed_built, "other") == ["Three", "One & first"]
    first = json.loads(licensed_built.read("feeds/partner.json"))["items"][1]
    assert first["tags"] == ["food", "te reo Māori"]
    names = sorted(path.name for path in (licensed_built.root / "outbox").iterdir())
    assert names == ["build.json", "kit", "waiting.json"]
    entries = {name for entry in json.loads((licensed_built.root / "outbox/waiting.json").read_text())
               for name in entry["targets"]}  # fmt: skip
    assert entries == {"kit"}


def test_a_reader_of_feeds_finds_everything(licensed_built):
    feed = feedparser.parse(licensed_built.read("feeds/partner.atom.xml").encode())
    assert not feed.bozo
    assert feed.feed.title == "Mini & co"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": "https://mini.example/feeds/partner.atom.xml",
        "alternate": "https://mini.example/",
    }
    two, one = feed.entries
    assert one.title == "One & first"
    assert one.link == "https://mini.example/misc/one-first/"
    assert [author.name for author in one.authors] == ["Given Family", "Other Author"]
    assert (one.published, one.updated) == ("2024-05-01T10:00:00+12:00", "2024-06-01T09:00:00+12:00")
    assert [tag.term for tag in one.tags] == ["food", "te reo Māori"]
    assert one.summary == "What one says."
    assert one.rights == "“One & first” by us, CC BY 4.0."
    licences = [link.href for link in one.links if link.rel == "license"]
    assert licences == ["https://creativecommons.org/licenses/by/4.0/"]
    assert two.content[0].language == "mi"
    assert feed.feed.updated == one.updated
    html = one.content[0].value
    assert 'src="https://mini.example/images/open.png"' in html
    assert "closed.png" not in html
    assert "Image: Closed</a>" in html
    assert 'data-partwork="mini.example:one"' in licensed_built.read("feeds/partner.json").replace("\\", "")
    assert not re.search(r'(?:href|src)="(?!https?:|#|mailto:)', html)


def test_the_json_feed_keeps_to_its_rules(licensed_built):
    feed = json.loads(licensed_built.read("feeds/partner.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://mini.example/feeds/partner.json"
    assert feed["language"] == "en-nz"
    assert all(name in KNOWN["feed"] for name in feed)
    for item in feed["items"]:
        assert {"id", "content_html", "url"} <= set(item)
        assert all(name in KNOWN["item"] or name.startswith("_") for name in item)
        assert all(isinstance(text, str) and text for text in (item["id"], item["title"], item["url"]))
        assert all(set(author) == {"name"} for author in item["authors"])
        for date in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[date]).utcoffset() is not None
    assert len({item["id"] for item in feed["items"]}) == 2
    assert feed["items"][1]["image"] == "https://mini.example/images/open.png"


KNOWN = {
    "feed": {"version", "title", "home_page_url", "feed_url", "language", "hubs", "items"},
    "item": {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified"}
    | {"authors", "tags", "language"},
}


def ids(site):
    root = ET.fromstring(site.read("feeds/partner.atom.xml"))
    atom = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert atom == [item["id"] for item in json.loads(site.read("feeds/partner.json"))["items"]]
    return atom


def test_an_id_outlives_title_date_and_address(licensed_built):
    before = ids(licensed_built)
    licensed_built.post("1-one.md", title="Another", slug="else", date="2024-05-01 11:00")
    assert licensed_built.build() == []
    assert titles(licensed_built, "partner") == ["Two", "Another"]
    assert ids(licensed_built) == before


def test_a_feed_names_the_hubs_that_announce_it(licensed):
    hub = {"kind": "websub", "url": "https://hub.example/"}
    assert licensed.build(SYNDICATION_TARGETS={**TARGETS, "hub": hub}) == []
    feed = feedparser.parse(licensed.read("feeds/partner.atom.xml").encode())
    assert [link.href for link in feed.feed.links if link.rel == "hub"] == ["https://hub.example/"]
    assert json.loads(licensed.read("feeds/partner.json"))["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]


def test_a_feed_of_nothing_is_a_feed(tmp_path):
    site = MiniSite(
        tmp_path, {}, {"PLUGINS": ["syndication"], "SYNDICATION_TARGETS": {"a": {"kind": "feed"}}}
    )
    site.post("1-one.md", syndicate="false")
    assert site.build() == []
    feed = feedparser.parse(site.read("feeds/a.atom.xml").encode())
    assert (feed.bozo, feed.entries, feed.feed.title) == (False, [], "Mini & co")
    assert json.loads(site.read("feeds/a.json"))["items"] == []


def test_what_xml_cannot_hold_is_left_out(licensed):
    licensed.post("1-one.md", "A form feed: &#12; and \ufffe.", title="A \ufffe title")
    licensed.build()
    assert not feedparser.parse(licensed.read("feeds/partner.atom.xml").encode()).bozo


def test_a_feed_has_no_options(licensed):
    (said, *_) = licensed.build(SYNDICATION_TARGETS={"a": {"kind": "feed", "url": "https://x.example"}})
    assert said.startswith("SYNDICATION_TARGETS[\"a\"]: no option 'url'.")
