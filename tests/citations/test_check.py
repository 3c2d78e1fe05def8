"""What `citations check` finds in entries."""

import json

import pytest

from apa7.__main__ import main
from apa7.lint import review
from apa7.lint.people import looks_like_group

WHOLE = "author={Doe, J.}, journaltitle={Social Work}, date={2001}"


@pytest.fixture
def found(library):
    """Return a function that reviews the text of a .bib file: rule, line and message of each finding."""

    def check(source):
        read = library(source)
        return [
            (item.rule, item.line, item.message) for item in sorted(review([read.get(key) for key in read]))
        ]

    return check


@pytest.mark.parametrize(
    ("entry", "rule", "message"),
    [
        (
            "@misc{k, author={Social Workers Registration Board}, title={t}, date={2013}}",
            "organisation",
            '"k": "Social Workers Registration Board" is read as an organisation, by its words; '
            "other programs need author = {{Social Workers Registration Board}}",
        ),
        (
            "@misc{k, author={Doe, J. and World Health Organization}, title={t}, date={2013}}",
            "organisation",
            '"k": "World Health Organization" is read as an organisation, by its words; '
            "other programs need {World Health Organization}",
        ),
        (
            "@misc{k, author={Ministry of Business, Innovation and Employment}, title={t}, date={2013}}",
            "organisation",
            '"k": "Ministry of Business, Innovation and Employment" is read as an organisation, '
            "by its words; other programs need author = {{Ministry of Business, Innovation and Employment}}",
        ),
        (
            f"@article{{k, title={{Facebook Use Among Members of Parliament}}, {WHOLE}}}",
            "unprotected-name",
            '"k": the title loses the capital of "Parliament"; braces keep capitals: {Parliament}',
        ),
        (f"@article{{k, title={{t}}, {WHOLE}, doi={{1093/sw/swt003}}}}", "bad-doi",
         '"k": "1093/sw/swt003" is no DOI: one begins with 10., four digits or more and a slash'),
        (f"@article{{k, title={{t}}, {WHOLE}, doi={{https://doi.org/10.1093/sw/swt003.}}}}", "bad-doi",
         '"k": the DOI "10.1093/sw/swt003." ends with a . that is likely not part of it'),
        ("@misc{k, author={{van der Kea, Moana}}, title={t}, date={2001}}", "organisation",
         '"k": "van der Kea, Moana" is read as an organisation, by its braces; a person has none'),
        ("@online{k, author={Doe, J.}, title={t}, date={2001}, url={https://www.kea.org.ezproxy.moa.example/a}}",
         "proxy", '"k": "www.kea.org.ezproxy.moa.example" is a library\'s proxy, which few readers can open; '
         "write the address behind it"),
        ("@article{k, author={Doe, J.}, title={t}, date={2001}}", "missing-field",
         '"k": an @article needs journaltitle or eprint'),
        ("@phdthesis{k, author={Doe, J.}, title={t}, date={2001}}", "missing-field",
         '"k": a @phdthesis needs publisher or institution'),
        ("@incollection{k, author={Doe, J.}, booktitle={t}, date={2001}}", "missing-field",
         '"k": an @incollection needs title'),
        ("@zine{k, author={Doe, J.}, title={t}, date={2001}}", "type",
         '"k" is a @zine, which reads like a @misc'),
    ],
)  # fmt: skip
def test_one_entry(found, entry, rule, message):
    assert found(entry) == [(rule, 1, message)]


@pytest.mark.parametrize(
    "entry",
    [
        f"@article{{k, title={{The {{New Zealand}} study}}, {WHOLE}, doi={{10.1000.1/a(b)<c>}}}}",
        "@book{k, author={{Ministry of Social Development} and others}, title={t}, date={2001}}",
        "@book{k, author={Frank Press and Church, Mary and Royal, Te Ahukaramū}, title={t}, date={2001}}",
        "@book{k, author={family=Board, given=Ann Mary}, title={t}, year={in press}}",
        "@book{k, author={Doe, J.}, title={Ein Buch über New Zealand}, langid={ngerman}, date={2001}}",
        "@legislation{k, title={New Zealand Bill of Rights Act 1990}, location={N.Z.}}",
    ],
)
def test_nothing_to_say(found, entry):
    assert found(entry) == []


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Ministry of Social Development", True),
        ("Board, Social Workers Registration", True),
        ("World Health Organization", True),
        ("UNESCO", True),
        ("Department for Education", True),
        ("Ludwig van Beethoven", False),
        ("de la Cruz, Maria", False),
        ("John Church", False),
        ("Park, Robert Ezra", False),
        ("Ngũgĩ wa Thiong'o", False),
        ("Plato", False),
    ],
)
def test_organisations(name, group):
    assert looks_like_group(name) is group


def test_duplicates(found):
    listed = found(
        "@article{a, title={One {Title}}, author={Doe, J.}, journaltitle={J}, date={2001},doi={10.1000/AB}}\n"
        "@article{b, title={O}, author={Roe}, journaltitle={J}, date={2001}, url={https://doi.org/10.1000/ab}}\n"
        "@article{c, title={One title}, author={Doe, John}, journaltitle={J}, date={2001}}\n"
        "@article{d, title={One title}, author={Doe, John}, journaltitle={J}, date={2002}}\n"
        "@book{e, title={Whole}, author={Kea, M.}, date={2001}, doi={10.1000/w}}\n"
        "@inbook{f, title={Part}, crossref={e}}\n"
    )
    named = '"a" (refs.bib:1); keep one of them, and name the other key in its ids'
    assert listed == [
        ("duplicate-doi", 2, f'"b": the same DOI as {named}'),
        ("duplicate-title", 3, f'"c": the same title, author and year as {named}'),
    ]


def test_words_that_two_titles_protect_are_names(found):
    listed = found(
        "".join(
            f"@article{{k{number}, title={{{title}}}, {WHOLE.replace('2001', str(2001 + number))}}}\n"
            for number, title in enumerate(
                ["The {Ponsonby} study", "In {Ponsonby} again", "Life In Ponsonby Today"]
            )
        )
    )
    assert [(rule, line) for rule, line, _ in listed] == [("unprotected-name", 3)]


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    (folder / "series").mkdir(parents=True)
    (folder / "references.bib").write_text(
        "@book{doe2001, author={Doe, J.}, title={One}, date={2001}}\n"
        "@book{roe2002, author={Roe, R.}, title={Two}, date={2002}}\n"
        "@book{whole, editor={Kea, M.}, title={Whole}, date={2003}}\n"
        "@incollection{part, author={Kea, M.}, title={Part}, crossref={whole}}\n"
    )
    (folder / "series/own.bib").write_text("@book{own, author={Own, O.}, title={Own}, date={2004}}\n")
    (folder / "a.md").write_text("Title: A\n\nFine [@doe2001; @part].\n")
    (folder / "series/b.md").write_text("Title: B\n\nFine too.\n")
    return folder


def test_entries_that_nobody_cites(capsys, content):
    assert main(["check", "content"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "warning: 2 works are cited nowhere: roe2002, own",
        "2 posts, 5 works: 0 errors, 2 warnings",
    ]
    assert main(["check", "content", "--cited"]) == 0
    assert capsys.readouterr().out == "2 posts, 5 works: 0 errors, 0 warnings\n"


def test_labels_of_figures_are_no_keys(capsys, content):
    """Who writes so has the plugin that counts figures; a label that nothing has may be a key."""
    text = "See [@fig-map], @tbl-sites and [@fig-none].\n\n![A](a.png){#fig-map}\n\n: B {#tbl-sites}\n"
    (content / "a.md").write_text(f"Title: A\n\n{text}")
    assert main(["check", "content", "--cited"]) == 1
    said = capsys.readouterr()
    assert said.out == "2 posts, 5 works: 1 error, 0 warnings\n"
    assert said.err.splitlines() == ['content/a.md:3: no work "fig-none" in content/references.bib.']


def test_json(capsys, content):
    (content / "a.md").write_text("Title: A\n\nWrong [@doe2002; @part; @roe2002].\n")
    (content / "bad.md").write_bytes(b"\xff")
    assert main(["check", "content", "--format", "json"]) == 1
    listed = json.loads(capsys.readouterr().out)
    assert [(item["path"], item["line"], item["severity"], item["rule"]) for item in listed] == [
        ("content/a.md", 3, "error", "unknown-key"),
        ("content/bad.md", 0, "error", "encoding"),
        ("content/references.bib", 1, "warning", "uncited"),
        ("content/series/own.bib", 1, "warning", "uncited"),
    ]
    assert 'Did you mean "roe2002" or "doe2001"?' in listed[0]["message"]


def test_a_bibliography_by_itself(capsys, content):
    with (content / "references.bib").open("a") as file:
        file.write("@zine{z, title={Z}}\n@book{broken, title=}\n")
    assert main(["check", "content/references.bib"]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("content/references.bib:6: ")
    assert out.splitlines() == [
        'content/references.bib:5: warning: "z" is a @zine, which reads like a @misc',
        "0 posts, 5 works: 1 error, 1 warning",
    ]
