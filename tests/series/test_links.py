"""Links by name: they survive a rename, and never lead to what readers may not read."""

import re

import pytest

TOML = """title = "Floods & rivers"
[[parts]]
source = "1-rain.md"
[[parts]]
source = "2-mud.md"
[[parts]]
source = "3-silt.md"
title = "Silt"
[[parts]]
title = "Sand and stone"
"""


@pytest.fixture
def floods(site, caplog):
    """A series of four parts, two of them to read; build one more post and say what was said of it."""
    site.write("templates/article.html", "{{ article.content }}")
    site.write("content/floods/series.toml", TOML)
    site.post("floods/1-rain.md", "Rain.", title="Rain & wind", slug="rain", category="floods")
    site.post("floods/2-mud.md", "Mud.", title="Mud", slug="mud", category="floods", formerly="wet/2-clay.md")
    site.post("floods/3-silt.md", "Silt.", title="Secret", slug="silt", status="draft", category="floods")

    def build(body, name="news/one.md", **metadata):
        site.post(name, body, slug="one", category="news", **metadata)
        site.build()
        text = site.read("news/one/index.html")
        said = [r.getMessage() for r in caplog.records if "content/" in r.getMessage()]
        return text, said

    return build


MUD = "https://mini.example/floods/mud/"


@pytest.mark.parametrize(
    ("link", "html"),
    [
        ("[there](part:floods/mud)", f'<a href="{MUD}">there</a>'),
        ("[there](part:floods/2)", f'<a href="{MUD}">there</a>'),
        ("[there](part:mud#wet)", f'<a href="{MUD}#wet">there</a>'),
        ("[there](part:floods/2-mud)", f'<a href="{MUD}">there</a>'),
        ("[there](part:floods/2-mud.md)", f'<a href="{MUD}">there</a>'),
        # As the part and its folder were called.
        ("[there](part:wet/clay)", f'<a href="{MUD}">there</a>'),
        ("[there](part:floods/2-clay)", f'<a href="{MUD}">there</a>'),
        ("[](part:mud)", f'<a href="{MUD}">Part 2, Mud</a>'),
        ("[](part:rain)", '<a href="https://mini.example/floods/rain/">Part 1, Rain &amp; wind</a>'),
        ('[*there*](part:mud "Mud")', f'<a href="{MUD}" title="Mud"><em>there</em></a>'),
        ("[there](series:floods)", '<a href="https://mini.example/floods/">there</a>'),
        ("[](series:wet)", '<a href="https://mini.example/floods/">Floods &amp; rivers</a>'),
    ],
)
def test_names_lead_to_parts(floods, link, html):
    assert floods(link) == (f"<p>{html}</p>", [])


def test_a_part_of_the_same_series_goes_by_its_number(site, floods):
    site.post("floods/1-rain.md", "[](part:2), [](part:1)", title="Rain", slug="rain", category="floods")
    _, said = floods("Text.")
    assert not said
    html = site.read("floods/rain/index.html")
    rain = '<a href="https://mini.example/floods/rain/">Part 1, Rain</a>'
    assert f'<p><a href="{MUD}">Part 2, Mud</a>, {rain}</p>' in html


@pytest.mark.parametrize(
    ("link", "html"),
    [
        ("[there](part:floods/silt)", "there"),
        ("[](part:floods/3)", "Part 3, Silt"),
        ("[](part:sand-and-stone)", "Part 4, Sand and stone"),
    ],
)
def test_what_is_planned_is_words_and_told(floods, link, html):
    target = re.search(r"part:[^)]*", link)[0]
    message = (
        f'content/news/one.md:6: "{target}" is not published yet, so readers see its words without a link.'
    )
    assert floods(f"{link}") == (f"<p>{html}</p>", [message])


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("part:floods/mudd", 'no part "mudd" in floods to link to. Did you mean "mud"'),
        ("part:flods/mud", 'no series "flods" to link to. Did you mean "floods"?'),
        ("part:9", 'no part "9" to link to.'),
        ("series:flods", 'no series "flods" to link to. Did you mean "floods"?'),
    ],
)
def test_what_is_not_there_is_told(floods, link, said):
    html, messages = floods(f"Text.\n\n[there]({link})")
    assert html == "<p>Text.</p>\n<p>there</p>"
    assert len(messages) == 1
    assert messages[0].startswith(f"content/news/one.md:8: {said}")


def test_a_file_that_was_renamed_is_found(floods):
    assert floods("[there]({filename}/wet/2-clay.md#wet)") == (
        f'<p><a href="{MUD}#wet">there</a></p>',
        [
            'content/news/one.md:6: "wet/2-clay.md" is "floods/2-mud.md" now. The link leads there; '
            "correct it when you can."
        ],
    )


def test_a_reader_is_led_to_the_part_in_their_language(site, floods):
    site.post("floods/mi/2-mud.md", "Paru.", title="Paru", slug="mud", lang="mi", category="floods")
    site.post("news/mi.md", "[](part:mud)", slug="mi", lang="mi", category="news")
    floods("Text.")
    assert '<a href="https://mini.example/mi/floods/mud/">Part 2, Paru</a>' in site.read(
        "mi/news/mi/index.html"
    )


def test_summaries_and_pages(site, floods):
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\n[](part:mud) [](series:floods)\n")
    site.post("news/two.md", "Text.", slug="two", category="news", summary="[See](part:mud)")
    assert floods("Text.")[1] == []
    about = site.read("pages/about.html")
    assert f'<a href="{MUD}">Part 2, Mud</a> <a href="https://mini.example/floods/">Floods' in about
    assert f'<a href="{MUD}">See</a>' in site.read("index.html")
