"""Texts that several posts share."""

import pytest
from bs4 import BeautifulSoup


def test_a_text_is_put_in_the_place_of_its_line(site):
    site.write("content/misc/_method.md", "We asked *ten*.\n\n{{< include more/_who.md >}}\n")
    site.write("content/misc/more/_who.md", "They said[^1].\n\n[^1]: Yes.\n")
    site.write("content/_all.md", "For all.")
    body = 'Before.\n\n{{< include _method.md >}}\n\n> {{< include "/_all.md" >}}\n\n--8<-- "_method.md"\n'
    site.post("misc/one.md", body, slug="one")
    assert not site.build()
    html = site.read("misc/one/index.html")
    assert html.startswith("<p>Before.</p>\n<p>We asked <em>ten</em>.</p>\n<p>They said<sup")
    assert "<blockquote>\n<p>For all.</p>\n</blockquote>" in html
    assert html.count("<p>We asked <em>ten</em>.</p>") == 2
    # What is included is no post, nor published.
    assert sorted(name for name in site.files() if "_" in name or "who" in name) == []


@pytest.mark.parametrize(
    "text",
    [
        "```\n{{< include _a.md >}}\n```",
        "    {{< include _a.md >}}",
        "See {{< include _a.md >}}.",
        "{{< x >}}",
    ],
)
def test_what_includes_nothing(convert, text):
    html, errors = convert(text)
    assert "{{<" in BeautifulSoup(html, "html.parser").get_text()
    assert not errors


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("_metod.md", 'is no file that could be included here. Did you mean "_method.md"?'),
        ("../secret.md", "leads out of content, so it is not included. Correct the line."),
        ("_one.md", "includes this file, which would go on for ever. Remove one of the two lines."),
        (".env", 'is not included, because ".env" is hidden. Rename it.'),
        ("_latin.md", "is no UTF-8 text, so it is not included. Save it as UTF-8."),
        ("_bell.md", "has the character U+0007 in it, which no page can show. Remove it."),
    ],
)
def test_what_cannot_be_included_is_told_where_it_stands(site, name, said):
    site.write("secret.md", "Secret.")
    site.write("content/.env", "Secret.")
    site.write("content/_method.md", "Text.")
    site.write("content/_bell.md", "Bell: \x07")
    (site.root / "content/_latin.md").write_bytes("Māori".encode("utf-16"))
    site.write("content/_one.md", f"One.\n\n{{{{< include {name} >}}}}\n")
    site.post("one.md", "Text.\n\n{{< include _one.md >}}", slug="one")
    (error,) = site.build()
    assert error.startswith(f'content/_one.md:3: "{name}" {said[:20]}')
    html = site.read("misc/one/index.html")
    assert html == "<p>Text.</p>\n<p>One.</p>"


def test_a_text_that_includes_itself_many_times_over_ends(site):
    site.write("content/_a.md", "{{< include _b.md >}}\n" * 50)
    site.write("content/_b.md", ("x" * 400 + "\n") * 100)
    site.post("one.md", "{{< include _a.md >}}\n" * 3, slug="one")
    errors = site.build()
    assert errors
    assert all("makes this post longer than 1,000,000 characters" in error for error in errors)
    assert len(site.read("misc/one/index.html")) < 1_100_000


def test_what_is_wrong_in_an_included_text_is_told_where_it_stands(site):
    site.write("content/references.bib", "@book{tui2011, author={Tui, R.}, title={T}, date={2011}}")
    site.write("content/_method.md", "Text.\n\n[@tui2012] and $\\foo$.\n")
    body = "Text.\n\n{{< include _method.md >}}\n\nLast [@tui2013], $\\bar$.\n"
    site.write("content/one.md", f"Title: One\nDate: 2024-05-01\nSlug: one\n\n{body}")
    errors = site.build(PLUGINS=["citations", "writing"])
    assert sorted(error.partition(": ")[0] for error in errors) == [
        "content/_method.md:3",
        "content/_method.md:3",
        "content/one.md:9",
        "content/one.md:9",
    ]


@pytest.mark.parametrize("plugins", [["jinja2content", "writing"], ["writing", "jinja2content"]])
def test_beside_templates(site, plugins):
    """What authors write is read where another plugin fills in templates first."""
    site.write("content/_method.md", "We asked *ten*.")
    body = '{% for n in range(2) %}\nLine {{ n }}, $x^2$.\n\n{% endfor %}\n--8<-- "_method.md"\n\nH~2~O'
    site.post("one.md", body, slug="one")
    assert site.build(PLUGINS=plugins) == []
    html = site.read("misc/one/index.html")
    assert "Line 1, <math" in html
    assert "<p>We asked <em>ten</em>.</p>" in html
    assert "H<sub>2</sub>O" in html
