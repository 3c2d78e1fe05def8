"""Words that lead to figures, tables and sections."""

import pytest
from bs4 import BeautifulSoup

THINGS = """

![The map](map.png){#fig-map fig-alt="A map"}

![The town](town.png){#fig-town fig-alt="A town"}

![The sea](sea.png){#fig-sea fig-alt="The sea"}

| Site |
| ---- |
| North |

: Sites {#tbl-sites}

## What *we* did {#sec-method}

As it was.
"""
BIB = """@book{fig-doe, author = {Doe, Jane}, title = {Figs}, date = {2001}}
@book{doe, author = {Doe, Jane}, title = {No figs}, date = {2002}}
"""


def read(html):
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("written", "read_as", "links"),
    [
        ("[@fig-map]", "Figure 1", {"Figure 1": "fig-map"}),
        ("@fig-town", "Figure 2", {"Figure 2": "fig-town"}),
        ("(@tbl-sites)", "(Table 1)", {"Table 1": "tbl-sites"}),
        ("@Fig-map", "Figure 1", {"Figure 1": "fig-map"}),
        ("[@fig-map; @fig-town]", "Figures 1 and 2", {"Figures 1": "fig-map", "2": "fig-town"}),
        (
            "[@fig-map; @fig-town; @fig-sea]",
            "Figures 1, 2, and 3",
            {"Figures 1": "fig-map", "2": "fig-town", "3": "fig-sea"},
        ),
        ("[@fig-map; @tbl-sites]", "Figure 1 and Table 1", {"Figure 1": "fig-map", "Table 1": "tbl-sites"}),
        ("[see @fig-map, left]", "(see Figure 1, left)", {"Figure 1": "fig-map"}),
        ("[@fig-map, left]", "Figure 1, left", {"Figure 1": "fig-map"}),
        ("[Fig. @fig-map]", "Fig. 1", {"Fig. 1": "fig-map"}),
        ("[Figure @fig-map]", "Figure 1", {"Figure 1": "fig-map"}),
        ("[-@fig-map]", "1", {"1": "fig-map"}),
        ("[@sec-method]", "What we did", {"What we did": "sec-method"}),
        ("@fig-map's edge", "Figure 1’s edge", {"Figure 1": "fig-map"}),
        ("**@fig-map**.", "Figure 1.", {"Figure 1": "fig-map"}),
        ("me@fig-map.org, `@fig-map`", "me@fig-map.org, @fig-map", {}),
        ("[at @fig-map](#fig-map)", "at @fig-map", {"at @fig-map": "fig-map"}),
        ("[see Figure @fig-map]", "(see Figure 1)", {"Figure 1": "fig-map"}),
    ],
)
@pytest.mark.parametrize("plugins", [["writing"], ["citations", "writing"], ["writing", "citations"]])
def test_a_mention_leads_to_what_it_names(site, written, read_as, links, plugins):
    site.write("content/references.bib", BIB)
    site.post("one.md", f"See {written}{THINGS}", slug="one")
    errors = site.build(PLUGINS=plugins)
    paragraph = read(site.read("misc/one/index.html")).p
    assert paragraph.get_text().replace("'", "’") == f"See {read_as}"
    assert {link.text: link["href"].removeprefix("#") for link in paragraph.select("a")} == links
    assert not errors


def test_a_mention_of_nothing_is_told(convert):
    html, errors = convert(f"See [@fig-twon].\n\nAnd @tbl-sited.{THINGS}")
    assert errors == [
        'content/one.md:5: nothing on this page has the label "fig-twon". Did you mean "fig-town"?',
        'content/one.md:7: nothing on this page has the label "tbl-sited". Did you mean "tbl-sites"?',
    ]
    assert "See <span>[@fig-twon]</span>." in html


def test_a_label_without_a_number_is_told(convert):
    _, errors = convert("See @fig-map and ![this](map.png){#fig-map}, @eq-one.")
    assert errors == [
        'content/one.md:5: what has the label "fig-map" gets no number, because it does not stand alone. '
        "Put empty lines around it.",
        'content/one.md:5: nothing on this page has the label "eq-one". '
        "What has it is written $$ … $$ {#eq-one}.",
    ]


def test_a_label_that_is_there_twice_is_told(convert):
    _, errors = convert('![A](a.png){#fig-map fig-alt="A"}\n\n![B](b.png){#fig-map fig-alt="B"}')
    assert errors == ['content/one.md:5: two things have the label "fig-map". Give one another label.']


def test_works_with_such_keys_are_cited(site):
    """A key of the .bib file is that work's, unless something on the page has the label."""
    site.write("content/references.bib", BIB)
    site.post("one.md", f"See [@fig-doe], [@fig-doe; @doe] and [@fig-map; @doe].{THINGS}", slug="one")
    errors = site.build(PLUGINS=["citations", "writing"])
    assert (
        "(Doe, 2001), (Doe, 2001, 2002) and [@fig-map; @doe]" in read(site.read("misc/one/index.html")).text
    )
    assert errors == [
        "content/one.md:5: [@fig-map; @doe] mentions a work and a figure. Give each brackets of its own."
    ]


def test_a_summary_names_what_the_text_has(site):
    site.post("one.md", f"Text.{THINGS}", summary="See [@fig-town; @fig-map] and @tbl-sites.")
    assert not site.build()
    assert site.read("index.html") == "<p>See <span>Figures 2 and 1</span> and <span>Table 1</span>.</p>"


def test_numbers_are_said_in_the_language_of_the_post(convert):
    html, errors = convert(f"Tirohia @fig-map.{THINGS}", lang="mi", save_as="misc/one/index.html")
    page = read(html)
    assert page.p.text == "Tirohia Whakaahua 1."
    assert page.caption.strong.text == "Ripanga 1"
    assert not errors
