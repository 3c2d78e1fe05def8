"""Callouts, poems and other blocks with a name."""

import pytest
from bs4 import BeautifulSoup

CALLOUTS = [
    "::: {.callout-warning}\nMind *this*.\n\n- one\n:::",
    "::: callout-warning\nMind *this*.\n\n- one\n:::",
    ":::warning\nMind *this*.\n\n- one\n:::",
    "::::: {.callout-warning appearance=simple icon=false}\nMind *this*.\n\n- one\n:::::",
    "> [!WARNING]\n> Mind *this*.\n>\n> - one",
    ">[!warning]\n>Mind *this*.\n>\n>- one",
    "> [!attention]-\n> Mind *this*.\n>\n> - one",
    "!!! warning\n    Mind *this*.\n\n    - one",
    "??? warning\n\n    Mind *this*.\n\n    - one",
]
TITLED = [
    '::: {.callout-tip title="Look *here*"}\nText.\n:::',
    "::: {.callout-tip}\n\n## Look *here*\n\nText.\n:::",
    ":::tip Look *here*\nText.\n:::",
    ":::tip[Look *here*]\nText.\n:::",
    "> [!TIP] Look *here*\n> Text.",
    '!!! tip "Look *here*"\n    Text.',
]
KINDS = {
    "note": "Note",
    "info": "Note",
    "tip": "Tip",
    "hint": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "danger": "Caution",
}


@pytest.fixture
def page(convert):
    def build(text, **metadata):
        html, errors = convert(text, **metadata)
        return BeautifulSoup(html, "html.parser"), errors

    return build


@pytest.mark.parametrize("written", CALLOUTS)
def test_a_callout_is_the_same_however_it_is_written(page, written):
    found, errors = page(f"Before.\n\n{written}\n\nAfter.")
    assert str(found).strip() == (
        "<p>Before.</p>\n"
        '<div class="callout callout-warning" role="note">\n'
        '<p class="callout-title"><strong>Warning</strong></p>\n'
        "<p>Mind <em>this</em>.</p>\n<ul>\n<li>one</li>\n</ul>\n"
        "</div>\n<p>After.</p>"
    )
    assert not errors


@pytest.mark.parametrize("written", TITLED)
def test_a_callout_has_its_title(page, written):
    found, errors = page(written)
    assert found.select_one(".callout-tip .callout-title").decode_contents() == (
        "<strong>Tip: Look <em>here</em></strong>"
    )
    assert found.select_one(".callout-title").find_next_sibling().text == "Text."
    assert not found.find("h2")
    assert not errors


@pytest.mark.parametrize(("written", "named"), KINDS.items())
def test_there_are_five_kinds(page, written, named):
    found, _ = page(f"> [!{written.upper()}]\n> Text.")
    assert found.select_one(f".callout-{named.lower()} strong").text == named


def test_the_kind_is_said_in_the_language_of_the_post(page):
    found, _ = page("> [!WARNING]\n> Kupu.", lang="mi", save_as="misc/one/index.html")
    assert found.strong.text == "Whakatūpato"


def test_a_title_need_not_say_the_kind_twice(page):
    found, _ = page('!!! note "Note to readers"\n    Text.')
    assert found.strong.text == "Note to readers"


def test_callouts_hold_anything(page):
    text = (
        "::: {.callout-note}\n> [!TIP]\n> Within.[^1]\n>\n> ```\n> > [!NOTE]\n> ::: {.x}\n> ```\n\n"
        "```\n::: {.y}\n> [!NOTE]\n!!! note\n```\n\n| a |\n| - |\n| b |\n:::\n\nAfter.\n\n[^1]: A note."
    )
    found, errors = page(text)
    outer = found.select_one(".callout-note")
    assert outer.select_one(".callout-tip").p.text == "Tip"
    assert [code.text for code in found.select("code")] == [
        "> [!NOTE]\n::: {.x}\n",
        "::: {.y}\n> [!NOTE]\n!!! note\n",
    ]
    assert outer.table
    assert outer.find_next_sibling("p").text == "After."
    assert found.select_one(".footnote")
    assert not errors


def test_a_quotation_is_no_callout(page):
    found, _ = page("> Words.\n\n> [!x\n\n    > [!NOTE]\n    ::: note\n\nA ::: in a line, and!!! this.")
    assert not found.select(".callout")
    assert ":::" in found.select("p")[-1].text


def test_blocks_have_classes_labels_and_languages(page):
    found, errors = page("::: {#here .box .wide lang=mi onclick=alert(1)}\nKupu.\n:::\n\n::: box\nText.\n:::")
    assert [block.attrs for block in found.select("div")] == [
        {"id": "here", "class": ["box", "wide"], "lang": "mi"},
        {"class": ["box"]},
    ]
    assert not errors


def test_a_block_without_an_end_or_a_beginning_is_told(page):
    found, errors = page("::: {.box}\n\nText.\n\n::: {.callout-tip}\nMore.")
    assert found.select_one(".box .callout-tip")
    assert errors == [
        'content/one.md:9: the block that begins with "::: {.callout-tip}" has no end. '
        "Write ::: on a line of its own where it ends.",
        'content/one.md:5: the block that begins with "::: {.box}" has no end. '
        "Write ::: on a line of its own where it ends.",
    ]
    found, errors = page("Text.\n\n:::\n\nMore.")
    assert errors == ["content/one.md:7: this ::: closes nothing. Take it out."]
    assert ":::" in found.text


def test_marks_within_raw_html_are_shown_as_they_are(page):
    found, _ = page("<div>\n\n::: {.box}\nText.\n:::\n\n</div>")
    assert found.get_text().split() == [":::", "{.box}", "Text.", ":::"]
    assert "\x02" not in str(found)


def test_a_deep_nest_of_blocks_is_read(page):
    found, _ = page("::: {.a}\n" * 500 + "Text.\n" + ":::\n" * 500)
    assert "Text." in found.text


def test_a_figure_of_several_pictures(page):
    found, errors = page(
        "::: {#fig-two layout-ncol=2}\n![North](a.png)\n\n![South](b.png)\n\nThe *two* sites\n:::\n\n"
        "See @fig-two."
    )
    figure = found.select_one("figure#fig-two")
    assert [line.text for line in figure.figcaption.select("p")] == ["Figure 1", "The two sites"]
    assert [image["alt"] for image in figure.select("img")] == ["North", "South"]
    assert found.select("p")[-1].text == "See Figure 1."
    assert not errors


POEM = (
    '<div class="poem">\n<p>Rain <em>falls</em><br/>\n\xa0\xa0on the river,<br/>\nall day.</p>\n'
    "<p>Night.</p>\n</div>"
)


@pytest.mark.parametrize(
    "written",
    [
        "| Rain *falls*\n|   on the river,\n| all day.\n|\n| Night.",
        "| Rain *falls*\n|   on the\n  river,\n| all day.\n|\n| Night.",
        "::: {.poem}\nRain *falls*\n  on the river,\nall day.\n\nNight.\n:::",
        "::: verse\nRain *falls*\n  on the river,\nall day.\n\nNight.\n:::",
    ],
)
def test_the_lines_of_a_poem_end_where_they_end(page, written):
    found, errors = page(f"Before.\n\n{written}\n\nAfter.")
    assert str(found.select_one(".poem")) == POEM
    assert found.select("p")[-1].text == "After."
    assert not errors


def test_a_table_is_no_poem(page):
    found, _ = page("| a | b |\n| - | - |\n| c | d |\n\n| a | b |\n| c | d |")
    assert found.table
    assert not found.select(".poem")


QUOTED = "@book{roe, author = {Roe, Ann}, title = {Rivers}, date = {2004}}"


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("> It rained.\n>\n> — [@roe, p. 3]", ["It rained. (Roe, 2004, p. 3)"]),
        ("> It rained.\n> --- [@roe, p. 3].", ["It rained. (Roe, 2004, p. 3)"]),
        ("> It rained.\n>\n> [@roe, p. 3]", ["It rained. (Roe, 2004, p. 3)"]),
        ("> It\n> rained.\n> [@roe, p. 3]", ["It rained. (Roe, 2004, p. 3)"]),
        ("> It rained.\n>\n> — Māori *proverb*", ["It rained.", "— Māori proverb"]),
        ("> It rained.\n> — @roe [p. 3]", ["It rained.", "— Roe (2004, p. 3)"]),
        ("> - One.\n> - Two.\n>\n> — [@roe, p. 3]", ["— (Roe, 2004, p. 3)"]),
        ("| It rained,\n| it did.\n| — [@roe, p. 3]", ["It rained,it did. (Roe, 2004, p. 3)"]),
        (
            "> One.\n>\n> — [@roe]\n\n> Two.\n>\n> — [@roe, p. 4]",
            ["One. (Roe, 2004)", "Two. (Roe, 2004, p. 4)"],
        ),
    ],
)
def test_the_source_of_a_quotation_stands_after_it(site, written, lines):
    site.write("content/references.bib", QUOTED)
    site.post("one.md", f"Before.\n\n{written}\n\nAfter.", slug="one")
    errors = site.build(PLUGINS=["citations", "writing"])
    found = BeautifulSoup(site.read("misc/one/index.html"), "html.parser")
    assert len(found.select("blockquote, .poem")) == 1 + written.count("\n\n> ")
    quoted = found.select("blockquote p, .poem p")
    assert [" ".join(line.text.replace("\n", " ").replace(",it", ",it").split()) for line in quoted] == [
        line.replace(",it", ", it") for line in lines
    ]
    assert not errors
