"""What is written where: each in its own place, and posts that are read whatever another one says."""

import pytest
from pelican.plugins.publication.effort import require_ease
from pelican.plugins.publication.errors import SourceError

APART = "Give one of them another slug, or let folders keep them apart: {category}/… in ARTICLE_SAVE_AS."


def test_two_posts_at_one_address_are_told_and_the_site_is_whole(site):
    """Pelican's own settings for other languages keep no folders apart."""
    for series in ("fires", "floods"):
        site.post(f"{series}/1-tahi.md", slug="tahi", lang="mi")
    site.post("floods/2-rua.md", slug="rua")
    told = site.build(ARTICLE_TRANSLATION_ID=None)
    assert len(told) == 1
    assert told[0].endswith(APART)
    assert "content/fires/1-tahi.md" in told[0]
    assert "content/floods/1-tahi.md" in told[0]
    assert {"floods/rua/index.html", "index.html", "archives.html"} <= {*site.files()}


@pytest.mark.parametrize("path", ["index.html", "Index.html", "tags.html", "archives.html/index.html"])
def test_a_post_in_the_place_of_a_list_is_told(site, path):
    site.post("one/1-part.md", save_as=path)
    told = site.build()
    assert len(told) == 1
    assert told[0].startswith("content/one/1-part.md:1: this would be published at ")


def test_a_static_file_in_the_place_of_a_post_is_told(site):
    site.post("one/1-part.md", slug="part")
    site.write("content/extra/a.txt", "A")
    path = {"extra/a.txt": {"path": "one/part/index.html"}}
    told = site.build(STATIC_PATHS=["extra"], EXTRA_PATH_METADATA=path)
    assert len(told) == 1
    assert "content/one/1-part.md" in told[0]
    assert "<title>" in site.read("one/part/index.html")


def test_posts_that_are_right_need_no_slug_of_plain_letters(site):
    for number, slug in enumerate(["māori", "C++", "a.b", "two words", "日本", "v1.0-beta_2", "a~b"]):
        site.post(f"one/{number}-part.md", slug=slug)
    site.post("one/page.md", save_as="about/us.html", url="about/us.html")
    assert site.build() == []
    assert {"one/māori/index.html", "one/日本/index.html", "about/us.html"} <= {*site.files()}


def test_a_tag_without_letters_is_as_it_was(site):
    site.post("one/1-part.md", tags="🧵, rain")
    assert site.build(TAG_SAVE_AS="tags/{slug}/index.html", TAGS_SAVE_AS="tags/index.html") == []
    assert {"tags/index.html", "tags/rain/index.html"} <= {*site.files()}


LONG = "A sentence with a [link](https://example.org/page?x=1#y), “quotes”, *stress* and a note[^1]. "


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (LONG * 300, ".md"),
        ("\n".join([f"| {LONG}" * 3] * 200), ".md"),
        ("\n\n".join(["- " + LONG] * 1000), ".md"),
        ("```json\n" + '{"a": ["b"]}\n' * 8000 + "```\n", ".md"),
        ("![a](data:image/png;base64," + "A" * 300_000 + ")", ".md"),
        ('<img alt="a" src="data:image/png;base64,' + "A" * 300_000 + '">', ".html"),
        ("a < b and [c, d) " * 100, ".md"),
        ("".join(f"*[A{n}]: explained\n" for n in range(60)) + LONG * 500, ".md"),
        ("<table><tr><td>a<tr><td>b" * 150, ".html"),
        ("<p>one<p>two<br>" * 3000, ".html"),
        ("<ul><li>a<ul><li>b</ul></ul>" * 2000, ".html"),
    ],
    ids=["prose", "table", "list", "code", "picture", "picture in HTML", "signs", "abbreviations", "cells",
         "paragraphs", "lists"],
)  # fmt: skip
def test_long_posts_are_read(text, suffix):
    require_ease(text, suffix)


@pytest.mark.parametrize("unit", ["<a ", "<div>", "<!"])
def test_work_is_counted_and_not_timed(unit):
    """The bound lies at the same length, whatever the machine."""
    with pytest.raises(SourceError):
        require_ease(unit * (60_000 // len(unit)), ".html")
    require_ease(unit * (900 // len(unit)), ".html")
