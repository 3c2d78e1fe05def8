"""Words in another language, marked `[kai]{lang=mi}`, wherever authors write words."""

import json
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

SETTINGS = {
    "THEME": str(Path(__file__).parents[2] / "program/partwork/theme"),
    "THEME_TEMPLATES_OVERRIDES": [],
    "PLUGINS": ["citations", "blog_series", "licence", "metadata", "syndication"],
    "LICENCE": "CC-BY-4.0",
    "SYNDICATION_TARGETS": {"kit": {"kind": "folder"}},
    "AUTHOR_URL": "authors/{slug}/",
    "AUTHOR_SAVE_AS": "authors/{slug}/index.html",
    "TAG_URL": "tags/{slug}/",
    "TAG_SAVE_AS": "tags/{slug}/index.html",
    "MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}},
    "DIRECT_TEMPLATES": ["index", "archives", "authors", "tags"],
    "FEED_ALL_ATOM": "feeds/all.xml",
}

TITLE = "[Kai]{lang=mi} & <em>[Te [reo]{lang=en-NZ}]{lang=mi}</em> talk"
BODY = """
See [whanaungatanga]{lang=mi}, *[a **bold** `code` one [sic]]{lang="mi"}* and
`[code]{lang=mi}`, \\[no]{lang=mi}.
A [link with [kai]{lang=mi}](https://example.org/) and [a [link](https://example.org/b) in it]{lang=mi}.
Known: [known]{lang=mi}, [known], [known]{.small}, note.[^n]

## [Mahi]{lang=mi} at work

| [Iwi]{lang=mi} | b |
| --- | --- |
| c | [hapū]{lang=mi} |

![An image of [kai]{lang=mi}](https://example.org/a.png "Some [kai]{lang=mi}")

[^n]: A note on [tikanga]{lang=mi}.

[known]: https://example.org/known
"""
SERIES = """title = "About [mahi]{lang=mi}"
abstract = "What [aroha]{lang=mi} is"
[[parts]]
source = "1-rain.md"
[[parts]]
title = "[Wai]{lang=mi} to come"
summary = "On [wai]{lang=mi}"
"""
KAI, REO = '<span lang="mi">Kai</span>', '<span lang="mi">Te <span lang="en-NZ">reo</span></span>'


def soup(site, path="floods/rain/"):
    return BeautifulSoup(site.read(f"{path}index.html"), "html.parser")


@pytest.fixture
def marked(site):
    site.write("content/floods/series.toml", SERIES)
    site.write("content/people.toml", '["Given Family"]\nabout = "Of [Ngāti Porou]{lang=mi}"\n')
    site.post(
        "floods/1-rain.md",
        BODY,
        title=TITLE,
        slug="rain",
        tags="[kai, mahi tahi]{lang=mi}, housing",
        summary="On [aroha]{lang=mi} and rain",
    )
    site.post("2-other.md", "[Ka pai]{lang=mi} it begins.", title="Other", tags="kai", date="2024-05-03")
    assert site.build(**SETTINGS) == []
    return site


def test_a_page_has_elements_for_it(marked):
    page = soup(marked)
    assert page.h1.decode_contents() == f"{KAI} &amp; <em>{REO}</em> talk"
    found = [span.get_text() for span in page.select(".e-content span[lang=mi]")]
    assert found == [
        "whanaungatanga",
        "a bold code one [sic]",
        "kai",
        "a link in it",
        "known",
        "Mahi",
        "Iwi",
        "hapū",
        "kai",
        "tikanga",
    ]
    text = page.select_one(".e-content").get_text()
    assert "[code]{lang=mi}, [no]{lang=mi}" in text
    assert text.count("{") == 2
    assert page.select_one(".e-content h2")["id"] == "mahi-at-work"
    assert page.select_one(".standfirst").decode_contents().strip() == (
        '<p>On <span lang="mi">aroha</span> and rain</p>'
    )
    assert [tag.decode_contents() for tag in page.select("a[rel=tag]")] == [
        '<span lang="mi">kai</span>',
        '<span lang="mi">mahi tahi</span>',
        "housing",
    ]
    assert page.img["alt"] == "An image of kai"
    assert page.figcaption.p.decode_contents() == 'Some <span lang="mi">kai</span>'
    assert page.select_one("cite[property]").decode_contents() == f"{KAI} &amp; {REO} talk"
    assert (
        page.select_one("nav.series .planned .title").decode_contents()
        == '<span lang="mi">Wai</span> to come'
    )


def test_where_no_element_can_stand_there_are_plain_words(marked):
    page = soup(marked)
    assert page.title.string == "Kai & Te reo talk – Mini & co"
    metas = {tag.get("name") or tag.get("property"): tag["content"] for tag in page.select("meta[content]")}
    assert metas["og:title"] == metas["DC.title"] == metas["citation_title"] == "Kai & Te reo talk"
    assert metas["description"] == metas["og:description"] == "On aroha and rain"
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["headline"] == "Kai & Te reo talk"
    assert data["keywords"] == ["kai", "mahi tahi", "housing"]
    files = marked.files()
    assert "tags/mahi-tahi/index.html" in files
    for name, text in files.items():
        if name.endswith((".bib", ".ris", ".json")):
            json_html = (
                [item.pop("content_html") for item in json.loads(text)["items"]] if "feeds" in name else []
            )
            assert "span" not in (text if not json_html else ""), name
            assert "{lang" not in text.replace("[code]{lang=mi}", "").replace("[no]{lang=mi}", ""), name
    feed = feedparser.parse(marked.read("feeds/all.xml"), sanitize_html=False)
    entry = feed.entries[-1]
    assert entry.title == "Kai & Te reo talk"
    assert '<span lang="mi">aroha</span>' in entry.summary
    assert '<span lang="mi">tikanga</span>' in entry.content[0].value
    assert [tag.term for tag in entry.tags if tag.term != "floods"] == ["kai", "mahi tahi", "housing"]
    held = json.loads((marked.root / "outbox/kit/floods--rain.json").read_text("utf-8"))
    assert held["title"] == "Kai & Te reo talk"
    assert '<span lang="mi">tikanga</span>' in held["html"]


def test_lists_have_it(marked):
    index = soup(marked, "")
    assert index.select_one("h2 a").decode_contents() == 'About <span lang="mi">mahi</span>'
    assert '<span lang="mi">Ka pai</span> it begins.' in str(index)
    assert f"{KAI} &amp; <em>{REO}</em> talk</a>" in str(soup(marked, "tags/kai/"))
    assert soup(marked, "tags/kai/").h1.decode_contents() == '<span lang="mi">kai</span>'
    assert '<span lang="mi">kai</span>' in marked.read("tags.html")
    series = soup(marked, "floods/")
    assert series.title.string == "About mahi – Mini & co"
    assert series.h1.decode_contents() == 'About <span lang="mi">mahi</span>'
    assert series.select_one(".planned p:not(.margin)").decode_contents() == 'On <span lang="mi">wai</span>'
    assert series.select_one("li .p-summary, ol.contents li p:not(.margin)").decode_contents() == (
        'On <span lang="mi">aroha</span> and rain'
    )
    assert 'Of <span lang="mi">Ngāti Porou</span>' in str(soup(marked, "authors/given-family/"))


def test_no_attribute_has_it(marked):
    for name, text in marked.files().items():
        tags = BeautifulSoup(text, "html.parser").find_all(True) if name.endswith(".html") else ()
        values = [str(value) for tag in tags for value in tag.attrs.values()]
        assert not [value for value in values if "<span" in value or "{lang" in value], name


@pytest.mark.parametrize("written", ["māori", "maori", "english", "mi_", "en--NZ", ""])
def test_what_is_no_language_is_told(site, written):
    # corpus: 6 inputs
    mark = f"{{lang='{written}'}}"
    outline = f'title = "A"\nabstract = "[b]{mark}"\n[[parts]]\nsource = "1-rain.md"\n'
    site.write("content/floods/series.toml", outline)
    lines = {"title": f"[Rain]{mark}", "tags": f"[a]{mark}", "summary": f"[s]{mark}"}
    site.post("floods/1-rain.md", f"One\n\n[two]{mark} *x* [a *three*]{mark}", **lines)
    errors = site.build(**SETTINGS)
    places = sorted(error.partition(f' "{written}" is no language')[0] for error in errors)
    assert places == [
        "content/floods/1-rain.md:1:",
        "content/floods/1-rain.md:3:",
        "content/floods/1-rain.md:4:",
        "content/floods/1-rain.md:8:",
        "content/floods/1-rain.md:8:",
        "content/floods/series.toml:2:",
    ]
