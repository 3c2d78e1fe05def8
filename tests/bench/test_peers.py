"""What is timed is the same work: the peers' sites have the same pages, lists, feeds and words as ours."""

import re
from urllib.parse import urljoin

import feedparser
import pytest
from bench.building import edit_post, edit_work, middle, open_sites
from bench.measure import run
from bench.peers import PEERS
from bench.posts import make_posts
from bs4 import BeautifulSoup

# Enough for lists with a second page, and for more than ten series, of which the front page shows some.
POSTS = 33
SITE = "https://partwork.example/"
# Ours alone: for those who republish a post, all works cited, search, and an address that leads nowhere.
MORE = re.compile(r"(.+/republish/|works/|search/|404\.html)$")
# What holds the text of a post.
TEXT = {"partwork": ".e-content", "pelican": "article", "hugo": ".content", "eleventy": ".content"}

each_peer = pytest.mark.parametrize("name", [peer.name for peer in PEERS[1:]])


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Everyone's site, built: its pages by address, and its feeds."""
    built = {}
    for peer in open_sites(tmp_path_factory.mktemp("bench"), POSTS):
        run(peer.build(), peer.site)
        output = peer.site / peer.made[0]
        pages = {
            path.relative_to(output).as_posix().removesuffix("index.html"): path.read_text(encoding="utf-8")
            for path in output.rglob("*.html")
        }
        feeds = {
            path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.atom.xml")
        }
        built[peer.name] = pages, feeds
    return built


def read_text(soup):
    """The headings and paragraphs of a post, without citations and what they lead to."""
    for rest in soup.select("header, footer, section"):
        rest.decompose()
    # Ours have links to headings beside these, without words.
    found = [part.get_text() for part in soup.find_all(["h2", "p"]) if part.get_text()]
    return [re.sub(r" \([^()]+, p\. \d+\)", "", text) for text in found]


def list_links(page, address, among, part="main"):
    """The links of a page, or of a part of it, to others of its site."""
    links = [link["href"] for link in BeautifulSoup(page, "html.parser").select(f"{part} a[href]")]
    found = {urljoin(SITE + address, link).partition("#")[0].removeprefix(SITE) for link in links}
    return {link for link in found if re.fullmatch(among, link)}


def read_feed(feed):
    """What a feed's readers see, in its order."""
    read = feedparser.parse(feed)
    assert not read.bozo
    return [
        (
            entry.title,
            entry.link,
            entry.published_parsed,
            BeautifulSoup(entry.summary, "html.parser").get_text(),
            {author.name for author in entry.authors},
            # Pelican, and so we, name the series among them.
            {tag.term for tag in entry.tags if not tag.term.lower().startswith("series")},
            read_text(BeautifulSoup(entry.content[0].value, "html.parser")),
        )
        for entry in read.entries
    ]


@each_peer
def test_a_peer_has_our_pages(sites, name):
    ours = {address for address in sites["partwork"][0] if not MORE.match(address)}
    assert len(ours) > POSTS + 10
    assert set(sites[name][0]) == ours


@each_peer
def test_a_peer_has_the_words_of_our_posts(sites, name):
    for post in make_posts(POSTS):
        address = f"{post.series}/post-{post.number}/"
        ours, theirs = sites["partwork"][0][address], sites[name][0][address]
        ours_read, read = BeautifulSoup(ours, "html.parser"), BeautifulSoup(theirs, "html.parser")
        words = read_text(read.select_one(TEXT[name]))
        assert len(words) == 12
        assert words == read_text(ours_read.select_one(TEXT["partwork"]))
        assert post.title in read.title.get_text()
        assert post.title in ours_read.title.get_text()
        tags = list_links(theirs, address, r"(tags|authors)/.+/")
        assert tags == list_links(ours, address, r"(tags|authors)/.+/")
        assert len(tags) == 3


@each_peer
def test_a_peer_lists_the_same(sites, name):
    for address in sites[name][0]:
        # Posts and names are on lists of their own. (Stock Pelican names them beside a post in every list.)
        among = r"(tags|authors)/.+/" if address in ("tags/", "authors/") else r"series-\d+/.+/"
        # It lists what is categories to it, too.
        among = r"series-\d+/" if address == "series/" else among
        if not re.fullmatch(r"series-\d+/.+/", address):
            # Its front page has no series.
            part = ".recent" if (name, address) == ("pelican", "") else "main"
            ours = list_links(sites["partwork"][0][address], address, among, part)
            assert ours
            assert list_links(sites[name][0][address], address, among) == ours


@each_peer
def test_a_peer_has_our_feeds(sites, name):
    theirs = {
        # Hugo cannot name the feed of a section after it.
        address.replace("/feed.atom.xml", ".atom.xml"): read_feed(feed)
        for address, feed in sites[name][1].items()
    }
    ours = {address: read_feed(feed) for address, feed in sites["partwork"][1].items()}
    assert [len(entries) for entries in ours.values()].count(POSTS) == 1
    assert theirs == ours


@each_peer
def test_an_edit_is_one_word_of_one_post(tmp_path, name):
    (peer,) = [one for one in open_sites(tmp_path, POSTS) if one.name == name]
    files = {path: path.read_text() for path in peer.site.rglob("*") if path.is_file()}
    edit_post(peer, middle(POSTS), "edited0")
    edit_post(peer, middle(POSTS), "edited1")
    (changed,) = [path for path, text in files.items() if path.read_text() != text]
    before, after = files[changed].split(), changed.read_text().split()
    assert before[:-1] == after[:-1]
    assert after[-1] == "edited1."


def test_a_work_is_edited_alone(tmp_path):
    ours = open_sites(tmp_path, POSTS)[0]
    bibliography = ours.site / "content/references.bib"
    before = bibliography.read_text().splitlines()
    edit_work(ours, 1)
    after = bibliography.read_text().splitlines()
    (changed,) = [number for number, line in enumerate(after) if line != before[number]]
    assert after[changed].startswith("  title = {Edition 1: ")
    assert after[changed - 2] == "@article{wide,"
