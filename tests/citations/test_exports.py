"""The references of pages as files, read back by programs that aren't ours."""

import json

import pytest
import rispy
from pybtex.database import parse_string

from apa7.bibliography.library import read_library
from apa7.export import list_files, to_bibtex, to_csl, to_ris

from .conftest import EXAMPLES
from .test_pelican import BIB, post

PRIVATE = r"""@article{rata2013,
  author = "Rata, Pat and {Ministry of Things} and others", title = {On {Māori} \& {\'e}toile: A "Study"},
  journal = {Journal of Invention}, volume = 3, number = {2}, pages = {100--109}, date = {2013-05-07},
  doi = {https://doi.org/10.5555/abc}, urldate = {2020-01-02}, langid = {english},
  file = {/home/author/secret.pdf}, abstract = {Long}, bdsk-url-1 = {x}, timestamp = {now},
}
@book{whole, editor = {Tui, R.}, title = {Whole}, publisher = {House}, date = {2015}}
@incollection{part, author = {van der Berg, Jr., P.}, title = {Part}, pages = {7}, crossref = {whole}}
@article{review, author = {Kea, M.}, title = {On Whole}, journal = {J}, date = {2016},
  related = {whole}, relatedtype = {reviewof}}
"""


@pytest.fixture
def works(library):
    read = library(PRIVATE)
    return [read.get(key) for key in ("rata2013", "part", "review")]


def test_bibtex_read_by_pybtex(works):
    entries = parse_string(to_bibtex(works), "bibtex").entries
    assert list(entries) == ["rata2013", "part", "review", "whole"]
    article = entries["rata2013"]
    assert set(article.fields) == {
        "title", "journaltitle", "volume", "number", "pages", "date", "doi", "urldate", "langid", "journal",
        "year",
    }  # fmt: skip
    assert article.fields["title"] == r"On {Māori} \& {\'e}toile: A " + '"Study"'
    assert [str(person) for person in article.persons["author"]] == [
        "Rata, Pat",
        "{Ministry of Things}",
        "others",
    ]
    # What it takes from the book stands in the entry itself.
    assert entries["part"].fields["booktitle"] == "Whole"
    assert "crossref" not in entries["part"].fields


def test_ris_read_by_rispy(works):
    article, part, _ = rispy.loads(to_ris(works))
    assert article["type_of_reference"] == "JOUR"
    assert article["authors"] == ["Rata, Pat", "Ministry of Things,"]
    assert article["title"] == "On Māori & étoile: A “Study”"
    expected = {
        "id": "rata2013", "secondary_title": "Journal of Invention", "volume": "3", "number": "2",
        "start_page": "100", "end_page": "109", "year": "2013", "date": "2013/05/07", "doi": "10.5555/abc",
        "access_date": "2020/01/02",
        "urls": ["https://doi.org/10.5555/abc"],
    }  # fmt: skip
    assert expected.items() <= article.items()
    assert part["type_of_reference"] == "CHAP"
    assert part["authors"] == ["van der Berg, P., Jr."]
    assert part["secondary_authors"] == ["Tui, R."]
    assert part["start_page"] == "7"
    assert "end_page" not in part


def test_every_example_survives_all_formats():
    library = read_library([EXAMPLES])
    works = [library.get(key) for key in library]
    assert {work.key for work in works} <= set(parse_string(to_bibtex(works), "bibtex").entries)
    records = rispy.loads(to_ris(works))
    assert [record["id"] for record in records] == [work.key for work in works]
    assert all(len(line) > 5 and line[2:6] == "  - " for line in to_ris(works).splitlines())
    for work, record in zip(works, records, strict=True):
        item = json.loads(json.dumps(to_csl(work)))
        assert item["id"] == work.key
        assert item.get("title", "").casefold() == record.get("title", "").casefold()
        if "date-parts" in item.get("issued", {}):
            assert str(item["issued"]["date-parts"][0][0]) == record["year"]


# The types and variables of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html).
CSL_TYPES = [
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
CSL_TEXTS = [
    "id", "type", "abstract", "archive", "collection-number", "collection-title", "container-title",
    "edition", "event-place", "event-title", "genre", "ISBN", "ISSN", "issue", "language", "note", "number",
    "number-of-volumes", "page", "publisher", "publisher-place", "reviewed-genre", "reviewed-title",
    "section",
    "status", "title", "title-short", "version", "volume", "DOI", "URL",
]  # fmt: skip
CSL_NAMES = {
    "author", "composer", "container-author", "director", "editor", "executive-producer", "guest", "host",
    "interviewer", "narrator", "performer", "producer", "reviewed-author", "script-writer", "translator",
}  # fmt: skip
CSL_DATES = {"issued", "accessed", "original-date", "event-date"}


def test_csl_json_has_the_shape_that_processors_read():
    library = read_library([EXAMPLES])
    for key in library:
        item = to_csl(library.get(key))
        assert item["type"] in CSL_TYPES
        assert set(item) <= {*CSL_TEXTS, *CSL_NAMES, *CSL_DATES}
        assert all(isinstance(item[name], str) and item[name] for name in CSL_TEXTS if name in item)
        for name in CSL_NAMES & item.keys():
            for person in item[name]:
                assert set(person) == {"literal"} or "family" in person
                assert set(person) <= {
                    "literal", "family", "given", "suffix", "non-dropping-particle", "dropping-particle"
                }  # fmt: skip
        for name in CSL_DATES & item.keys():
            parts = item[name].get("date-parts", [])
            assert parts or item[name]["literal"]
            assert all(1 <= len(date) <= 3 and all(isinstance(part, int) for part in date) for date in parts)


@pytest.mark.parametrize(
    ("save_as", "slug", "first"),
    [
        ("a/b/index.html", "b", "a/b/references.bib"),
        ("a-post.html", "a-post", "a-post-references.bib"),
        ("references/index.html", "references", "references/works-cited.bib"),
        ("index.html", "", "references.bib"),
    ],
)
def test_where_the_files_stand(save_as, slug, first):
    assert list_files(save_as, slug)[0].url == first


FILES = {
    "references.bib": BIB,
    "kai/own.bib": "@book{tui2011, author={Other, B.}, title={Another}, date={2011},\n"
    "annotation={Still *the* \\emph{best}.}}\n"
    "@book{copy, author={Tui, R. and Kea, M.}, title={The Digital Practitioner}, date={2011}}\n",
    "kai/1-one.md": post("[@tui2011; @copy; @msd2]", Title="One"),
    "two.md": post("[@tui2011; @msd; @msd2]", Title="Two <b>&amp; last</b>"),
    "none.md": post("Nothing.", Title="None"),
    "draft.md": post("[@msd]", Title="Draft", Status="draft"),
    "pages/about.md": "Title: About\n\nSee @tui2011.\n",
}
SETTINGS = {"PAGE_URL": "{slug}/", "PAGE_SAVE_AS": "{slug}/index.html"}


def test_each_page_has_its_files(site):
    built = site(FILES, **SETTINGS)
    assert built.errors == []
    two = next(article for article in built.articles if article.slug.startswith("two"))
    assert [(file.label, file.url) for file in two.reference_files] == [
        ("BibTeX", f"{two.slug}/references.bib"),
        ("RIS", f"{two.slug}/references.ris"),
        ("CSL-JSON", f"{two.slug}/references.json"),
    ]
    folder = built.output / two.slug
    keys = ["msd", "msd2", "tui2011"]
    assert list(parse_string((folder / "references.bib").read_text("utf-8"), "bibtex").entries) == keys
    with (folder / "references.ris").open(encoding="utf-8") as file:
        assert [record["id"] for record in rispy.load(file)] == keys
    assert [item["id"] for item in json.loads((folder / "references.json").read_text("utf-8"))] == keys
    assert (built.output / "about/references.bib").exists()
    assert not (built.output / "none/references.bib").exists()
    assert not list(built.output.glob("drafts/**/*.bib"))


def test_the_works_cited_by_the_site(site):
    built = site(FILES, **SETTINGS)
    page = built.page("works/index.html")
    entries = [entry.get_text() for entry in page.select(".csl-entry")]
    assert entries == [
        "Ministry of Things. (2010a). A. https://mot.example/a",
        "Ministry of Things. (2010b). B.",
        "Other, B. (2011). Another.",
        "Tui, R., & Kea, M. (2011). The digital practitioner.",
    ]
    assert len({entry["id"] for entry in page.select(".csl-entry")}) == 4
    cited_in = [
        [link.get_text() for link in row.select("a")] for row in page.select("ul[aria-label='Cited in']")
    ]
    # The same work is one, under two keys; two works of one key are two.
    assert cited_in == [["Two & last"], ["One", "Two & last"], ["One"], ["One", "About", "Two & last"]]
    for link in page.select("ul[aria-label='Cited in'] a"):
        path, fragment = link["href"].removeprefix("https://site.example/").split("#")
        assert built.page(f"{path}index.html").find(id=fragment)
    assert [note.decode_contents() for note in page.select(".annotation")] == ["Still *the* <i>best</i>."]
    assert len(json.loads((built.output / "works/references.json").read_text("utf-8"))) == 4


def test_letters_are_those_of_the_page_they_stand_on(site):
    # One cites B alone, so there it has no letter.
    built = site(FILES, **SETTINGS)
    one = next(article for article in built.articles if article.title == "One")
    assert one.references[0].text == "Ministry of Things. (2010). B."


def test_a_theme_asks_for_the_bibliography_of_any_posts(site, tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "category.html").write_text(
        "{% for work in bibliography_of(articles) %}<p>{{ work.reference.text }}</p>{% endfor %}"
    )
    built = site(FILES, THEME_TEMPLATES_OVERRIDES=[str(templates)], **SETTINGS)
    listed = [line.get_text() for line in built.page("category/kai.html").select("p")]
    assert listed == [
        "Ministry of Things. (2010). B.",
        "Other, B. (2011). Another.",
        "Tui, R., & Kea, M. (2011). The digital practitioner.",
    ]


def test_no_works_page(site):
    assert not (site(FILES, CITATIONS_WORKS_SAVE_AS="").output / "works").exists()
    other = site(FILES, CITATIONS_WORKS_SAVE_AS="all/cited.html")
    assert (other.output / "all/cited.html").exists()
    assert (other.output / "all/cited-references.bib").exists()


def test_no_works_page_where_nothing_is_cited(site):
    assert not (site({"references.bib": BIB, "a.md": post("Nothing.")}).output / "works").exists()


def test_a_page_that_stands_where_the_works_belong(site):
    built = site({**FILES, "pages/works.md": "Title: Works\n\nMine.\n"}, **SETTINGS)
    assert built.errors == [
        "content/pages/works.md is published at works/index.html, where the page with all works cited "
        "belongs. Give it another slug, or set CITATIONS_WORKS_SAVE_AS."
    ]
    assert "Mine." in built.page("works/index.html").get_text()


def test_a_works_setting_that_cannot_be_used(site):
    built = site(FILES, CITATIONS_WORKS_SAVE_AS=3)
    assert built.errors == ["CITATIONS_WORKS_SAVE_AS must be a path or empty, not 3"]
