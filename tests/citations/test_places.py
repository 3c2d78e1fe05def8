"""Where in a page citations and the reference list may stand, and in what order they are read."""

# ruff: noqa: E501 - an example stands on one line

import pytest

EXTRAS = ("extra", "smarty", "toc", "md_in_html", "meta")
BIB = """@report{r1, author={{Ministry of Things}}, shortauthor={MoT}, title={A}, date={2010}}
@report{r2, author={{Ministry of Things}}, shortauthor={MoT}, title={B}, date={2011}}
@book{tui, author={Tui, R. and Kea, M.}, title={C}, date={2011}}
"""


@pytest.fixture
def convert(page, tmp_path):
    """Return a function that converts Markdown which cites the works above."""
    bib = tmp_path / "refs.bib"
    bib.write_text(BIB)

    def convert(text, extensions=EXTRAS):
        return page(text, bib, extensions)

    return convert


def cites(soup):
    return [cite.get_text() for cite in soup.select("span.cite")]


def unique(soup):
    identifiers = [element["id"] for element in soup.select("[id]")]
    return len(identifiers) == len(set(identifiers))


# Reading order


def test_a_footnote_is_read_where_its_mark_stands(convert):
    soup = convert("One[^n].\n\nTwo [@r1].\n\n[^n]: Note [@r2].\n")
    # The note stands at the end of the page and is read first.
    assert cites(soup) == ["(MoT, 2010)", "(Ministry of Things [MoT], 2011)"]
    assert soup.select_one(".footnote .cite").get_text() == "(Ministry of Things [MoT], 2011)"
    soup = convert("One [@r1].\n\nTwo[^n].\n\n[^n]: Note [@r2].\n")
    assert cites(soup) == ["(Ministry of Things [MoT], 2010)", "(MoT, 2011)"]


def test_a_footnote_without_citations_and_one_with_two_marks(convert):
    soup = convert("A[^a], b[^b].\n\nC[^b] [@r1].\n\n[^a]: Nothing.\n[^b]: @r2 says.\n")
    assert cites(soup) == ["(MoT, 2010)", "Ministry of Things (MoT, 2011)"]
    assert unique(soup)


def test_ids_follow_the_reading_order(convert):
    soup = convert("A[^a].\n\nB [@tui].\n\n[^a]: [@tui]\n")
    assert soup.select_one(".footnote a.citation")["id"] == "cite-tui-1"
    assert soup.select_one("p a.citation[id=cite-tui-2]")


@pytest.mark.parametrize(
    "text",
    [
        "# One [@tui]\n\n## One [@tui]\n\n[TOC]",
        "[TOC]\n\n# @tui's [p. 3] view",
        "| [@tui] | b |\n|---|---|\n| [@tui, p. 3] | @r1 |",
        "> Quoted\n> [@tui, p. 3]\n>\n> > @r1 [p. 4]",
        '<figure markdown="block">\n\n![x](x.png)\n\n<figcaption markdown="span">By [@tui], [@r1]</figcaption>\n</figure>',
        "Text[^1], text[^2].\n\n[^1]: @tui says[^3].\n[^2]: | a |\n    |---|\n    | [@r1] |\n[^3]: And [@tui].",
        "- a [@tui]\n    - b [@tui]\n\n1. c [@r1]",
        "Term [@tui]\n:   @tui",
    ],
)  # fmt: skip
def test_ids_are_unique_and_links_lead_somewhere(convert, text):
    soup = convert(text)
    assert soup.select("span.cite a.citation")
    assert unique(soup)
    identifiers = {element["id"] for element in soup.select("[id]")}
    links = soup.select("a.citation, a.backlink, .toc a")
    assert {link["href"].removeprefix("#") for link in links} <= identifiers
    assert not soup.select("a a")
    assert len(soup.select("a.backlink")) == len(soup.select("a.citation"))


def test_a_table_of_contents_names_citations_without_links(convert):
    soup = convert("[TOC]\n\n# What @tui's view is\n\n## After [@r1]\n\n## After [@r1]\n")
    assert [link.get_text() for link in soup.select(".toc a")] == [
        "What Tui and Kea’s (2011) view is",
        "After (Ministry of Things [MoT], 2010)",
        "After (MoT, 2010)",
        "References",
    ]
    assert not soup.select(".toc .cite, .toc [id]")


# The author's words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('[@tui, "What You Can Do" section, para. 2]', "(Tui & Kea, 2011, “What You Can Do” section, para. 2)"),
        ("[@tui, 'so-called', in Kea's sense]", "(Tui & Kea, 2011, ‘so-called’, in Kea’s sense)"),
        ('[but see *"odd"* cases in @tui]', "(but see “odd” cases in Tui & Kea, 2011)"),
        ('[see `a "b"` in @tui]', '(see a "b" in Tui & Kea, 2011)'),
        ('[see ("both") @tui; *cf.* @r1, **all** of it]', "(see (“both”) Tui & Kea, 2011; cf. Ministry of Things [MoT], 2010, all of it)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("extensions", [(), EXTRAS])
def test_quotation_marks_in_prefixes_and_suffixes(convert, written, shown, extensions):
    assert convert(written, extensions).p.get_text() == shown


# The list's place and heading


def order(soup):
    return [
        element.get("class", [element.name])[0] if element.name in ("section", "div") else element.name
        for element in soup.find_all(recursive=False)
    ]


@pytest.mark.parametrize("marker", ['<div id="refs"></div>', "<div id='refs'>\n</div>"])
@pytest.mark.parametrize("extensions", [(), EXTRAS])
def test_a_marker_places_the_list(convert, marker, extensions):
    soup = convert(f"Text [@tui].\n\n{marker}\n\nAfter it [@r1].", extensions)
    assert order(soup) == ["p", "references", "p"]
    assert soup.section.h2.get_text() == "References"
    assert [entry["id"] for entry in soup.select(".csl-entry")] == ["ref-r1", "ref-tui"]


def test_the_heading_before_the_marker_is_the_list_s(convert):
    soup = convert('Text [@tui].\n\n### What I *read* {#read}\n\n<div id="refs"></div>\n\n## Notes\n\nEnd.')
    assert order(soup) == ["p", "references", "h2", "p"]
    heading = soup.section.h3
    assert (heading.get_text(), heading["id"]) == ("What I read", "read")
    assert soup.section["aria-labelledby"] == "read"
    assert unique(soup)


def test_a_heading_at_the_end_is_the_list_s(convert):
    soup = convert("Text [@tui].\n\n# Bibliography")
    assert order(soup) == ["p", "references"]
    assert soup.section.h1.get_text() == "Bibliography"
    soup = convert("Text[^1] [@tui].\n\n[^1]: Note.\n\n## Sources")
    assert order(soup) == ["p", "references", "footnote"]
    assert soup.section.h2.get_text() == "Sources"


def test_a_heading_that_cites_is_part_of_the_text(convert):
    soup = convert("Text.\n\n# After @tui")
    assert order(soup) == ["p", "h1", "references"]


def test_a_marker_without_works_stays(convert):
    assert str(convert('Text.\n\n<div id="refs"></div>').div) == '<div id="refs"></div>'


@pytest.mark.parametrize(
    ("lang", "heading", "back"),
    [
        ("en-NZ", "References", "Back to the citation of Ministry of Things, 2010 in the text"),
        ("mi", "Ngā tohutoro", "Hoki ki te tohutoro mō Ministry of Things, 2010 i te tuhinga"),
        ("de_AT", "Literatur", "Zurück zum Zitat von Ministry of Things, 2010 im Text"),
        ("FR", "Références", "Retour à la citation de Ministry of Things, 2010 dans le texte"),
    ],
)
def test_the_language_of_the_page(convert, lang, heading, back):
    soup = convert(f"Lang: {lang}\n\nText [@tui; @r1, p. 3] und @tui.")
    assert soup.section.h2.get_text() == heading
    assert soup.select_one("#ref-r1 .backlink")["aria-label"] == back
    assert not soup.select("[lang]")
    # The manual has rules for English alone.
    assert cites(soup) == ["(Ministry of Things [MoT], 2010, p. 3; Tui & Kea, 2011)", "Tui and Kea (2011)"]


def test_a_language_without_words_of_its_own(convert):
    soup = convert("Lang: ja\n\nText [@tui].")
    assert {element["lang"] for element in (soup.section.h2, soup.select_one(".backlink"))} == {"en"}


def test_the_extension_s_own_settings():
    import markdown

    settings = {"heading": "Works cited", "lang": "mi"}
    html = markdown.markdown("[@x]", extensions=["citations"], extension_configs={"citations": settings})
    assert "Works cited" not in html  # No work, no list.


def test_pelican_s_settings(site):
    post = "Title: {0}\nDate: 2013-12-03\nSlug: {0}\n{1}\nSee [@tui].\n"
    files = {
        "references.bib": BIB,
        "a.md": post.format("a", ""),
        "b.md": post.format("b", "Lang: de\n"),
        "c.mi.md": post.format("c", ""),
        "d.md": post.format("d", "") + "\n## Sources\n",
    }
    named = {"FILENAME_METADATA": r"(?P<name>[^.]+)(\.(?P<lang>\w+))?", "DEFAULT_LANG": "fr"}

    def headings(built):
        assert built.errors == []
        pages = (built.page(str(path.relative_to(built.output))) for path in built.output.rglob("*.html"))
        found = [page.select_one("section.references") for page in pages]
        return {section.find(["h1", "h2"]).get_text() for section in found if section}

    assert headings(site(files, **named)) == {"Literatur", "Ngā tohutoro", "Références", "Sources"}
    assert headings(site(files, CITATIONS_HEADING="Works cited", **named)) == {"Sources", "Works cited"}
    assert site(files, CITATIONS_HEADING=3).errors == ["CITATIONS_HEADING must be a text, not 3"]
