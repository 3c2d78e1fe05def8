"""What is said about entries that cannot be right, and that right ones pass without a word."""

import pytest

from apa7.bibliography.library import Library, parse, read_file, read_library
from apa7.bibliography.shelf import Shelf


def doubts(fields):
    problems = parse(f"@book{{k, {fields}}}", "refs.bib")[1]
    assert all(problem.warning and problem.line == 1 for problem in problems)
    return [problem.message for problem in problems]


DATES = """
2021, 2021-02, 2021-02-28, 2020-02-29, 2000-02-29, 2021-2-3, 2012-22, 1723~, -0349, 2002/.., 2002/, ../2002,
2002/2008, 2021-05-07/2021-05-07, 2021-05/2021-06-01, 2012-23/2012-24, 2012-24/2012-03, 2019-03-07T10:00:00,
199X, 2004-uu, 2021/02/28, in press, n.d., c. 1900, ..
"""
YEARS = "2021, in press, 2019/2020, 2019--2020, n.d., 1999a, -350, forthcoming"
RIGHT = [
    *(f"date = {{{date.strip()}}}" for date in [*DATES.split(","), "", "June 5, 2004"]),
    *(f"year = {{{year.strip()}}}" for year in YEARS.split(",")),
    "year = 2021, month = feb, day = 28",
    "year = 2021, month = {07}",
    "year = 2021, month = {July/August}",
    "year = 2021, month = {5}, day = {05}",
    "year = 2021, month = 21",
    "year = 2020, month = feb, day = 29",
    "date = {2021}, month = {13}",
    "url = {https://a.example/}",
    "url = {\\url{https://a.example/a_b}}",
    "url = {https://a.example/@me}",
    "url = {}",
    "doi = {10.1000/182}",
    "doi = {}",
    "note = {see https://a.example/ or write to me@a.example}",
]


@pytest.mark.parametrize("fields", RIGHT)
def test_right_fields_pass(fields):
    assert doubts(f"title = {{T}}, {fields}") == []


def test_a_bibliography_of_what_is_there_passes(library):
    works = library(
        "@book{a, title = {A}, related = {b, c d}, ids = {old}}\n@book{b, title = {B}, related = {a}}\n"
        "@book{c d, title = {C}, crossref = {old}, xdata = {x}}\n@xdata{x, xdata = {y}}\n"
        "@xdata{y, location = {L}}\n@set{s, entryset = {a,b}}\n"
    )
    assert works.problems == ()
    assert [work.key for work in works.get("a").related] == ["b", "c d"]
    assert works.get("a").related[0].related[0] is works.get("a")


@pytest.mark.parametrize("relation", ["crossref", "xdata", "related"])
def test_a_chain_may_be_as_long_as_the_file(library, relation):
    works = library(
        "".join(f"@book{{k{n}, title = {{T}}, {relation} = {{k{n + 1}}}}}\n" for n in range(3000))
    )
    assert len([works.get(key) for key in works]) == 3000
    messages = {problem.message for problem in works.problems}
    assert f'"k2999" names "k3000" in {relation}, which isn\'t there' in messages
    deep = {message for message in messages if "30 entries at most" in message}
    assert bool(deep) == (relation != "related")


def test_thirty_parents_are_inherited_from(library):
    works = library(
        "".join(f"@xdata{{k{n}, x{n} = {{a}}, xdata = {{k{n + 1}}}}}\n" for n in range(30))
        + "@xdata{k30, publisher = {Press}}\n@book{b, title = {T}, xdata = {k1}}\n"
    )
    assert works.problems == ()
    assert works.get("b").string("publisher") == "Press"


def test_all_that_name_each_other(library):
    names = ",".join(f"k{n}" for n in range(40))
    works = library("".join(f"@book{{k{n}, title = {{T{n}}}, related = {{{names}}}}}\n" for n in range(40)))
    assert [len(works.get(key).related) for key in works] == [39] * 40
    assert {problem.message.partition('" ')[2] for problem in works.problems} == {"names itself in related"}


def test_circles_are_told_once_and_cost_what_they_would_give(library):
    works = library(
        "".join(f"@book{{k{n}, x{n} = {{a}}, crossref = {{k{(n + 1) % 5}}}}}\n" for n in range(5))
    )
    (problem,) = works.problems
    assert str(problem).endswith(':5: "k4" takes over fields from "k0", which takes them over from it')
    assert works.get("k0").string("x4") == "a"


def test_what_thousands_take_over_has_a_bound(library):
    parent = f"@xdata{{p, note = {{{'x' * 100_000}}}}}\n"
    few = library(parent + "".join(f"@book{{k{n}, title = {{T}}, xdata = {{p}}}}\n" for n in range(24)))
    assert few.problems == ()
    many = library(parent + "".join(f"@book{{k{n}, title = {{T}}, xdata = {{p}}}}\n" for n in range(200)))
    (problem,) = many.problems
    assert (
        problem.message
        == '"k25" and the entries after it take over nothing more: the same would stand too often'
    )
    assert many.get("k24").text("note")
    assert not many.get("k25").text("note")


def test_abbreviations_that_double_have_a_bound():
    source = "@string{s0 = {xxxxxxxxxx}}\n" + "".join(
        f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60)
    )
    entries, problems = parse(source + "@book{k, title = {T}}\n", "refs.bib")
    assert [entry.key for entry in entries] == ["k"]
    (problem,) = problems
    assert "no @string is put in" in problem.message
    assert problem.line < 30
    # An abbreviation of a journal's name may stand in any number of entries.
    journal = "@string{j = {The Journal of Everything That There Is}}\n"
    _, problems = parse(journal + "".join(f"@article{{k{n}, journal = j}}\n" for n in range(20_000)))
    assert problems == []


@pytest.mark.parametrize(
    ("key", "near"),
    [("novel2013", ["novell2013"]), ("BOYD2007", ["Boyd2007"]), ("x" * 5000, []), ("", []), ("zzz", [])],
)
def test_near_keys_among_thousands(key, near):
    source = "@book{novell2013, title={A}}\n@book{Boyd2007, title={B}}\n"
    source += (
        "".join(f"@book{{other{n}, title = {{T}}}}\n" for n in range(3000))
        + f"@book{{{'y' * 5000}, title={{T}}}}"
    )
    assert Library(parse(source)[0]).suggest(key) == near


def test_one_bad_file_hides_no_other(tmp_path):
    (tmp_path / "a.bib").write_bytes(b"@book{a, title = {\xff}}\n@book{a2, title = {T}, title = {U}}\n")
    (tmp_path / "b.bib").mkdir()
    (tmp_path / "c.bib").write_text("")
    (tmp_path / "d.bib").symlink_to("d.bib")
    (tmp_path / "e.bib").write_text("% Here come my books.\n")
    (tmp_path / "f.bib").write_text('@string{p = "Press"}\n')
    (tmp_path / "z.bib").write_text("@book{z, title = {Z}}\n")
    works = read_library(sorted(tmp_path.glob("*.bib")))
    assert list(works) == ["a", "a2", "z"]
    assert [(problem.path[-5:], problem.line, problem.warning) for problem in works.problems] == [
        ("a.bib", 1, False),
        ("a.bib", 2, False),
        ("b.bib", 0, False),
        ("c.bib", 1, True),
        ("d.bib", 0, False),
    ]


def test_what_never_ends_is_no_bibliography(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.bib")
    (tmp_path / "zero.bib").symlink_to("/dev/zero")
    for name in ("pipe.bib", "zero.bib"):
        (problem,) = read_file(tmp_path / name).problems
        assert problem.message == "the bibliography can't be read: it is no ordinary file"


@pytest.mark.parametrize(
    ("named", "read"),
    [
        ("more.bib", True),
        ("../more.bib", True),
        ("sub/../../more.bib", True),
        ("linked.bib", True),
        ("../../out.bib", False),
        ("{out}", False),
        ("away.bib", False),
        ("a\x00b.bib", False),
        ("x" * 5000, False),
    ],
)
def test_a_post_names_files_in_the_content_only(tmp_path, named, read):
    post = tmp_path / "content/floods/1-rain.md"
    (post.parent / "sub").mkdir(parents=True)
    for path in ("out.bib", "content/more.bib"):
        (tmp_path / path).write_text("@book{k, title = {T}}\n")
    (tmp_path / "content/linked.bib").symlink_to("more.bib")
    (tmp_path / "content/away.bib").symlink_to("../out.bib")
    named = named.format(out=tmp_path / "out.bib")
    post.write_text(f"Title: Rain\nBibliography: {named}\n\nText.\n")
    shelf = Shelf(tmp_path / "content")
    assert bool(shelf.library_for(post).get("k")) == read
    assert bool(shelf.problems) != read


def test_the_site_s_own_bibliography_may_be_anywhere(tmp_path):
    """As a link to what a reference manager keeps up to date."""
    (tmp_path / "library.bib").write_text("@book{k, title = {T}}\n")
    content = tmp_path / "content"
    content.mkdir()
    (content / "references.bib").symlink_to("../library.bib")
    (content / "post.md").write_text("Title: A\n")
    shelf = Shelf(content, [content / "references.bib"])
    assert shelf.library_for(content / "post.md").get("k")
    assert shelf.problems == []


NO_DAY = 'there is no day "{}", which is the {}; write it as 2021-02-28'


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ("date = {31 February 2020}", [NO_DAY.format("31 February 2020", "date")]),
        ("date = {2020}, urldate = {June 31st 2020}", [NO_DAY.format("June 31st 2020", "urldate")]),
        ("date = {2020}, urldate = {on 31 June, 2020}", [NO_DAY.format("31 June, 2020", "urldate")]),
        ("date = {2020}, urldate = {29 February 2020}", []),
        (
            "year = 2020, month = {Q3}",
            ['there is no month "Q3"; write it as 1 to 12, or as jan to dec without braces'],
        ),
    ],
)
def test_days_and_months_in_words(fields, messages):
    assert doubts(f"title = {{T}}, {fields}") == [f'"k": {message}' for message in messages]
