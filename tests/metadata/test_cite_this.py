"""The post's own reference: APA for readers; BibTeX, RIS and CSL-JSON for reference managers."""

import dataclasses
import json
from datetime import datetime, timedelta, timezone

import pytest
from pelican.plugins.metadata import exports
from pelican.plugins.metadata.cite_this import write_reference
from pelican.plugins.metadata.model import Person, Record
from pybtex.database import parse_string

DAY = datetime(2018, 9, 15, 9, tzinfo=timezone(timedelta(hours=12)))
URL = "https://blogs.example/free-will/"
RECORD = Record(
    id="urn:uuid:1",
    title="Can we talk scientifically about free will?",
    authors=(Person("Michael Klymkowsky", "Michael", "Klymkowsky"),),
    published=DAY,
    modified=DAY,
    url=URL,
    language="en",
    abstract="On {will} & 100% freedom_of choice.",
    keywords=("will", "science"),
    site="Sci-Ed",
    site_url="https://blogs.example",
)
ONE = RECORD.authors[0]
EDITORS = Person("The Partwork editors", organisation=True)
LINK = f'<i>Sci-Ed</i>. <a href="{URL}">{URL}</a>'


@pytest.mark.parametrize(
    ("changes", "reference"),
    [
        ({}, "Klymkowsky, M. (2018, September 15). Can we talk scientifically about free will? "),
        ({"title": "Free will"}, "Klymkowsky, M. (2018, September 15). Free will. "),
        ({"authors": (), "title": "Free will"}, "Free will. (2018, September 15). "),
        (
            {"authors": (EDITORS,), "title": "A & B"},
            "The Partwork editors. (2018, September 15). A &amp; B. ",
        ),
        (
            {"authors": (ONE, Person("Jean-Luc Picard", "Jean-Luc", "Picard")), "title": "Free will"},
            "Klymkowsky, M., &amp; Picard, J.-L. (2018, September 15). Free will. ",
        ),
        (
            {
                "authors": (ONE, Person("Ana Bo Cy", "Ana Bo", "Cy"), Person("X", None, "X")),
                "title": "Free will",
            },
            "Klymkowsky, M., Cy, A. B., &amp; X. (2018, September 15). Free will. ",
        ),
    ],
)
def test_apa(changes, reference):
    """The first is the manual's own example of a blog post (APA 7, § 10.1, example 17)."""
    assert write_reference(dataclasses.replace(RECORD, **changes)) == reference + LINK


def test_apa_names_nineteen_of_many_authors_and_the_last():
    people = tuple(Person(f"A F{n}", "A", f"F{n}") for n in range(1, 23))
    twenty = write_reference(dataclasses.replace(RECORD, authors=people[:20]))
    assert "F19, A., &amp; F20, A. (2018" in twenty
    many = write_reference(dataclasses.replace(RECORD, authors=people))
    assert "F19, A., . . . F22, A. (2018" in many
    assert "F20" not in many


def test_bibtex_is_read_by_pybtex():
    authors = (*RECORD.authors, EDITORS, Person("First van Last", "First", "van Last"))
    text = exports.write_bibtex(
        dataclasses.replace(RECORD, authors=authors, title="Mud & {sand} 100% #1_a \\ b")
    )
    database = parse_string(text, "bibtex")
    (entry,) = database.entries.values()
    assert entry.type == "online"
    assert [str(person) for person in entry.persons["author"]] == [
        "Klymkowsky, Michael",
        "{The Partwork editors}",
        "van Last, First",
    ]
    assert entry.fields["title"] == (
        r"{Mud \& \textbraceleft{}sand\textbraceright{} 100\% \#1\_a \textbackslash{} b}"
    )
    assert entry.fields["date"] == "2018-09-15"
    assert entry.fields["url"] == URL
    assert list(database.entries) == ["klymkowsky2018sand"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "english"), ("en-NZ", "newzealand"), ("fr-CH", "french"), ("mi", None), ("", None)],
)
def test_a_language_is_called_as_biblatex_calls_it(language, name):
    text = exports.write_bibtex(dataclasses.replace(RECORD, language=language))
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert entry.fields.get("langid") == name
    assert entry.fields["year"] == "2018"


def test_ris():
    lines = exports.write_ris(RECORD).split("\r\n")
    assert lines[0] == "TY  - BLOG"
    assert lines[-2:] == ["ER  - ", ""]
    for line in (
        "AU  - Klymkowsky, Michael",
        "T2  - Sci-Ed",
        "DA  - 2018/09/15",
        "KW  - science",
        f"UR  - {URL}",
    ):
        assert line in lines


def test_csl_json():
    (item,) = json.loads(exports.write_csl(dataclasses.replace(RECORD, authors=(ONE, EDITORS))))
    assert item["type"] == "post-weblog"
    assert item["author"] == [
        {"family": "Klymkowsky", "given": "Michael"},
        {"literal": "The Partwork editors"},
    ]
    assert item["issued"] == {"date-parts": [[2018, 9, 15]]}
    assert item["container-title"] == "Sci-Ed"


@pytest.mark.parametrize(
    ("save_as", "name"),
    [
        ("floods/rain/index.html", "floods/rain/mud"),
        ("rain.html", "rain"),
        ("index.html", "mud"),
        ("a/b.htm", "a/b"),
    ],
)
def test_the_files_lie_beside_the_page(save_as, name):
    assert [file.url for file in exports.list_files(save_as, "mud")] == [
        f"{name}.bib",
        f"{name}.ris",
        f"{name}.csl.json",
    ]
