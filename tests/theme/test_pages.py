"""What stands on the pages, with the plugins and without."""

import re
from itertools import pairwise

import extruct
import pytest
from bs4 import BeautifulSoup

PAGES = [
    "/",
    "/index2.html",
    "/kai/table/",
    "/kai/bill/",
    "/posts/alone/",
    "/posts/alone-mi/",
    "/posts/reo-mi/",
    "/about/",
    "/tags/food/",
    "/authors/given-writer/",
    "/archives.html",
    "/tags.html",
    "/authors.html",
    "/404.html",
]


def soup(html):
    return BeautifulSoup(html, "html.parser")


def plain(tag):
    return " ".join(tag.get_text().split())


@pytest.mark.parametrize("path", [*PAGES, "/kai/", "/kai/table/republish/"])
def test_each_page_has_landmarks_one_heading_of_the_first_rank_and_a_title(full, path):
    page = soup(full.read(path))
    assert len(page.find_all("h1")) == 1
    assert [len(page.find_all(name)) for name in ("main", "title")] == [1, 1]
    assert page.body.find("header", recursive=False)
    assert page.body.find("footer", recursive=False)
    assert page.select_one("a.skip")["href"] == "#" + page.main["id"]
    ranks = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert all(deeper - rank <= 1 for rank, deeper in pairwise(ranks)), ranks
    # One script, and only where there is something for it to do.
    scripts = page.find_all("script", type=False)
    assert len(scripts) == bool(page.select("a.citation, textarea"))
    assert all(script.has_attr("defer") and not script.string for script in scripts)
    named = page.find_all(src=True) + page.select("link[rel=stylesheet], link[rel=icon], link[rel=preload]")
    assert all(tag.get("src", tag.get("href")).startswith("https://mini.example/") for tag in named)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_renders_without_any_plugin(bare, path):
    page = soup(bare.read(path))
    assert len(page.find_all("h1")) == 1
    assert page.title.get_text().endswith("The mini site")
    assert "None" not in page.get_text()
    if path != "/404.html":
        assert page.find("link", rel="canonical")["href"] == "https://mini.example" + path
        assert page.find("meta", attrs={"name": "description"})["content"]


def test_a_page_that_plugins_do_not_describe_has_no_empty_places(bare):
    page = soup(bare.read("/kai/table/"))
    assert not page.select("nav.series, .place, section#page_licence")
    assert all(plain(tag) for tag in page.select("section, nav, ul, ol, h2, p"))


def test_both_sites_are_valid(full, bare, nu):
    assert nu(full.output) == []
    assert nu(bare.output) == []


def test_the_checker_sees_a_mistake(nu, tmp_path):
    (tmp_path / "page.html").write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><p><img src=x>", "utf-8"
    )
    (tmp_path / "style.css").write_text("p { colour: red }", "utf-8")
    said = "\n".join(nu(tmp_path))
    assert "page.html" in said
    assert "style.css" in said


def test_an_article_says_where_it_stands_in_its_series(full):
    page = soup(full.read("/kai/table/"))
    assert plain(page.select_one(".place")) == "Part 1 of 3 in Kai & whānau"
    here, following, planned = page.select("nav.series li")
    assert here.a["aria-current"] == "page"
    assert following.a["href"] == "https://mini.example/kai/bill/"
    assert not following.a.has_attr("aria-current")
    assert planned.a is None
    assert plain(planned) == "3 What is left to come"
    assert [a["rel"] for a in page.select("nav.turn a")] == [["next"]]
    assert [a["rel"] for a in soup(full.read("/kai/bill/")).select("nav.turn a")] == [["prev"]]


def test_an_article_tells_how_to_cite_and_reuse_it_and_where_else_it_is(full):
    page = soup(full.read("/kai/table/"))
    cite, licence, copies, _, tags = page.select("footer.colophon section")
    assert plain(cite.select_one(".csl-entry")).startswith("Writer, A. (2024). Who sits at the table")
    assert cite.select_one(".inline a")["href"] == "https://mini.example/post.bib"
    assert licence.select_one("a[rel=license]")["href"].startswith("https://creativecommons.org/")
    assert copies.a["href"] == "https://partner.example/kai/"
    assert [plain(a) for a in tags.select("li a")] == ["food", "whānau"]
    assert page.select_one("meta[name=citation_title]")


def test_the_page_for_those_who_republish(full):
    assert soup(full.read("/kai/table/")).select_one("#page_licence a[href$='/kai/table/republish/']")
    page = soup(full.read("/posts/reo-mi/republish/"))
    assert page.html["lang"] == "en"
    assert page.h1.a["lang"] == "mi"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.select_one("a[rel=license]")["href"].startswith("https://creativecommons.org/")
    line, html, text = page.select("textarea")
    assert [field.has_attr("readonly") for field in (line, html, text)] == [True] * 3
    title = soup(full.read("/posts/reo-mi/")).h1.get_text()
    assert html.string == f'<p lang="mi">“{title}” &amp; more</p>\n<p>&lt;b&gt;</p></textarea>'
    assert text.string == f"{title}\n\nText & <more>."
    assert {page.find("label", attrs={"for": field["id"]}) for field in (line, html, text)} & {None} == set()
    assert page.find("a", download=True)["href"] == "https://mini.example/kai/images/a.png"
    assert "b.png" not in {link["href"].split("/")[-1] for link in page.select("a")}
    assert "b.png Somebody else’s" in plain(page.main).replace("b.png", "b.png ")


def test_microformats_tell_the_entry(full):
    (entry,) = extruct.extract(full.read("/kai/table/"), syntaxes=["microformat"])["microformat"]
    told = entry["properties"]
    assert entry["type"] == ["h-entry"]
    assert told["name"] == ["Who sits at the table & who does not"]
    assert told["url"] == ["https://mini.example/kai/table/"]
    assert told["published"] == ["2024-03-04T00:00:00+0000"]
    assert told["updated"] == ["2024-05-06T00:00:00+0000"]
    assert told["category"] == ["food", "whānau"]
    assert told["syndication"] == ["https://partner.example/kai/"]
    assert [author["properties"]["name"] for author in told["author"]] == [["Given Writer"], ["Ben Scribe"]]
    assert told["summary"] == ["A meal says who belongs. Kai is never only food."]
    content = told["content"][0]["value"]
    assert content.startswith("Most of what is known")
    assert "Also published at" not in content


def test_what_readers_answered_is_told_to_people_and_machines(full):
    page = soup(full.read("/kai/table/"))
    section = page.select_one("#page_conversation")
    assert plain(section.h2) == "Conversation"
    (first,) = section.select("ol.answers:not(ol ol) > li")
    (below,) = first.select("ol.answers > li")
    said = plain(first.p)
    assert said == "Ann < Co · 1 May 2024, at partner.example"
    assert first.time["datetime"] == full_date(page)
    assert (first.select_one(".e-content")["lang"], below.select_one(".e-content")["lang"]) == ("", "mi")
    assert plain(below.p) == "Bob · partner.example"
    assert "under the licence of this post" in plain(section)
    assert section.select("a[rel=syndication]")[0]["href"] == "https://partner.example/kai/"
    (entry,) = extruct.extract(full.read("/kai/table/"), syntaxes=["microformat"])["microformat"]
    (comment,) = entry["properties"]["comment"]
    assert comment["type"] == ["h-cite"]
    assert comment["properties"]["author"][0]["properties"]["name"] == ["Ann < Co"]
    assert comment["properties"]["url"] == ["https://partner.example/kai/#comment-1"]
    assert comment["properties"]["content"][0]["value"].split() == ["Kia", "ora", "&", "welcome."]
    assert not soup(full.read("/posts/reo-mi/")).select("#page_conversation")


def full_date(page):
    return page.select_one("time.dt-published")["datetime"]


def test_feeds_are_linked_in_head_and_foot(full):
    for path in ("/kai/", "/kai/table/"):
        page = soup(full.read(path))
        feeds = {"https://mini.example/feeds/all.atom.xml", "https://mini.example/feeds/kai.atom.xml"}
        assert {link["href"] for link in page.head.select("link[rel=alternate]")} == feeds
        assert feeds <= {a["href"] for a in page.select("footer a")}


def test_the_landing_page_tells_all_parts_in_order(full):
    page = soup(full.read("/kai/"))
    assert plain(page.select_one(".standfirst")) == "Three parts about food < money."
    assert [plain(h2) for h2 in page.select(".contents h2")] == [
        "Who sits at the table & who does not",
        "Who pays",
        "What is left",
    ]
    assert len(page.select(".contents h2 a")) == 2
    assert page.select_one("a[rel=license]")


def test_the_front_page_shows_series_and_posts(full):
    page = soup(full.read("/"))
    assert plain(page.select_one(".feature h2")) == "Kai & whānau"
    assert len(page.select(".feature .parts li")) == 3
    assert plain(page.select_one(".recent h3")) == "Who pays"
    assert not soup(full.read("/index2.html")).select(".feature")


def test_a_summary_cut_from_a_text_has_no_links_into_it(full):
    listing = soup(full.read("/authors/given-writer/"))
    assert not listing.select(".p-summary a[href^='#']")


def test_languages_are_marked(full):
    page = soup(full.read("/posts/reo-mi/"))
    assert page.html["lang"] == "mi"
    assert [page.select_one(part)["lang"] for part in ("header.site", "footer.site", "a.skip")] == ["en"] * 3
    listed = soup(full.read("/authors/given-writer/"))
    assert listed.html["lang"] == "en"
    assert plain(listed.select_one("[lang=mi].p-name")) == "Te kai me te whānau"


def test_a_translation_is_linked_both_ways(full):
    for path, language, other in (
        ("/posts/alone/", "mi", "/posts/alone-mi/"),
        ("/posts/alone-mi/", "en", "/posts/alone/"),
    ):
        page = soup(full.read(path))
        link = page.select_one(f".margin a[hreflang={language}]")
        assert (link["href"], link["lang"]) == ("https://mini.example" + other, language)


def test_a_table_can_be_scrolled_by_keyboard(full):
    group = soup(full.read("/kai/table/")).table.parent
    assert (group["tabindex"], group["role"]) == ("0", "group")
    assert group["aria-label"]


def test_an_article_with_its_stylesheet_is_light(full):
    html, css = full.file("/kai/table/"), full.file("/theme/css/site.css")
    assert html.stat().st_size + css.stat().st_size < 60_000
