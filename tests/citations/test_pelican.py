"""The plugin in real, small Pelican sites."""

import json
from pathlib import Path

import pytest

BIB = """@book{tui2011, author={Tui, R. and Kea, M.}, title={The Digital Practitioner}, date={2011}}
@report{msd, author={{Ministry of Things}}, shortauthor={MoT}, title={A}, date={2010}, url={https://mot.example/a}}
@report{msd2, author={{Ministry of Things}}, shortauthor={MoT}, title={B}, date={2010}}
"""


def post(body, **metadata):
    fields = {"Title": "A post", "Date": "2013-12-03", **metadata}
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"\n{body}\n"


def test_an_article_has_citations_and_references(site):
    built = site({"references.bib": BIB, "a.md": post("As @tui2011 say [see @msd2].")})
    assert built.errors == []
    (article,) = built.articles
    assert [reference.key for reference in article.references] == ["msd2", "tui2011"]
    assert article.references[1].text == "Tui, R., & Kea, M. (2011). The digital practitioner."
    json.dumps(article.references[1].csl)
    page = built.page("a-post/index.html")
    assert page.select_one("section.references #ref-tui2011 a.backlink")
    assert "As Tui and Kea (2011) say (see Ministry of Things [MoT], 2010)." in page.get_text()
    assert "doc-bibliography" in (built.output / "feed.xml").read_text(encoding="utf-8")


def test_pages_and_drafts_have_them_too(site):
    built = site(
        {
            "references.bib": BIB,
            "pages/about.md": "Title: About\n\nSee @tui2011.\n",
            "draft.md": post("See @msd.", Status="draft", Title="Draft"),
        }
    )
    assert [[reference.key for reference in page.references] for page in built.pages] == [["tui2011"]]
    assert [[reference.key for reference in draft.references] for draft in built.drafts] == [["msd"]]


def test_a_post_without_citations_is_left_alone(site):
    built = site({"references.bib": BIB, "a.md": post("Nothing to *cite*, says \\@friend.")})
    (article,) = built.articles
    assert article.references == ()
    assert article.content == "<p>Nothing to <em>cite</em>, says @friend.</p>"


def test_a_site_without_a_bibliography_keeps_its_mentions(site):
    built = site({"a.md": post("Hello @friend.")})
    assert built.errors == []
    assert built.articles[0].content == "<p>Hello @friend.</p>"


def test_summaries_have_citations_as_text(site):
    built = site(
        {
            "references.bib": BIB,
            "a.md": post("Both [@msd; @msd2].", Summary="After *some* [@msd2] and @tui2011 [p. 3]."),
        }
    )
    (article,) = built.articles
    # The letter is the one that the article gives.
    assert article.summary == (
        "<p>After <em>some</em> (Ministry of Things [MoT], 2010b) and Tui and Kea (2011, p. 3).</p>"
    )
    assert [reference.key for reference in article.references] == ["msd", "msd2"]


def test_summaries_that_pelican_cuts_have_no_links_or_ids_of_citations(site):
    built = site({"references.bib": BIB, "a.md": post("Short [@msd].")})
    (article,) = built.articles
    assert "(Ministry of Things [MoT], 2010)" in article.summary
    assert "<a" not in article.summary
    assert "id=" not in article.summary
    assert 'href="#ref-msd"' in article.content


def test_a_series_and_a_post_bring_their_own_works(site):
    built = site(
        {
            "references.bib": BIB,
            "series/works.bib": "@book{own, author={A. Own}, title={Own}, date={2001}}\n"
            "@book{tui2011, author={B. Other}, title={Corrected}, date={2012}}\n",
            "series/1-a.md": post("[@own; @tui2011; @msd]", Title="In the series"),
            "extra/more.bib": "@book{more, author={C. More}, title={More}, date={2003}}\n",
            "beside.md": post("[@more; @tui2011]", Title="Own list", Bibliography="extra/more.bib"),
            "outside.md": post("[@tui2011]", Title="Outside"),
        }
    )
    assert built.errors == []
    keys = {article.title: [reference.text for reference in article.references] for article in built.articles}
    assert keys["In the series"] == [
        "Ministry of Things. (2010). A. https://mot.example/a",
        "Other, B. (2012). Corrected.",
        "Own, A. (2001). Own.",
    ]
    assert keys["Own list"] == [
        "More, C. (2003). More.",
        "Tui, R., & Kea, M. (2011). The digital practitioner.",
    ]
    assert keys["Outside"] == ["Tui, R., & Kea, M. (2011). The digital practitioner."]


def test_the_bibliography_is_a_setting(site):
    files = {
        "lib/a.bib": BIB,
        "b.bib": "@book{b, author={A. B}, title={B}, date={2000}}",
        "x/p.md": post("[@tui2011]"),
    }
    assert site(files, CITATIONS_BIBLIOGRAPHY="lib/a.bib").errors == []
    assert (
        site(
            {**files, "x/q.md": post("[@b]", Title="Q")}, CITATIONS_BIBLIOGRAPHY=["lib/a.bib", "b.bib"]
        ).errors
        == []
    )


def test_a_setting_that_cannot_be_used(site):
    built = site({"a.md": post("[@b]")}, CITATIONS_BIBLIOGRAPHY=7)
    assert built.errors == ["CITATIONS_BIBLIOGRAPHY must be a path or a list of paths, not 7"]
    assert len(built.articles) == 1


def test_a_bibliography_that_is_missing(site):
    built = site({"a.md": post("[@b]"), "b.md": post("x", Title="B")}, CITATIONS_BIBLIOGRAPHY="no.bib")
    assert "content/no.bib: the bibliography can't be read: No such file or directory" in built.errors
    built = site({"a.md": post("x", Bibliography="nowhere.bib")})
    assert "content/nowhere.bib: the bibliography can't be read: No such file or directory" in built.errors


def test_all_errors_of_a_build_are_reported_with_file_and_line(site):
    built = site(
        {
            "references.bib": BIB
            + "@book{broken, title={x}\n@book{fine, author={A. F}, title={F}, date={2000}}",
            "one.md": post("Fine [@fine].\n\nWrong [@tui2010].\n\nWrong again: @tui2010", Title="One"),
            "two.md": post("A @stranger.", Title="Two"),
            "sum.md": post("x", Title="Sum", Summary="Wrong [@msd3]"),
        }
    )
    assert sorted(built.errors) == [
        'content/one.md:6: no work "tui2010" in content/references.bib. Did you mean "tui2011"?'
        " If you meant to mention somebody, write \\@tui2010",
        'content/one.md:8: no work "tui2010" in content/references.bib. Did you mean "tui2011"?'
        " If you meant to mention somebody, write \\@tui2010",
        "content/references.bib:4: the entry is never closed: a } is missing",
        'content/sum.md:3: no work "msd3" in content/references.bib. Did you mean "msd" or "msd2"?',
        'content/two.md:4: no work "stranger" in content/references.bib.'
        " If you meant to mention somebody, write \\@stranger",
    ]
    assert len(built.articles) == 3
    page = built.page("one/index.html")
    assert [strong.get_text() for strong in page.select("strong.citation-missing")] == [
        "tui2010?",
        "tui2010?",
    ]


def test_rebuilding_sees_the_new_bibliography(site):
    first = site({"references.bib": BIB, "a.md": post("[@new]")})
    assert len(first.errors) == 1
    second = site({"references.bib": f"{BIB}@book{{new, author={{A. N}}, title={{N}}, date={{2000}}}}"})
    assert second.errors == []


def test_other_extensions_and_settings_stay(site):
    settings = {
        "MARKDOWN": {
            "extension_configs": {
                "markdown.extensions.extra": {},
                "markdown.extensions.smarty": {},
                "markdown.extensions.toc": {"permalink": True},
            },
            "output_format": "html5",
        }
    }
    built = site(
        {"references.bib": BIB, "a.md": post('# A "heading" [@msd]\n\nText[^1].\n\n[^1]: Note [@tui2011].')},
        **settings,
    )
    assert built.errors == []
    page = built.page("a-post/index.html")
    assert page.select_one("div.footnote a.citation")["href"] == "#ref-tui2011"
    assert "A “heading” (Ministry of Things [MoT], 2010)" in page.select_one(".entry-content h1").get_text()


def test_valid_html(site, tmp_path):
    from pathlib import Path

    from servers.nu import check

    examples = Path(__file__).parent
    import markdown

    html = markdown.markdown(
        (examples / "page.md").read_text(encoding="utf-8") + "\n\n" + "[@nope] [@{DBLP:a/b}]",
        extensions=["extra", "smarty", "toc", "citations"],
        extension_configs={"citations": {"bibliography": [str(examples / "examples.bib")]}},
    )
    folder = tmp_path / "valid"
    folder.mkdir()
    (folder / "page.html").write_text(
        f'<!DOCTYPE html>\n<html lang="en">\n<head><title>T</title></head>\n<body>\n{html}\n</body></html>',
        encoding="utf-8",
    )
    other = markdown.markdown(
        "Lang: ja\n\n# What @tui2011's view is\n\nA[^1] [@tui2011; @msd2010, p. 3].\n\n"
        "[^1]: Note [@tui2011].\n\n"
        '## Read {#read}\n\n<div id="refs"></div>\n\n## End\n\nText.',
        extensions=["extra", "smarty", "toc", "meta", "citations"],
        extension_configs={"citations": {"bibliography": [str(examples / "examples.bib")]}},
    )
    (folder / "other.html").write_text(
        f'<!DOCTYPE html>\n<html lang="ja">\n<head><title>T</title></head>\n<body>\n{other}\n</body></html>',
        encoding="utf-8",
    )
    assert [message for message in check(folder) if "Trailing slash" not in message] == []


@pytest.mark.parametrize(
    "slip", ["See [@tui2011, p. 8 for more.", "See [@tui2011; p. 3].", "See [see @tui2011."]
)
def test_a_citation_that_cannot_be_read_is_an_error(site, slip):
    files = {"references.bib": (Path(__file__).parent / "examples.bib").read_text(encoding="utf-8")}
    post = "Title: A\nDate: 2024-01-01\n\nRight: [@tui2011], (in [0, 1) @tui2011), [@tui2011](/x).\n\n"
    (error,) = site({**files, "a.md": f"{post}{slip}\n"}).errors
    assert error == (
        'content/a.md:6: this citation of "tui2011" cannot be read. Write it as [@tui2011, p. 3]: '
        'a "]" at its end, and a work in each part between ";"'
    )
