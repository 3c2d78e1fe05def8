"""What a page says of its own text: its sections, how long it takes to read, and who wrote it."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.metadata.outline import Section, count_minutes, link_sections, list_sections

SETTINGS = {
    "THEME": str(Path(__file__).parents[2] / "program/partwork/theme"),
    "PLUGINS": ["citations", "blog_series", "metadata"],
    "MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}},
    "AUTHOR_URL": "authors/{slug}/",
    "AUTHOR_SAVE_AS": "authors/{slug}/index.html",
}
SECTIONS = "## One [kai]{lang=mi}\n\nText [@doe].\n\n### Within\n\n## Two\n\nMore.[^n]\n\n"
PEOPLE = """["Ana Smith"]
about = "A social worker of [Ngāti Porou]{lang=mi}."
orcid = "0000-0002-1825-0097"
links = ["https://example.org/ana"]
["Kim Jones"]
family = "Jones"
"""


def build(site, text, **metadata):
    (site.root / "templates/article.html").unlink(missing_ok=True)
    site.write(
        "content/references.bib", "@book{doe, author={Doe, A.}, title={T}, year={2001}, publisher={P}}"
    )
    site.write("content/people.toml", PEOPLE)
    site.post(
        "a/rain.md", text + "\n\n[^n]: Note.\n", slug="rain", authors="Ana Smith; Kim Jones", **metadata
    )
    assert site.build(**SETTINGS) == []
    names = [name for name in site.files() if name.endswith("a/rain/index.html")]
    return BeautifulSoup(site.read(names[0]), "html.parser")


def test_a_long_text_has_its_sections(site):
    page = build(site, SECTIONS + "## Three [@doe]\n\nEnd.")
    links = page.select(".margin nav.outline a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("One kai", "#one-kai"),
        ("Two", "#two"),
        ("Three (Doe, 2001)", "#three-doe-2001"),
        ("References", "#references"),
    ]
    assert all(page.find(id=link["href"][1:]).name == "h2" for link in links)
    assert links[0].decode_contents() == 'One <span lang="mi">kai</span>'
    assert page.select_one("nav.outline")["aria-label"] == "On this page"
    # It is for the screen, and folded.
    assert "screen" in page.select_one("nav.outline")["class"]
    assert not page.select("details[open]")


def test_a_short_text_has_none(site):
    assert not build(site, SECTIONS).select(".outline")


@pytest.mark.parametrize(("words", "said"), [(3, "1 minute to read"), (238 * 4, "4 minutes to read")])
def test_how_long_it_takes(site, words, said):
    page = build(site, "word " * words + "[@doe]")
    assert said in page.select_one(".spread > .margin").get_text()


def test_it_is_said_in_the_language_of_the_post(site):
    page = build(site, SECTIONS + "## Three\n\nEnd.", lang="mi")
    assert page.select_one("nav.outline summary").string == "Kei tēnei whārangi"
    assert "1 meneti te pānui" in page.select_one(".spread > .margin").get_text()


def test_who_wrote_it(site):
    page = build(site, "Text.")
    (box,) = page.select(".colophon .about")
    assert 'A social worker of <span lang="mi">Ngāti Porou</span>.' in str(box)
    assert [(link.get_text(), link["href"]) for link in box.select("li a")] == [
        ("ORCID", "https://orcid.org/0000-0002-1825-0097"),
        ("example.org/ana", "https://example.org/ana"),
    ]
    assert box.select_one("[rel=author]").string == "Ana Smith"
    assert box.select_one("li a")["aria-label"] == "ORCID of Ana Smith"


@pytest.mark.parametrize(
    ("html", "sections"),
    [
        ('<h2 id="a">A</h2>', [Section("a", "A")]),
        ("<h2 class='x' id=a>A <em>b</em></h2><h2>C</h2>", [Section("a", "A b")]),
        ('<h2 id="a">A<sup class="footnote-ref"><a href="#">1</a></sup></h2>', [Section("a", "A")]),
        ('<h2 id="a">A', []),
        ("", []),
    ],
)
def test_sections(html, sections):
    # corpus: 5 inputs
    assert list(list_sections(html)) == sections


def test_the_list_of_references_is_not_counted():
    text = "<p>" + "word " * 238 + '</p><section class="references"><p>' + "word " * 2000
    assert count_minutes(text) == 1
    assert count_minutes("") == 1


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        (
            '<h2 id="a">A &amp; <em>b</em></h2>',
            '<hgroup><h2 id="a">A &amp; <em>b</em></h2><p>'
            '<a class="anchor" href="#a" aria-label="To A &amp; b"></a></p></hgroup>',
        ),
        ("<h2>No id</h2>", None),
        ('<h1 id="a">A</h1>\n<h5 id="b">B</h5>', None),
        ('<details><summary><h3 id="a">In a line</h3></summary></details>', None),
        ('<h2 id="a">Open', None),
        ("", None),
    ],
)
def test_headings_link_to_themselves(html, linked):
    # corpus: 6 inputs
    assert link_sections(html, "To {section}") == (linked or html)


def test_a_link_to_a_section_speaks_the_language_of_the_page(site):
    page = build(site, "## One\n\nText.", lang="mi")
    assert page.select_one("hgroup > h2 + p > a.anchor[href='#one']")["aria-label"] == "Hono ki “One”"
