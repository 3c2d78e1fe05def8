"""The rules of the W3C's feed validator that can be checked without it: Atom, RSS 2.0 and JSON Feed."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser
from bs4 import BeautifulSoup

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def check_feed(text, url):
    """Check a feed that is published at `url`; return the addresses that its texts lead to."""
    if url.endswith(".json"):
        return check_json(text, url)
    assert not feedparser.parse(text.encode()).bozo
    root = ET.fromstring(text)
    return check_atom(root, url) if root.tag == f"{ATOM}feed" else check_rss(root, url)


def check_atom(feed, url):
    links = [(link.get("rel", "alternate"), link.get("href")) for link in feed.findall(f"{ATOM}link")]
    assert [href for rel, href in links if rel == "self"] == [url]
    assert [href for _, href in links if not is_absolute(href)] == []
    entries = feed.findall(f"{ATOM}entry")
    unique([entry.findtext(f"{ATOM}id") for entry in entries])
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text.strip(), name
        assert is_absolute(element.findtext(f"{ATOM}id"))
        for name in ("updated", "published"):
            for found in element.findall(f"{ATOM}{name}"):
                assert RFC_3339.fullmatch(found.text)
        assert all(category.get("term") for category in element.findall(f"{ATOM}category"))
        assert all(author.findtext(f"{ATOM}name").strip() for author in element.findall(f"{ATOM}author"))
    addresses = []
    for entry in entries:
        assert entry.findall(f"{ATOM}author") or feed.findall(f"{ATOM}author")
        own = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(own) == 1
        assert is_absolute(own[0])
        addresses += own
        for name in ("summary", "content"):
            for text in entry.findall(f"{ATOM}{name}"):
                assert text.get("type") in (None, "text", "html")
                addresses += read_addresses(text.text) if text.get("type") == "html" else []
    return addresses


def check_rss(root, url):
    (channel,) = root.findall("channel")
    assert root.get("version") == "2.0"
    assert [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"] == [url]
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
    assert is_absolute(channel.findtext("link"))
    items = channel.findall("item")
    unique([item.findtext("guid") for item in items])
    addresses = []
    for item in items:
        for name in ("title", "link", "guid", "pubDate", "description"):
            assert len(item.findall(name)) == 1, name
        assert parsedate_to_datetime(item.findtext("pubDate")).utcoffset() is not None
        assert is_absolute(item.findtext("link"))
        addresses.append(item.findtext("link"))
        guid = item.find("guid")
        assert guid.get("isPermaLink") == "false" or is_absolute(guid.text)
        for text in (item.findtext("description"), item.findtext(ENCODED)):
            addresses += read_addresses(text)
    return addresses


def check_json(text, url):
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == url
    assert feed["title"]
    unique([item["id"] for item in feed["items"]])
    addresses = []
    for item in feed["items"]:
        assert is_absolute(item["url"])
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).utcoffset() is not None
        addresses += [item["url"], *read_addresses(item["content_html"])]
        assert "<" not in item.get("summary", "")
    return addresses


def read_addresses(html):
    """The addresses in a text, all of which are absolute."""
    soup = BeautifulSoup(html or "", "html.parser")
    found = [tag.get("href") or tag.get("src") for tag in soup.find_all(["a", "img"])]
    assert all(is_absolute(address) for address in found), found
    return found


def is_absolute(address):
    return re.match(r"(https?://[\w.-]+(/|$)|urn:uuid:|mailto:|tag:)", address) is not None


def unique(ids):
    assert all(ids)
    assert len({*ids}) == len(ids)
