"""Titles, abstracts and names of authors, in everything that is made of them on a site with all plugins."""

import json
import re
from pathlib import Path

import extruct
import feedparser
import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string

ROOT = Path(__file__).parents[2]
HOME = "https://mini.example"
PLUGINS = ["citations", "blog_series", "licence", "metadata", "syndication"]
SETTINGS = {
    "THEME": str(ROOT / "program/partwork/theme"),
    "THEME_TEMPLATES_OVERRIDES": [],
    "PLUGINS": PLUGINS,
    "LICENCE": "CC-BY-4.0",
    "STATIC_PATHS": ["floods/images"],
    "SYNDICATION_TARGETS": {"kit": {"kind": "folder"}, "partner": {"kind": "feed"}},
    "FEED_ALL_RSS": "feeds/rss.xml",
    "AUTHOR_URL": "authors/{slug}/",
    "AUTHOR_SAVE_AS": "authors/{slug}/index.html",
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"},
    "DIRECT_TEMPLATES": ["index", "archives", "authors"],
}
OUTLINE = 'title = "{title}"\n[[parts]]\nsource = "1-rain.md"\n[[parts]]\nsource = "2-mud.md"\n'


def build(site, title="Rain", body="Text.", series="Floods", **metadata):
    site.write("content/floods/series.toml", OUTLINE.format(title=series))
    site.post("floods/1-rain.md", body, **{"title": title, "slug": "rain", **metadata})
    site.post("floods/2-mud.md", "Mud.", title="Mud", slug="mud", date="2024-05-02")
    assert site.build(**SETTINGS) == []
    return site


def soup(site, path="floods/rain/"):
    return BeautifulSoup(site.read(f"{path}index.html"), "html.parser")


def find_meta(page):
    return {
        tag.get("name") or tag.get("property"): tag["content"] for tag in page.head.select("meta[content]")
    }


def find_entry(site, name):
    feed = feedparser.parse(site.read(name), sanitize_html=False)
    assert not feed.bozo
    return next(entry for entry in feed.entries if entry.link == f"{HOME}/floods/rain/")


def read_outbox(site):
    return json.loads((site.root / "outbox/kit/floods--rain.json").read_text(encoding="utf-8"))


def find_posting(site):
    html = site.read("floods/rain/index.html")
    return extruct.extract(html, base_url=HOME, syntaxes=["json-ld"])["json-ld"][0]


@pytest.mark.parametrize(
    ("title", "html", "plain"),
    [
        ("Is a < b or b > a?", "Is a &lt; b or b &gt; a?", "Is a < b or b > a?"),
        ("List<String> & co", "List&lt;String&gt; &amp; co", "List<String> & co"),
        ("C++ <T>", "C++ &lt;T&gt;", "C++ <T>"),
        ("Is 1 <i and i> 2", "Is 1 &lt;i and i&gt; 2", "Is 1 <i and i> 2"),
        (
            "<em>Rain</em> in x<sup>2</sup> &amp; y",
            "<em>Rain</em> in x<sup>2</sup> &amp; y",
            "Rain in x² & y",
        ),
        ('A <span lang="mi">kupu</span> <cite>of</cite> <code>a&lt;b&gt;</code>', None, "A kupu of a<b>"),
        ("On <q>rain</q>", "On <q>rain</q>", "On “rain”"),
        (
            "</title><script>x</script>",
            "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;",
            "</title><script>x</script>",
        ),
    ],
)
def test_a_title(site, title, html, plain):
    build(site, title)
    page = soup(site)
    assert page.h1.decode_contents() == (html or title)
    assert page.title.text.startswith(f"{plain} – ")
    meta = find_meta(page)
    for name in ("citation_title", "DC.title", "og:title"):
        assert meta[name] == plain
    posting = find_posting(site)
    assert posting["headline"] == plain
    cite = " ".join(page.select_one(".colophon .csl-entry").text.split())
    assert f"(2024, May 1). {plain}" in cite
    for name in ("feeds/all.atom.xml", "feeds/rss.xml", "feeds/floods.atom.xml", "feeds/partner.atom.xml"):
        root = BeautifulSoup(site.read(name), "xml")
        assert plain in [found.text for found in root.find_all("title")], name
    for name in ("feeds/all.json", "feeds/partner.json"):
        assert plain in [item["title"] for item in json.loads(site.read(name))["items"]]
    assert f"TI  - {plain}" in site.read("floods/rain/rain.ris").splitlines()
    (item,) = json.loads(site.read("floods/rain/rain.csl.json"))
    assert item["title"] == plain
    (entry,) = parse_string(site.read("floods/rain/rain.bib"), "bibtex").entries.values()
    assert entry.fields["title"].replace("\\", "") == f"{{{plain}}}"
    # Lists of the series, of all posts, and those for partners.
    for path in ("floods/mud/", "floods/", "index.html", "archives.html"):
        shown = BeautifulSoup(site.read(path if path.endswith("l") else f"{path}index.html"), "html.parser")
        texts = {" ".join(found.text.split()) for found in shown.select(f"a[href='{HOME}/floods/rain/']")}
        assert texts & {plain, f"1 {plain}", f"Part 1 {plain}", shown_title(html or title)}, (path, texts)
    post = read_outbox(site)
    assert post["title"] == plain
    assert plain in post["attribution"]["text"]
    licence = page.select_one("#page_licence").text
    assert f"“{plain}”" in licence or plain in licence
    mud = json.loads((site.root / "outbox/kit/floods--mud.json").read_text(encoding="utf-8"))
    assert plain in BeautifulSoup(mud["html"], "html.parser").select_one("nav").text
    assert soup(site, "floods/rain/republish/").title.text.startswith(f"Republish {plain}")


def shown_title(html):
    """The text of a title on a page, where browsers write the quotation marks of `q`."""
    return BeautifulSoup(html, "html.parser").text


def test_signs_in_the_title_of_a_series(site):
    build(site, series="Floods & <rivers>: a < b")
    title = "Floods & <rivers>: a < b"
    page = soup(site, "floods/")
    assert page.h1.text == title
    assert find_meta(page)["og:title"] == title
    assert find_meta(soup(site))["citation_series_title"] == title
    assert title in BeautifulSoup(read_outbox(site)["html"], "html.parser").text
    # The plugin's own template, too.
    assert site.build(**{**SETTINGS, "THEME": "simple"}) == []
    page = soup(site, "floods/")
    assert page.h2.text == title
    assert find_meta(page)["og:title"] == title


BODY = """It is on a roll.[^1] Next comes [mud](#x) &amp; more.

![A map]({static}images/map.png "What the map says")

May is wet.

| a | b |
| - | - |
| 1 | 2 |

    code()

[^1]: The note.
"""


def test_an_abstract_made_of_the_text_is_prose(site):
    site.picture("content/floods/images/map.png")
    site.write("content/floods/images/credits.toml", '["map.png"]\nauthor = "Jo"\nlicence = "CC0-1.0"\n')
    site.post("pages/about.md", BODY.replace("images/", "/floods/images/"), slug="about", title="About")
    build(site, body=BODY)
    prose = "It is on a roll. Next comes mud & more. May is wet."
    page = soup(site)
    meta = find_meta(page)
    assert {meta["description"], meta["og:description"], find_posting(site)["abstract"]} == {prose}
    assert json.loads(site.read("floods/rain/rain.csl.json"))[0]["abstract"] == prose
    assert f"AB  - {prose}" in site.read("floods/rain/rain.ris").splitlines()
    assert prose.replace("&", r"\&") in site.read("floods/rain/rain.bib")
    assert find_entry(site, "feeds/all.atom.xml").summary == prose.replace("&", "&amp;")
    assert find_entry(site, "feeds/floods.atom.xml").summary == prose.replace("&", "&amp;")
    items = {item["url"]: item for item in json.loads(site.read("feeds/all.json"))["items"]}
    assert items[f"{HOME}/floods/rain/"]["summary"] == prose
    listed = BeautifulSoup(site.read("index.html"), "html.parser")
    assert prose in {" ".join(found.text.split()) for found in listed.select(".p-summary")}
    assert find_meta(soup(site, "about/"))["description"] == prose


def test_a_long_text_is_cut_at_the_end_of_a_sentence(site):
    build(site, body=" ".join(f"This is sentence number x{word}." for word in "abcdefghijklmnopq"))
    description = find_meta(soup(site))["description"]
    assert description.endswith("number xj.")


def test_a_post_of_nothing_but_an_image_has_no_abstract(site):
    site.picture("content/floods/images/map.png")
    build(site, body="![A map]({static}images/map.png)")
    meta = find_meta(soup(site))
    assert not {"description", "og:description"} & {*meta}
    assert "abstract" not in find_posting(site)


def test_a_summary_in_several_blocks_is_prose_everywhere(site):
    summary = "What *rain* does:<br>wet.\n    and [mud]({filename}2-mud.md)"
    build(site, summary=summary)
    prose = "What rain does: wet. and mud"
    assert find_meta(soup(site))["description"] == prose
    assert prose in {" ".join(found.text.split()) for found in soup(site, "floods/").select(".contents p")}


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("authors", "Hēmi Te Rangi, Jr.; Ana Smith III"),
        ("authors", "Ana Smith III, Hēmi Te Rangi, Jr."),
        ("authors", "Te Rangi, Hēmi, Jr.; Smith, Ana, III"),
        ("author", "Hēmi Te Rangi, Jr."),
        ("authors", "Hēmi Te Rangi, Jr."),
    ],
)
def test_a_suffix_stays_with_its_author(site, key, line):
    build(site, **{key: line})
    names = {"Hēmi Te Rangi, Jr.": "Te Rangi, Hēmi, Jr."}
    if "Ana" in line:
        names["Ana Smith III" if "Ana Smith" in line else "Ana Smith, III"] = "Smith, Ana, III"
    inverted = {*names.values()}
    page = soup(site)
    if not line.startswith("Te Rangi"):
        assert {link.text for link in page.select(".authors .p-name")} == {*names}
        assert soup(site, "authors/hemi-te-rangi-jr/").h1.text == "Hēmi Te Rangi, Jr."
    for name in ("citation_author", "DC.creator"):
        assert {tag["content"] for tag in page.select(f"meta[name='{name}']")} == inverted
    people = {author["name"]: author for author in find_posting(site)["author"]}
    assert {*people} == {*names}
    hemi = people["Hēmi Te Rangi, Jr."]
    assert (hemi["givenName"], hemi["familyName"], hemi["honorificSuffix"]) == ("Hēmi", "Te Rangi", "Jr.")
    cite = page.select_one(".colophon .csl-entry").text
    assert "Te Rangi, H., Jr." in cite
    assert ("Smith, A., III" in cite) == ("Ana" in line)
    assert "{Te Rangi, Jr., Hēmi" in site.read("floods/rain/rain.bib").replace("{Smith, III, Ana and ", "{")
    (entry,) = parse_string(site.read("floods/rain/rain.bib"), "bibtex").entries.values()
    found = {
        (*person.prelast_names, *person.last_names): person.lineage_names
        for person in entry.persons["author"]
    }
    assert found["Te", "Rangi"] == ["Jr."]
    ris = site.read("floods/rain/rain.ris").splitlines()
    assert {name[6:] for name in ris if name.startswith("AU")} == inverted
    (item,) = json.loads(site.read("floods/rain/rain.csl.json"))
    assert {"family": "Te Rangi", "given": "Hēmi", "suffix": "Jr."} in item["author"]
    for name in ("feeds/all.atom.xml", "feeds/partner.atom.xml"):
        assert {author.name for author in find_entry(site, name).authors} == {*names}
    post = read_outbox(site)
    assert {*post["authors"]} == {*names}
    assert "Hēmi Te Rangi, Jr." in re.sub(r"\s+", " ", post["text"])


def test_a_degree_is_no_author_and_not_in_a_reference(site):
    build(site, authors="Ana Smith, PhD, Ben Jones, MD")
    page = soup(site)
    assert [link.text for link in page.select(".authors .p-name")] == ["Ana Smith, PhD", "Ben Jones, MD"]
    assert page.select_one(".colophon .csl-entry").text.startswith("Smith, A., & Jones, B. (2024")
