"""Two series may use the same file names; translations are what says so."""

import json
import re
import runpy
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
HOUSE = runpy.run_path(str(ROOT / "pelicanconf.py"))
# What the house says of addresses and names, and its theme.
NAMES = {
    name: HOUSE[name]
    for name in HOUSE
    if re.match(r"(ARTICLE|DRAFT|PAGE|TAG|AUTHOR|SLUG|PATH_M|FILENAME|CATEGORY_S|CATEGORY_R)\w+$", name)
}
LISTS = ["index", "archives", "tags", "authors"]
HOME = "https://mini.example"
FEEDS = {
    "FEED_RSS": "feeds/rss.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "TAG_FEED_ATOM": "feeds/tag-{slug}.xml",
}


def write_series(site, folder, names=("introduction", "people"), **metadata):
    parts = "".join(f'[[parts]]\nsource = "{n}-{name}.md"\n' for n, name in enumerate(names, 1))
    site.write(f"content/{folder}/series.toml", f'title = "About {folder}"\n{parts}')
    for n, name in enumerate(names, 1):
        site.post(f"{folder}/{n}-{name}.md", f"Text of {name}.", date=f"2024-05-0{n}", **metadata)


def build(site, **settings):
    return site.build(
        **{
            "THEME": str(ROOT / "program/partwork/theme"),
            **NAMES,
            **FEEDS,
            "DIRECT_TEMPLATES": LISTS,
            **settings,
        }
    )


@pytest.fixture
def themed(site):
    """A site in the house's theme, with its addresses."""
    (site.root / "templates/article.html").unlink()
    return site


def page(site, path):
    return BeautifulSoup(site.read(f"{path}index.html"), "html.parser")


def links(soup, selector):
    return [link["href"].removeprefix(HOME) for link in soup.select(selector)]


def texts(site):
    """What the site says, by its files."""
    return {
        path.relative_to(site.root / "output").as_posix(): path.read_text(encoding="utf-8")
        for path in (site.root / "output").rglob("*.*ml")
    }


def entries(site, name):
    feed = feedparser.parse(site.read(name))
    assert not feed.bozo
    return [entry.link.removeprefix(HOME) for entry in feed.entries]


@pytest.mark.parametrize("plugins", [["blog_series"], ["metadata", "blog_series"], []])
def test_two_series_with_the_same_file_names(themed, plugins):
    write_series(themed, "floods")
    write_series(themed, "fires")
    assert build(themed, PLUGINS=plugins) == []
    everything = ["/fires/introduction/", "/fires/people/", "/floods/introduction/", "/floods/people/"]
    for folder in ("floods", "fires"):
        soup = page(themed, f"{folder}/introduction/")
        assert not soup.select("[hreflang]")
        if plugins:
            assert soup.select_one(".place a").text == f"About {folder}"
            assert links(soup, "nav.series a") == [f"/{folder}/introduction/", f"/{folder}/people/"]
    for feed in ("feeds/all.atom.xml", "feeds/rss.xml", "feeds/all.rss.xml"):
        assert sorted(entries(themed, feed)) == everything
        ids = [entry.id for entry in feedparser.parse(themed.read(feed)).entries]
        assert len({*ids}) == 4
    assert sorted(links(BeautifulSoup(themed.read("archives.html"), "html.parser"), ".dated a")) == everything


@pytest.mark.parametrize("plugins", [["blog_series"], ["metadata", "blog_series"], []])
def test_in_two_series_of_the_same_names_another_language_stays_in_its_folder(themed, plugins):
    write_series(themed, "floods", lang="mi")
    write_series(themed, "fires", lang="mi")
    assert build(themed, PLUGINS=plugins) == []
    assert not [name for name in texts(themed) if re.fullmatch(r"[\w-]+-mi[./].*", name)]
    paths = [f"/mi/{folder}/{name}/" for folder in ("fires", "floods") for name in ("introduction", "people")]
    assert all(f"{path[1:]}index.html" in texts(themed) for path in paths)
    assert sorted(entries(themed, "feeds/all.atom.xml")) == paths
    assert sorted(links(BeautifulSoup(themed.read("archives.html"), "html.parser"), ".dated a")) == paths
    if plugins:
        assert links(page(themed, "floods/"), ".contents a") == paths[2:]
        soup = page(themed, "mi/floods/introduction/")
        assert links(soup, "nav.turn a") == ["/mi/floods/people/"]
        assert soup.select_one(".place a").text == "About floods"


def write_translations(site):
    """Three parts, of which the first and the last are there in Māori, too."""
    write_series(site, "floods", ("rain", "mud", "sea"), tags="weather", authors="Ana")
    site.post(
        "floods/1-rain-mi.md", lang="mi", title="Te ua", slug="rain", authors="Hēmi", tags="weather, ua"
    )
    site.post("floods/3-moana.md", lang="mi", title="Te moana", translates="3-sea.md", tags="weather")


def test_a_translation_has_its_place_its_neighbours_and_links_both_ways(themed):
    write_translations(themed)
    assert build(themed) == []
    ua, moana = "/mi/floods/rain/", "/mi/floods/moana/"
    for here, there, language in (
        ("/floods/rain/", ua, "mi"),
        (ua, "/floods/rain/", "en-nz"),
        ("/floods/sea/", moana, "mi"),
        (moana, "/floods/sea/", "en-nz"),
    ):
        soup = page(themed, here[1:])
        found = soup.head.select("link[hreflang]")
        assert [(link["hreflang"], link["href"].removeprefix(HOME)) for link in found] == [(language, there)]
        assert links(soup, ".margin a[hreflang]") == [there]
    mud = page(themed, "floods/mud/")
    assert not mud.select("[hreflang]")
    assert links(mud, "nav.turn a") == ["/floods/rain/", "/floods/sea/"]
    soup = page(themed, ua[1:])
    assert " ".join(soup.select_one(".place").text.split()) == "Wāhanga 1 o te 3 o About floods"
    # In its language where there is one, in the original where not; each says in which.
    assert links(soup, "nav.series a") == [ua, "/floods/mud/", moana]
    titles = soup.select("nav.series .title")
    assert [title.text for title in titles] == ["Te ua", "About floods/2-mud.md", "Te moana"]
    assert [title.get("lang") for title in titles] == ["mi", None, "mi"]
    assert links(soup, "nav.turn a") == ["/floods/mud/"]
    assert links(page(themed, moana[1:]), "nav.turn a") == ["/floods/mud/"]


def test_machines_are_told_of_each_language_both_ways(themed):
    write_translations(themed)
    themed.post("floods/1-pluie.md", lang="fr", title="La pluie", translates="1-rain.md")
    plugins = ["blog_series", "metadata", "publication"]
    lists = {"DIRECT_TEMPLATES": [*LISTS, "sitemap"], "SITEMAP_SAVE_AS": "sitemap.xml"}
    assert build(themed, PLUGINS=plugins, CATEGORY_FEED_ATOM=None, **lists) == []
    places = {"en-NZ": "floods/rain/", "fr": "fr/floods/pluie/", "mi": "mi/floods/rain/"}
    told = [(language, f"{HOME}/{place}") for language, place in places.items()]
    for language, place in places.items():
        soup = page(themed, place)
        found = [(link["hreflang"], link["href"]) for link in soup.head.select("link[hreflang]")]
        assert found == [*told, ("x-default", f"{HOME}/floods/rain/")]
        others = [tag["content"] for tag in soup.select("meta[property='og:locale:alternate']")]
        assert sorted(others) == sorted(
            {"en_NZ", "fr_FR", "mi_NZ"} - {{"en-NZ": "en_NZ", "fr": "fr_FR", "mi": "mi_NZ"}[language]}
        )
        data = json.loads(soup.find("script", type="application/ld+json").string)
        if language == "en-NZ":
            assert [one["@id"] for one in data["workTranslation"]] == [told[1][1], told[2][1]]
            assert [one["inLanguage"] for one in data["workTranslation"]] == ["fr", "mi"]
            assert "translationOfWork" not in data
        else:
            assert (data["translationOfWork"]["@id"], data["translationOfWork"]["inLanguage"]) == (
                f"{HOME}/floods/rain/",
                "en-NZ",
            )
            assert "workTranslation" not in data
    assert not page(themed, "floods/mud/").head.select("[hreflang], [property='og:locale:alternate']")
    sitemap = BeautifulSoup(themed.read("sitemap.xml"), "xml")
    listed = {
        url.loc.text: sorted((link["hreflang"].lower(), link["href"]) for link in url.find_all("link"))
        for url in sitemap.find_all("url")
    }
    expected = sorted([*((lang.lower(), url) for lang, url in told), ("x-default", f"{HOME}/floods/rain/")])
    assert [listed[url] for _, url in told] == [expected] * 3
    assert listed[f"{HOME}/floods/mud/"] == []


@pytest.mark.parametrize("former", ["rain-mi.html", "floods/rain-mi/index.html"])
def test_a_former_address_of_a_translation_leads_to_it(themed, former):
    write_translations(themed)
    assert build(themed, PLUGINS=["blog_series", "publication"], CATEGORY_FEED_ATOM=None) == []
    soup = BeautifulSoup(themed.read(former), "html.parser")
    assert soup.find("link", rel="canonical")["href"] == f"{HOME}/mi/floods/rain/"
    way = soup.find("meta", attrs={"http-equiv": "refresh"})["content"].partition("url=")[2]
    assert urljoin(f"{HOME}/{former}", way) == f"{HOME}/mi/floods/rain/"
    assert soup.body.a["lang"] == "mi"


def test_a_site_keeps_the_addresses_that_it_gives_to_languages(themed):
    write_translations(themed)
    own = {"ARTICLE_LANG_URL": "{category}/{lang}/{slug}/"}
    own["ARTICLE_LANG_SAVE_AS"] = own["ARTICLE_LANG_URL"] + "index.html"
    assert build(themed, PLUGINS=["blog_series", "publication"], CATEGORY_FEED_ATOM=None, **own) == []
    assert "floods/mi/rain/index.html" in themed.files()
    assert "rain-mi.html" not in themed.files()


@pytest.mark.parametrize(
    ("more", "file"),
    [
        ({}, "mi/rain.html"),
        (
            {"ARTICLE_URL": "{date:%Y}/{slug}/", "ARTICLE_SAVE_AS": "{date:%Y}/{slug}.html"},
            "mi/2024/rain.html",
        ),
    ],
)
def test_other_languages_follow_the_pattern_of_the_site_s_own(site, more, file):
    site.post("rain.md", slug="rain")
    site.post("ua.md", slug="rain", lang="mi")
    patterns = {"ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html"}
    assert site.build(**{**patterns, **more}) == []
    assert file in site.files()


def test_lists_show_one_version_and_the_landing_page_all(themed):
    write_translations(themed)
    themed.post("floods/4-ao.md", lang="mi", title="Te ao", authors="Hēmi", tags="ao")
    outline = (themed.root / "content/floods/series.toml").read_text(encoding="utf-8")
    themed.write("content/floods/series.toml", f'{outline}[[parts]]\nsource = "4-ao.md"\n')
    assert build(themed) == []
    listed = ["/floods/mud/", "/floods/rain/", "/floods/sea/", "/mi/floods/ao/"]
    for name, selector in (
        ("archives.html", ".dated a"),
        ("index.html", ".row .u-url"),
    ):
        soup = BeautifulSoup(themed.read(name), "html.parser")
        assert sorted(links(soup, selector)) == listed
    assert entries(themed, "feeds/all.atom.xml")
    both = sorted([*listed, "/mi/floods/rain/", "/mi/floods/moana/"])
    assert sorted(entries(themed, "feeds/all.atom.xml")) == both
    assert sorted(entries(themed, "feeds/floods.atom.xml")) == listed
    landing = page(themed, "floods/")
    assert links(landing, ".contents h2 a") == [
        f"/{name}/" for name in ("floods/rain", "floods/mud", "floods/sea", "mi/floods/ao")
    ]
    assert [
        (a["href"].removeprefix(HOME), a["lang"], a.text) for a in landing.select(".contents a[hreflang]")
    ] == [
        ("/mi/floods/rain/", "mi", "Te ua"),
        ("/mi/floods/moana/", "mi", "Te moana"),
    ]
    # Who and what only a translation names has a page all the same, and no page lists a work twice.
    assert links(page(themed, "authors/hemi/"), ".p-name a") == ["/mi/floods/rain/", "/mi/floods/ao/"]
    assert links(page(themed, "tags/ua/"), ".p-name a") == ["/mi/floods/rain/"]
    assert sorted(links(page(themed, "tags/weather/"), ".p-name a")) == listed[:-1]
    assert entries(themed, "feeds/tag-ua.xml") == ["/mi/floods/rain/"]
    for name, text in texts(themed).items():
        if name.endswith(".html"):
            for link in links(BeautifulSoup(text, "html.parser"), "a[href^='https://mini.example/']"):
                assert (themed.root / f"output{link}").exists(), (name, link)


def test_of_two_languages_that_are_not_the_site_s_lists_and_feeds_show_one(themed):
    write_series(themed, "floods", ["rain"], lang="mi")
    themed.post("floods/pluie.md", lang="fr", translates="1-rain.md")
    assert build(themed) == []
    assert links(BeautifulSoup(themed.read("archives.html"), "html.parser"), ".dated a") == [
        "/mi/floods/rain/"
    ]
    assert sorted(entries(themed, "feeds/all.atom.xml")) == ["/fr/floods/pluie/", "/mi/floods/rain/"]


def test_a_translation_that_is_listed_elsewhere_shows_the_series_that_lists_it(themed):
    write_series(themed, "floods")
    write_series(themed, "waipuke", ("timatanga", "tangata"), lang="mi")
    for number, name, other in (
        (1, "timatanga", "/floods/1-introduction.md"),
        (2, "tangata", "../floods/2-people.md"),
    ):
        themed.post(f"waipuke/{number}-{name}.md", lang="mi", translates=other)
    assert build(themed) == []
    for path, name, turn in (
        ("floods/introduction/", "About floods", "/floods/people/"),
        ("mi/waipuke/timatanga/", "About waipuke", "/mi/waipuke/tangata/"),
    ):
        soup = page(themed, path)
        assert soup.select_one(".place a").text == name
        assert links(soup, "nav.turn a") == [turn]
        assert len(soup.head.select("link[hreflang]")) == 1
    assert sorted(entries(themed, "feeds/waipuke.atom.xml")) == [
        "/mi/waipuke/tangata/",
        "/mi/waipuke/timatanga/",
    ]


def test_neighbours_are_of_the_same_series(themed):
    write_series(themed, "floods")
    write_series(themed, "waipuke", ["timatanga"], lang="mi")
    themed.post("waipuke/1-timatanga.md", lang="mi", translates="/floods/1-introduction.md")
    themed.post("floods/2-tangata.md", lang="mi", translates="2-people.md")
    assert build(themed) == []
    assert links(page(themed, "mi/floods/tangata/"), "nav.turn a") == ["/floods/introduction/"]
    assert not links(page(themed, "mi/waipuke/timatanga/"), "nav.turn a")


def test_a_folder_for_each_language_in_a_series(themed):
    write_series(themed, "floods")
    themed.post("floods/mi/1-introduction.md", lang="mi", title="He kupu")
    assert build(themed) == []
    soup = page(themed, "mi/floods/introduction/")
    assert soup.select_one(".place .figure").text == "1"
    assert links(soup, "nav.turn a") == ["/floods/people/"]


def test_the_number_counts(themed):
    write_series(themed, "floods", ("rain", "mud"))
    themed.post("floods/4-rain.md", lang="mi", title="Te ua")
    assert build(themed, PLUGINS=["blog_series"]) == [
        'content/floods/series.toml:1: "4-rain.md" is in the folder but not listed. '
        'Add [[parts]] with source = "4-rain.md".'
    ]
    assert not page(themed, "floods/rain/").select("[hreflang]")


def test_a_translation_of_a_draft_stands_for_it(themed):
    write_series(themed, "floods")
    themed.post("floods/1-introduction.md", status="draft", title="Secret")
    themed.post("floods/1-introduction-mi.md", lang="mi", slug="introduction", title="He kupu")
    assert build(themed) == []
    assert links(page(themed, "floods/"), ".contents h2 a") == ["/mi/floods/introduction/", "/floods/people/"]
    assert not [name for name, text in texts(themed).items() if "Secret" in text and "drafts/" not in name]


def test_a_draft_of_a_translation_knows_its_place_and_stays_out_of_sight(themed):
    write_series(themed, "floods")
    themed.post("floods/1-kupu.md", lang="mi", translates="1-introduction.md", title="Secret", status="draft")
    assert build(themed) == []
    draft = page(themed, "drafts/mi/floods/kupu/")
    assert draft.select_one(".place .figure").text == "1"
    assert not [name for name, text in texts(themed).items() if "Secret" in text and "drafts/" not in name]
    assert build(themed, SERIES_DRAFTS=True) == []
    assert "Secret" in themed.read("drafts/mi/floods/kupu/index.html")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "/zzz",
            '3: no post "/zzz" that this one could translate. Write its path from this folder, or '
            "from the content folder.",
        ),
        (
            "1-rian.md",
            '3: no post "1-rian.md" that this one could translate. Did you mean "floods/1-rain.md"',
        ),
        (
            "9-ua.md",
            "3: a post cannot translate itself. Name the file of the original, or remove the line.",
        ),
        (
            "2-mud.md",
            '3: "floods/2-mud.md" is not published yet, so it has no translation. Publish it, or remove the '
            "line until then.",
        ),
        (
            "8-ua.md",
            '3: "floods/9-ua.md" and "floods/8-ua.md" would be translations of one another, and both are in '
            '"mi". Correct the line Lang: of one, or give it another number, slug or Translates: line.',
        ),
    ],
)
def test_a_line_that_cannot_be_right(site, line, message):
    site.write("content/floods/series.toml", 'title = "Floods"\n[[parts]]\nsource = "1-rain.md"\n')
    site.post("floods/1-rain.md", slug="rain")
    site.post("floods/2-mud.md", slug="mud", status="draft")
    site.post("floods/8-ua.md", slug="ua", lang="mi", translates="1-rain.md", title="This translates: rain")
    site.post("floods/9-ua.md", translates=line, slug="te-ua", lang="mi")
    errors = site.build(**{name: value for name, value in NAMES.items() if name.startswith("ARTICLE")})
    assert [error for error in errors if error.startswith(f"content/floods/9-ua.md:{message}")]


def test_two_posts_of_one_language_number_and_slug(site):
    site.write("content/floods/series.toml", 'title = "Floods"\n[[parts]]\nsource = "1-rain.md"\n')
    site.post("floods/1-rain.md", slug="rain")
    site.post("floods/mi/1-a.md", slug="rain", lang="mi")
    site.post("floods/mi/1-b.md", slug="rain", lang="mi", url="b/", save_as="b/index.html")
    errors = site.build()
    assert errors == [
        'content/floods/mi/1-b.md:4: "floods/mi/1-b.md" and "floods/mi/1-a.md" would be translations of one '
        'another, and both are in "mi". Correct the line Lang: of one, or give it another number, slug or '
        "Translates: line."
    ]


def test_outside_of_series_it_is_as_pelican_and_the_site_have_it(site):
    """In Pelican's own settings one slug is enough, wherever the files are."""
    site.post("en/rain.md", slug="rain")
    site.post("mi/ua.md", slug="rain", lang="mi")
    site.post("a/week.md", slug="week")
    site.post("b/week.md", slug="week")
    site.post("b/te-wiki.md", slug="week", lang="mi")
    site.post("c/le-pluie.md", slug="pluie", lang="fr", translates="/en/rain.md")
    template = "{% for other in article.translations %}{{ other.url }} {% endfor %}"
    site.write("templates/article.html", template)
    settings = {"ARTICLE_LANG_URL": "{slug}-{lang}/", "ARTICLE_LANG_SAVE_AS": "{slug}-{lang}/index.html"}
    assert site.build(**settings) == []
    assert site.read("en/rain/index.html") == "pluie-fr/ rain-mi/ "
    # Which of the two it translates, nobody can know.
    assert [site.read(f"{name}/index.html") for name in ("a/week", "b/week", "week-mi")] == ["", "", ""]
    assert site.build(**settings, ARTICLE_TRANSLATION_ID=None) == []
    assert site.read("en/rain/index.html") == "pluie-fr/ "


def test_a_page_in_another_language_has_an_address_like_a_post_s(themed):
    write_series(themed, "floods")
    themed.post("pages/about.md", title="About")
    themed.post("pages/about-mi.md", title="Mō mātou", slug="about", lang="mi")
    assert build(themed) == []
    assert {"about/index.html", "mi/about/index.html"} <= {*texts(themed)}


def test_partners_are_sent_each_version_with_its_series(themed):
    write_series(themed, "floods")
    write_series(themed, "fires")
    themed.post("floods/1-kupu.md", lang="mi", title="He kupu", translates="1-introduction.md")
    themed.post("floods/2-tangata.md", lang="mi", title="He tangata", translates="2-people.md")
    kit = {"SYNDICATION_TARGETS": {"kit": {"kind": "folder"}}}
    assert build(themed, PLUGINS=["blog_series", "metadata", "syndication"], **kit) == []
    posts = {file.stem: json.loads(file.read_text()) for file in (themed.root / "outbox/kit").iterdir()}
    named = {
        name: (post["series"]["title"], [sibling["title"] for sibling in post["series"]["siblings"]])
        for name, post in posts.items()
    }
    assert named == {
        "fires--introduction": ("About fires", ["About fires/2-people.md"]),
        "fires--people": ("About fires", ["About fires/1-introduction.md"]),
        "floods--introduction": ("About floods", ["About floods/2-people.md"]),
        "floods--people": ("About floods", ["About floods/1-introduction.md"]),
        "floods--kupu": ("About floods", ["He tangata"]),
        "floods--tangata": ("About floods", ["He kupu"]),
    }
