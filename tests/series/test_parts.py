"""Parts, their order and neighbours; what is not published stays out of sight."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

OUTLINE = """title = "Floods & rivers"
abstract = "What rivers do."
[[parts]]
source = "1-rain.md"
[[parts]]
source = "2-mud.md"
title = "Mud, perhaps"
summary = "If it stops raining."
[[parts]]
title = "Sand"
[[parts]]
source = "4-sea.md"
"""


def show(html, name):
    return re.search(rf'id="{name}">(.*?)</', html, re.DOTALL)[1].strip()


def parts(html):
    return re.findall(r"<li>(.*?)\|(.*?)\|(.*?)</li>", html)


def write_series(site, status="published"):
    site.write("content/floods/series.toml", OUTLINE)
    site.post("floods/1-rain.md", slug="rain", summary="*Wet* &amp; grey")
    site.post("floods/2-mud.md", slug="mud", status=status)
    site.post("floods/4-sea.md", slug="sea", date="2024-06-01")


def test_every_part_knows_its_place_and_its_neighbours(site):
    write_series(site)
    assert site.build() == []
    rain, mud, sea = (site.read(f"floods/{slug}/index.html") for slug in ("rain", "mud", "sea"))
    assert [show(page, "place") for page in (rain, mud, sea)] == ["Part 1 of 4", "Part 2 of 4", "Part 4 of 4"]
    assert (show(rain, "previous"), show(rain, "next")) == ("", "floods/mud/")
    # The planned third part is nobody's neighbour.
    assert (show(mud, "previous"), show(mud, "next")) == ("floods/rain/", "floods/sea/")
    assert (show(sea, "previous"), show(sea, "next")) == ("floods/mud/", "")
    assert parts(rain) == [
        ("About floods/1-rain.md", "Wet & grey", "floods/rain/"),
        ("About floods/2-mud.md", "If it stops raining.", "floods/mud/"),
        ("Sand", "", "None"),
        ("About floods/4-sea.md", "", "floods/sea/"),
    ]
    assert show(rain, "all") == "floods"


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_a_part_that_is_not_published_has_the_title_of_the_outline(site, status):
    write_series(site, status)
    assert site.build() == []
    rain = site.read("floods/rain/index.html")
    assert show(rain, "place") == "Part 1 of 4"
    assert show(rain, "next") == "floods/sea/"
    assert parts(rain)[1] == ("Mud, perhaps", "If it stops raining.", "None")


def test_a_part_without_any_title_to_show_has_a_number(site):
    write_series(site, "draft")
    site.write("content/floods/series.toml", OUTLINE.replace('title = "Mud, perhaps"\n', ""))
    site.build()
    assert parts(site.read("floods/rain/index.html"))[1][0] == "Part 2"


def test_the_preview_of_a_draft_and_a_hidden_post_know_their_place(site):
    write_series(site, "draft")
    site.post("floods/4-sea.md", slug="sea", status="hidden")
    site.build()
    assert show(site.read("drafts/mud.html"), "place") == "Part 2 of 4"
    assert show(site.read("floods/sea/index.html"), "place") == "Part 4 of 4"


def test_a_series_without_a_published_part_is_not_shown(site):
    site.write("content/floods/series.toml", 'title = "Floods"\n[[parts]]\nsource = "1-rain.md"\n')
    site.post("floods/1-rain.md", status="draft")
    site.post("other.md")
    assert site.build() == []
    assert not any("floods" in name for name in site.files() if not name.startswith("drafts/"))
    assert show(site.read("misc/about-othermd/index.html"), "all") == ""


def test_a_translation_belongs_to_the_part_that_it_translates(site):
    site.write("content/floods/series.toml", 'title = "Floods"\n[[parts]]\nsource = "1-rain.md"\n')
    site.post("floods/1-rain.md", slug="rain")
    site.post("floods/1-rain-mi.md", slug="rain", lang="mi", title="Te ua")
    assert site.build(ARTICLE_LANG_SAVE_AS="{lang}-{slug}.html", ARTICLE_LANG_URL="{lang}-{slug}.html") == []
    assert show(site.read("mi-rain.html"), "place") == "Part 1 of 1"
    assert parts(site.read("mi-rain.html")) == [("Te ua", "", "mi-rain.html")]
    assert parts(site.read("floods/rain/index.html"))[0][2] == "floods/rain/"


STATUS = st.sampled_from(["published", "draft", "hidden", "skip", "future"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(statuses=st.lists(st.tuples(STATUS, st.booleans()), min_size=1, max_size=5))
def test_nothing_of_an_unpublished_post_leaks(make_site, statuses):
    """Each unpublished post holds a word that no page but its own preview may show."""
    site = make_site()
    outline = 'title = "Floods"\n'
    for number, (status, titled) in enumerate(statuses, 1):
        outline += f'[[parts]]\nsource = "{number}.md"\n' + (f'title = "Plan {number}"\n' if titled else "")
        word = "open" if status == "published" else "secret"
        site.post(
            f"floods/{number}.md",
            f"{word} body {number}.",
            title=f"{word} title {number}",
            slug=f"{word}{number}",
            summary=f"{word} summary {number}",
            date="2999-01-01" if status == "future" else f"2024-05-0{number}",
            status="published" if status == "future" else status,
        )
    site.write("content/floods/series.toml", outline)
    assert site.build() == []
    own_pages = ("drafts/", "floods/secret")
    for name, text in site.files().items():
        if not name.startswith(own_pages):
            assert "secret" not in text, name
    published = [number for number, (status, _) in enumerate(statuses, 1) if status == "published"]
    for number in published:
        page = site.read(f"floods/open{number}/index.html")
        assert show(page, "place") == f"Part {number} of {len(statuses)}"
        titles = [title for title, _, _ in parts(page)]
        assert titles == [
            f"open title {n}" if status == "published" else f"Plan {n}" if titled else f"Part {n}"
            for n, (status, titled) in enumerate(statuses, 1)
        ]
    assert ("floods/index.html" in site.files()) == bool(published)
