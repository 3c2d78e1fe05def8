"""The Python-Markdown extension by itself."""

import logging

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apa7.page.html import anchor
from apa7.page.markdown import CitationsExtension
from apa7.page.source import Source

from .conftest import EXAMPLES

EXTRAS = ("extra", "smarty", "toc", "md_in_html")


def text_of(element):
    return " ".join(element.get_text().split())


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("As @tui2011\n[p. 3] say", "As Tui and Kea (2011, p. 3) say"),
        ("As @tui2011  [p. 3] say", "As Tui and Kea (2011, p. 3) say"),
        ("As @rimu2012\n[as cited in @tui2011] says", "As Rimu (2012, as cited in Tui & Kea, 2011) says"),
        ("So---@tui2011---say", "So---Tui and Kea (2011)---say"),
        (
            r"So [see this\; that @tui2011, p. 3\; so]",
            "So (see this; that Tui & Kea, 2011, p. 3; so)",
        ),
        ("So says @tui2011@home.example.", "So says @tui2011@home.example."),
    ],
)
def test_lines_dashes_and_escapes(page, written, shown):
    assert text_of(page(written).p) == shown


def test_links_lead_both_ways(page):
    soup = page("One [@tui2011], two [@tui2011; @film].\n\nThree @tui2011.")
    citations = soup.select("span.cite a.citation")
    assert [link["href"] for link in citations] == [
        "#ref-tui2011",
        "#ref-film",
        "#ref-tui2011",
        "#ref-tui2011",
    ]
    identifiers = {element["id"] for element in soup.select("[id]")}
    assert len(identifiers) == len(soup.select("[id]"))
    for link in [*citations, *soup.select("a.backlink")]:
        assert link["href"].removeprefix("#") in identifiers
    backlinks = soup.select("#ref-tui2011 a.backlink")
    assert [link["href"] for link in backlinks] == ["#cite-tui2011-1", "#cite-tui2011-2", "#cite-tui2011-3"]
    assert [link["aria-label"] for link in backlinks] == [
        f"Back to citation {letter} of Tui & Kea, 2011 in the text" for letter in "abc"
    ]
    assert [link.get_text()[-1] for link in backlinks] == ["a", "b", "c"]


def test_the_address_is_the_first_link(page):
    entry = page("[@tane2019]").select_one(".csl-entry")
    assert entry.a["href"] == entry.a.get_text() == "https://doi.org/10.5555/jip.2019.12"
    assert [link.get("class") for link in entry.select("a")] == [None, ["backlink"]]


def test_the_section(page):
    soup = page("[@tui2011]")
    section = soup.select_one("section.references")
    assert section["aria-labelledby"] == section.h2["id"] == "references"
    assert section["role"] == "doc-bibliography"
    assert section.select_one("h2 + ul.csl-bib-body > li.csl-entry#ref-tui2011")


def test_nothing_is_added_without_citations(page):
    assert str(page("Just *text*.")) == "<p>Just <em>text</em>.</p>"


def test_the_author_s_own_heading_at_the_end_gives_way(page):
    soup = page("Text [@tui2011].\n\n## References\n")
    assert [heading.get_text() for heading in soup.select("h2")] == ["References"]
    soup = page("Text [@tui2011].\n\n## References\n\nSee below.")
    assert len(soup.select("h2")) == 2


@pytest.mark.parametrize("extensions", [(), EXTRAS])
@pytest.mark.parametrize(
    "text",
    [
        "me@example.org",
        "<me@example.org>",
        r"\@tui2011",
        "`@tui2011`",
        "`` [@tui2011] ``",
        "    @tui2011\n",
        "[@tui2011](https://x.example)",
        "[text](https://x.example/@tui2011)",
        "https://social.example/@tui2011",
        "<https://social.example/@tui2011>",
        '<b title="@tui2011">b</b>',
        '<img src="x.png" alt="[@tui2011]">',
        "![@tui2011](x.png)",
        "<pre>[@tui2011]</pre>",
        "[@tui2011]: https://x.example",
    ],
)
def test_what_stays_as_it_is(page, text, extensions):
    soup = page(text, extensions=extensions)
    assert not soup.select("span.cite")
    assert not soup.select("section")


def test_fenced_code_stays(page):
    assert not page("```\n[@tui2011]\n```\n", extensions=EXTRAS).select("span.cite")


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("# Heading [@tui2011]", "h1"),
        ("> Quoted [@tui2011]", "blockquote"),
        ("- Item [@tui2011]", "li"),
        ("| a |\n|---|\n| [@tui2011] |", "td"),
        ("Text[^1].\n\n[^1]: Note [@tui2011].", "div.footnote li"),
        (
            '<figure markdown="block">\n<figcaption markdown="span">By [@tui2011]</figcaption>\n</figure>',
            "figcaption",
        ),
        ("Term\n:   Meaning [@tui2011]", "dd"),
        ("*Emphasis [@tui2011]*", "em"),
        ("**@tui2011**", "strong"),
        ("([@tui2011])", "p"),
        ("“@tui2011”", "p"),
        ("a line\n@tui2011 begins", "p"),
    ],
)
def test_where_citations_work(page, text, selector):
    soup = page(text, extensions=EXTRAS)
    assert soup.select_one(f"{selector} span.cite a.citation"), soup
    assert soup.select_one("section.references")


def test_markdown_around_keys(page):
    soup = page("[see *especially* @tui2011, pp. 3-4 and `code`; [a link](https://x.example) before @film]")
    cite = soup.select_one("span.cite")
    assert text_of(cite) == "(see especially Tui & Kea, 2011, pp. 3–4 and code; a link before Huia, 2014)"
    assert cite.em.get_text() == "especially"
    assert cite.code.get_text() == "code"
    assert not soup.select("a a")


def test_links_never_stand_in_links(page):
    soup = page(
        "[@tui2011, with [a link](x) and more] and @tui2011 [with [a link](x)], [cf. @tui2011 against @film]."
    )
    assert not soup.select("a a")
    assert text_of(soup.p) == (
        "(Tui & Kea, 2011, with a link and more) and Tui and Kea (2011, with a link),"
        " (cf. Tui & Kea, 2011 against Huia (2014))."
    )


def test_works_known_at_second_hand(page):
    soup = page(
        "[@tane2019, as cited in @tui2011, p. 9, and *passim*]. Also @tane2019 [as cited in @tui2011]."
    )
    assert text_of(soup.p) == (
        "(Tāne et al., 2019, as cited in Tui & Kea, 2011, p. 9, and passim)."
        " Also Tāne et al. (2019, as cited in Tui & Kea, 2011)."
    )
    assert [entry["id"] for entry in soup.select(".csl-entry")] == ["ref-tui2011"]
    assert {link["href"] for link in soup.select("a.citation")} == {"#ref-tui2011"}


def test_smarty_leaves_names_alone(page):
    soup = page('He said "yes" [@tane2019] -- and [@noauthor2013].', extensions=EXTRAS)
    assert (
        text_of(soup.p) == "He said “yes” (Tāne et al., 2019) – and (“The Long Road to Registration,” 2013)."
    )


def test_toc_has_the_references_and_no_links_inside(page):
    soup = page("[TOC]\n\n# One [@tui2011]\n\nText.", extensions=EXTRAS)
    assert [text_of(link) for link in soup.select(".toc a")] == ["One (Tui & Kea, 2011)", "References"]
    assert not soup.select(".toc a a")


def test_odd_keys(tmp_path, page):
    keys = ["DBLP:conf/x.y+z", "ngā", "a'b\"c", "x--y", "x-x2d-y"]
    bib = tmp_path / "odd.bib"
    bib.write_text(
        "".join(
            f"@book{{{key}, author={{A. B}}, title={{T}}, year={2000 + i}}}\n" for i, key in enumerate(keys)
        )
    )
    soup = page(" ".join(f"[@{{{key}}}]" for key in keys), bib)
    anchors = [link["href"] for link in soup.select("a.citation")]
    assert len(set(anchors)) == len(keys)
    for href in anchors:
        assert soup.find(id=href[1:])
        assert set(href[1:]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


@settings(max_examples=300)
@given(st.text(max_size=12), st.text(max_size=12))
def test_different_keys_have_different_anchors(one, other):
    assert (anchor(one) == anchor(other)) == (one == other)


def test_unknown_keys_are_shown_and_logged(page, caplog):
    with caplog.at_level(logging.ERROR):
        soup = page("First.\n\nWrong [@tui2012; @film].\n\nA @friend.")
    assert [text_of(strong) for strong in soup.select("strong.citation-missing")] == ["tui2012?", "friend?"]
    assert [record.getMessage() for record in caplog.records] == [
        f'line 3: no work "tui2012" in {EXAMPLES.relative_to(EXAMPLES.parents[2])}. Did you mean "tui2011"?',
        f'line 5: no work "friend" in {EXAMPLES.relative_to(EXAMPLES.parents[2])}.'
        " If you meant to mention somebody, write \\@friend",
    ]
    assert {record.name for record in caplog.records} == {"apa7.page.markdown"}


def test_every_line_that_cites_an_unknown_key_is_named():
    lines = [
        "@no",
        "`@no`",
        "```",
        "@no",
        "```",
        r"\@no",
        "x@no",
        "[@{no}; @nope]",
        "~~~",
        "@no",
        "~~~",
        "@no.",
    ]
    assert Source(lines).lines_of("no") == [1, 8, 12]


def test_without_a_bibliography_mentions_are_mentions(caplog):
    html = markdown.markdown("Hello @friend [@work].", extensions=["citations"])
    assert html == (
        '<p>Hello @friend <span class="cite">(<strong class="citation-missing">work?</strong>)</span>.</p>'
    )
    assert "there is no bibliography" in caplog.text


def test_a_broken_bibliography_is_logged_and_used(tmp_path, page, caplog):
    bib = tmp_path / "x.bib"
    bib.write_text("@book{a, title={A}\n@book{b, author={A. B}, title={B}, year=2000}")
    assert text_of(page("[@b]", bib).p) == "(B, 2000)"
    assert f"{bib}:1: the entry is never closed" in caplog.text


def test_one_converter_for_several_documents():
    extension = CitationsExtension(bibliography=[str(EXAMPLES)])
    converter = markdown.Markdown(extensions=[extension])
    first = converter.convert("[@msd2010] and [@msd2010].")
    assert [reference.key for reference in extension.references] == ["msd2010"]
    assert converter.reset().convert("[@msd2010] and [@msd2010].") == first
    converter.reset().convert("Nothing.")
    assert extension.references == ()


def test_references_for_templates():
    extension = CitationsExtension(bibliography=[str(EXAMPLES)])
    markdown.Markdown(extensions=[extension]).convert("[@tui2011; @tane2019; @page]")
    page, tane, tui = extension.references
    assert (tane.key, tane.anchor, tane.doi) == ("tane2019", "ref-tane2019", "10.5555/jip.2019.12")
    assert tane.url == "https://doi.org/10.5555/jip.2019.12"
    assert tane.text.startswith("Tāne, M. R., O’Hare, L., & van der Berg, P. (2019). Weaving Facebook")
    assert "<i>Journal of Invented Practice</i>, <i>12</i>(3–4)" in tane.html
    assert "&amp; van der Berg" in tane.html
    assert "backlink" not in tane.html
    assert tane.csl["author"][2] == {"family": "Berg", "given": "P.", "non-dropping-particle": "van der"}
    assert tane.csl["issued"] == {"date-parts": [[2019, 5, 1]]}
    assert (page.doi, page.url) == (None, "https://biw.example/code")
    assert (tui.doi, tui.url) == (None, None)


def test_the_golden_page(golden):
    text = (EXAMPLES.parent / "page.md").read_text(encoding="utf-8")
    html = markdown.markdown(
        text,
        extensions=["extra", "smarty", "toc", "citations"],
        extension_configs={"citations": {"bibliography": [str(EXAMPLES)]}},
    )
    golden("citations/page.html", html + "\n")
