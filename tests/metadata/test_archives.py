"""Feeds as Rogue Scholar, commonmeta and trafilatura read them: every work with its text, nothing false."""

import json
import xml.etree.ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup
from minisite import MiniSite
from readers import rogue_scholar
from readers.environment import ask

BIB = """@article{doe99, author = {Doe, Jane}, title = {A title}, date = 1999, journaltitle = {J},
  doi = {10.5555/a.b}, url = {https://example.org/elsewhere}}
@book{roe20, author = {Roe, Sam}, title = {A book without an address}, date = 2020, publisher = {P}}
@online{moa11, author = {Moa, Ann}, title = {A page & more}, date = 2011, url = {https://example.org/a?b=1&c=2},
  archiveurl = {https://web.archive.org/web/20240131000000/https://example.org/a}, archivedate = {2024-01-31}}
"""
BODY = """Rain [@doe99; @roe20], again [@roe20], and a page [@moa11].[^1]

[^1]: A note [@doe99].

![A map](images/map.svg) ![A plan](images/plan.svg)

<svg viewBox="0 0 1 1"><title>A dot</title></svg><svg aria-hidden="true"></svg>

`&lt;b&gt;` is code.

## References
"""
TEXTS = [
    "Doe, J. (1999). A title. J. https://doi.org/10.5555/a.b",
    "Moa, A. (2011). A page & more. https://example.org/a?b=1&c=2",
    "Roe, S. (2020). A book without an address. P.",
]
IDS = ["https://doi.org/10.5555/a.b", "https://example.org/a?b=1&c=2", None]
PLUGINS = ["citations", "blog_series", "licence", "metadata", "syndication"]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    settings = {
        "PLUGINS": PLUGINS,
        "LICENCE": "CC-BY-4.0",
        "STATIC_PATHS": ["wet-rooms/images"],
        "PATH_METADATA": "(?P<category>[^/]+)/.*",
        "SYNDICATION_TARGETS": {"partner": {"kind": "feed"}},
    }
    site = MiniSite(tmp_path_factory.mktemp("site"), {}, settings)
    site.write("content/references.bib", BIB)
    site.write("content/people.toml", '["Given Family"]\norcid = "0000-0002-1825-0097"\n')
    site.write("content/wet-rooms/series.toml", 'title = "Wet"\n[[parts]]\nsource = "1-rain.md"\n')
    for name in ("map.svg", "plan.svg"):
        site.write(f"content/wet-rooms/images/{name}", '<svg viewBox="0 0 4 3"></svg>')
    site.picture("content/wet-rooms/images/map.png")
    site.post(
        "wet-rooms/1-rain.md",
        BODY,
        title="Rain & mud",
        slug="rain",
        doi="10.5555/own",
        tags="weather",
        summary="Wet.",
    )
    assert site.build() == []
    return site


def read(built, name):
    text = built.read(name)
    posts = rogue_scholar.read_json_feed(text) if name.endswith("json") else rogue_scholar.read_atom(text)
    (post,) = posts
    return post


@pytest.mark.parametrize(
    "name", ["feeds/all.json", "feeds/all.atom.xml", "feeds/wet-rooms.atom.xml", "feeds/partner.json"]
)
def test_rogue_scholar_reads_every_work_with_its_text(built, name):
    post = read(built, name)
    assert [" ".join(work["unstructured"].split()) for work in post["reference"]] == TEXTS
    assert [work.get("id") for work in post["reference"]] == IDS
    assert post["authors"] == [{"name": "Given Family", "url": "https://orcid.org/0000-0002-1825-0097"}]
    assert post["title"] == "Rain & mud"
    assert post["tags"] == ["weather"]


def test_rogue_scholar_reads_every_work_without_our_list_of_them(built):
    works = rogue_scholar.find_works(read(built, "feeds/all.json")["content_html"])
    assert [" ".join(work["unstructured"].split()) for work in works] == TEXTS
    assert [work.get("id") for work in works] == IDS


def test_commonmeta_hands_every_work_on(built):
    post = read(built, "feeds/all.json")
    blog = {
        "status": "active",
        "title": "Mini & co",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    own = json.loads(built.read("feeds/all.json"))["items"][0]["_doi"]
    found = ask("commonmeta", {**post, "blog": blog, "doi": own})
    assert [work["reference"] for work in found["references"]] == TEXTS
    assert [work.get("id") for work in found["references"]] == IDS
    assert found["id"] == "https://doi.org/10.5555/own"
    assert found["license"]["id"] == "CC-BY-4.0"
    assert found["contributors"][0]["person"]["id"] == "https://orcid.org/0000-0002-1825-0097"


def test_trafilatura_reads_every_work_in_the_feed_and_on_the_page(built):
    content = read(built, "feeds/all.json")["content_html"]
    entry = f"<html><body><article>{content}</article></body></html>"
    for page in (entry, built.read("wet-rooms/rain/index.html")):
        text = " ".join(ask("trafilatura", page)["text"].split())
        assert [work for work in TEXTS if work not in text] == []


@pytest.mark.parametrize("name", ["all.json", "all.atom.xml", "partner.json", "partner.atom.xml"])
def test_nothing_of_the_page_alone_is_in_feeds(built, name):
    text = built.read(f"feeds/{name}")
    content = read(built, f"feeds/{name}")["content_html"]
    assert [sign for sign in ("↩", "\\u21a9", "&#8617;") if sign in text] == []
    soup = BeautifulSoup(content, "html.parser")
    assert not soup.find_all(["svg", "source"])
    assert not soup.find_all(class_=["backlink", "footnote-backref", "former"])
    assert [image["src"].rpartition("/")[2] for image in soup.find_all("img")] == ["map.png"]
    said = [link.text for link in soup.find_all("a") if link.text.startswith("Image")]
    assert said == ["Image: A plan", "Image: A dot"]
    assert "wet-rooms" not in list_terms(text)


def list_terms(text):
    if text.startswith("{"):
        return [tag for item in json.loads(text)["items"] for tag in item.get("tags", [])]
    entries = feedparser.parse(text.encode()).entries
    return sorted(tag.term for entry in entries for tag in entry.get("tags", []))


def test_an_archived_copy_stands_beside_its_work(built):
    soup = BeautifulSoup(read(built, "feeds/all.json")["content_html"], "html.parser")
    (copy,) = soup.select("li > span.archived")
    assert copy.a["href"] == "https://web.archive.org/web/20240131000000/https://example.org/a"
    head = BeautifulSoup(built.read("wet-rooms/rain/index.html"), "html.parser")
    assert [li["id"] for li in head.select("li:has(> span.archived)")] == ["ref-moa11"]


def test_code_stays_code(built):
    (item,) = json.loads(built.read("feeds/all.json"))["items"]
    assert "&amp;lt;b&amp;gt;" in item["content_html"]


def test_the_partner_s_feed_has_what_the_main_feed_has(built):
    main, partner = (json.loads(built.read(f"feeds/{name}.json"))["items"][0] for name in ("all", "partner"))
    # The copy is the partner's, whose feed names its posts by our ids for copies.
    for name in main.keys() - {"id", "content_html", "_licence", "image", "language"}:
        assert partner[name] == main[name], name
    assert partner["language"].lower() == main["language"].lower()
    assert partner["_licence"]["url"] == main["_licence"]["url"]
    atoms = [ET.fromstring(built.read(f"feeds/{name}.atom.xml").encode()) for name in ("all", "partner")]
    entries = [atom.find(f"{rogue_scholar.ATOM}entry") for atom in atoms]
    links = [
        {(link.get("rel"), link.get("href")) for link in entry.iter(f"{rogue_scholar.ATOM}link")}
        for entry in entries
    ]
    assert links[0] == links[1]
    assert ("cite-as", "https://doi.org/10.5555/own") in links[0]


def test_a_category_that_readers_know_stays(make_site):
    site = make_site()
    site.post("floods/a.md", slug="a", category="Weather", tags="rain")
    site.post("floods/b.md", slug="b")
    assert site.build() == []
    assert list_terms(site.read("feeds/all.atom.xml")) == ["Weather", "floods", "rain"]
    flat = {"ARTICLE_URL": "{slug}/", "ARTICLE_SAVE_AS": "{slug}/index.html"}
    assert site.build(CATEGORY_SAVE_AS="", **flat) == []
    assert list_terms(site.read("feeds/all.atom.xml")) == ["Weather", "rain"]
