"""Figures and tables as APA has them: number, title, picture, note with its credit (ch. 7)."""

import pytest
from bs4 import BeautifulSoup

TABLE = "| Site | n |\n| ---- | - |\n| North | 3 |\n"
CREDITS = """["map.png"]
title = "Map of the river"
author = "Sean Example"
source = "https://example.org/map"
licence = "CC-BY-SA-4.0"
"""


@pytest.fixture
def page(convert):
    def build(text, **metadata):
        html, errors = convert(text, **metadata)
        return BeautifulSoup(html, "html.parser"), errors

    return build


def words(element):
    return " ".join(element.get_text().split())


def test_a_figure_reads_as_apa_has_it(page):
    found, errors = page(
        'Before.\n\n![The *lower* river](map.png){#fig-map fig-alt="A map of the mouth" width=640}\n\n'
        "Note: North is up."
    )
    figure = found.select_one("figure#fig-map")
    assert [words(part) for part in figure.find_all("p")] == [
        "Figure 1",
        "The lower river",
        "Note. North is up.",
    ]
    assert [part.name for part in figure.find_all(True, recursive=False)] == ["figcaption", "img", "p"]
    assert figure.img["alt"] == "A map of the mouth"
    assert figure.img["width"] == "640"
    assert figure.select_one("strong").text == "Figure 1"
    assert words(figure.select_one("figcaption em")) == "The lower river"
    assert not errors


@pytest.mark.parametrize(
    ("written", "title", "alt"),
    [
        ('![Title](map.png){#fig-map fig-alt="What [it] shows"}', "Title", "What [it] shows"),
        ('![What *it* shows](map.png "Title"){#fig-map}', "Title", "What it shows"),
        ("![What it shows](map.png 'Title'){#fig-map}", "Title", "What it shows"),
        ('![Title](map.png "Tip"){#fig-map fig-alt="What it shows"}', "Title", "What it shows"),
        ("![Title](map.png)\n{: #fig-map }", "Title", "Title"),
        (
            "![Title [with brackets]](map.png){.wide #fig-map}",
            "Title [with brackets]",
            "Title [with brackets]",
        ),
        ('![Title][m]{#fig-map}\n\n[m]: map.png "Tip"', "Title", "Title"),
        (
            '![](map.png){#fig-map fig-cap="Title" fig-alt="What it shows" width=80%}',
            "Title",
            "What it shows",
        ),
    ],
)
def test_title_and_alternative_text(page, written, title, alt):
    found, errors = page(written)
    figure = found.select_one("figure#fig-map")
    assert words(figure.select_one(".figure-title")) == title
    assert figure.img["alt"] == alt
    assert figure.img["src"].endswith("map.png")
    assert "width" not in figure.img.attrs
    assert not errors


def test_a_missing_alternative_text_is_told(site, caplog):
    site.post("alt.md", "A line.\n\n![Title](map.png){#fig-map}\n\n![](town.png){#fig-town fig-alt=Town}")
    site.build()
    told = [record.getMessage() for record in caplog.records if "alt.md" in record.getMessage()]
    assert told == [
        'content/alt.md:6: the figure "fig-map" has no alternative text, so its title is read out twice. '
        'Say what it shows: {#fig-map fig-alt="…"}.',
        'content/alt.md:8: the figure "fig-town" has no title. '
        "Write it in the brackets: ![Title](…){#fig-town}.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{TABLE}\n: Interviews by *site* {{#tbl-sites}}\n\nNote: Two were cut short.",
        f": Interviews by *site* {{#tbl-sites}}\n\n{TABLE}\n*Note.* Two were cut short.",
        f"{TABLE}: Interviews by *site* {{#tbl-sites}}\n\nNote. Two were cut short.",
        f"{TABLE}\nTable: Interviews by\n*site* {{#tbl-sites}}\n\n*Note*: Two were cut short.".replace(
            "*Note*:", "Note:"
        ),
    ],
)
def test_a_table_reads_as_apa_has_it(page, text):
    found, errors = page(text)
    table = found.select_one("table#tbl-sites")
    assert words(table.caption) == "Table 1 Interviews by site"
    assert [cell["scope"] for cell in table.select("th")] == ["col", "col"]
    note = table.find_next_sibling()
    assert (note["class"], words(note)) == (["figure-note"], "Note. Two were cut short.")
    assert not errors


def test_a_table_without_a_corner_has_heads_of_rows(page):
    found, _ = page("|   | n |\n| - | - |\n| North | 3 |\n\n: Sites {#tbl-sites}")
    assert [(cell.text, cell["scope"]) for cell in found.select("th")] == [("n", "col"), ("North", "row")]
    assert found.select_one("thead td").text == ""


def test_captions_go_to_their_own_tables(page):
    found, errors = page(
        f"{TABLE}\n: One {{#tbl-one}}\n\n{TABLE}\n: Two {{#tbl-two}}\n\n: Three {{#tbl-three}}\n\n{TABLE}\n\n"
        f"Text.\n\n{TABLE}\n: Only words\n\nTerm\n: Meaning"
    )
    captions = [words(caption) for caption in found.select("caption")]
    assert captions == ["Table 1 One", "Table 2 Two", "Table 3 Three", "Only words"]
    assert found.dd.text == "Meaning"
    assert not errors


def test_a_caption_without_a_table_is_told(page):
    found, errors = page("Text.\n\n: Interviews {#tbl-sites}\n\nMore.")
    assert errors == [
        'content/one.md:7: the caption "tbl-sites" has no table. Write it right before or after one, '
        "with an empty line between them."
    ]
    assert "Interviews" in found.text


@pytest.mark.parametrize("plugins", [["licence", "writing"], ["writing", "licence"]])
def test_a_credit_stands_in_the_note(site, plugins):
    site.picture("content/map.png")
    site.write("content/credits.toml", CREDITS)
    site.post(
        "one.md",
        '![The river](map.png){#fig-map fig-alt="A map"}\n\n*Note.* North is up.\n\n'
        '![Again](map.png){#fig-again fig-alt="A map"}\n\n![As before.](map.png "Without a label")',
        slug="one",
    )
    errors = site.build(PLUGINS=plugins, LICENCE="CC-BY-4.0")
    found = BeautifulSoup(site.read("misc/one/index.html"), "html.parser")
    first, second, third = found.select("figure")
    credit = "From Map of the river, by Sean Example. CC BY-SA 4.0."
    assert words(first.find_all("p")[-1]) == f"Note. North is up. {credit}"
    assert words(second.find_all("p")[-1]) == f"Note. {credit}"
    assert [part.name for part in second.find_all(True, recursive=False)] == ["figcaption", "img", "p"]
    assert first.select_one("[itemprop=license]")["href"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert words(third.select_one(".credit")) == "Map of the river by Sean Example, CC BY-SA 4.0"
    assert not errors


def test_captions_in_code_stay(convert):
    code = "| a |\n| - |\n| b |\n: Sites {#tbl-sites}\nText.\n"
    html, _ = convert(f"```\n{code}```\n\n| a |\n| - |\n| b |\n\n: Sites {{#tbl-sites}}\n\nSee @tbl-sites.\n")
    assert code in html
