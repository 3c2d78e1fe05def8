"""What is read from .bib files, and what is said about broken ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apa7.bibliography.library import parse, read_library
from apa7.bibliography.names import read_name
from apa7.bibliography.richtext import flatten
from apa7.rules.works import write_reference


def problems(source):
    return [str(problem) for problem in parse(source, "refs.bib")[1]]


def keys(source):
    return [entry.key for entry in parse(source, "refs.bib")[0]]


def reference(library, key):
    work = library.get(key)
    return flatten(write_reference(work))


def test_fields_have_one_name_whatever_the_dialect(library):
    old = library("@article{x, author={A. B}, title={T}, journal={J}, year=2010, month=jun, volume=1}").get(
        "x"
    )
    new = library("@article{x, author={A. B}, title={T}, journaltitle={J}, date={2010-06}, volume=1}").get(
        "x"
    )
    assert old.dates["date"] == new.dates["date"]
    assert old.texts["journaltitle"] == new.texts["journaltitle"]


def test_every_entry_remembers_its_line(library):
    works = library("\n% comment\n@book{a, title={A}}\n\n  @book{b,\n title={B}}\n")
    assert [(works.get(key).path, works.get(key).line) for key in works] == [("refs.bib", 3), ("refs.bib", 5)]


def test_comments_are_comments_between_fields_and_entries(library):
    works = library(
        "% @book{no, title={No}}\n"
        "@book{yes, % who { wrote it\n title={100% true}, % a } brace\n url={https://x.example/a%20b},\n}\n"
        "@comment{ignored, @book{no2, title={x}}}\n"
    )
    assert list(works) == ["yes"]
    assert works.get("yes").string("title") == "100% true"
    assert works.get("yes").string("url") == "https://x.example/a%20b"
    assert works.problems == ()


def test_strings(library):
    works = library('@string{p = "Press"}\n@book{x, title={T}, publisher = p # { of } # "X", year=2000}')
    assert works.get("x").string("publisher") == "Press of X"


def test_crossref_and_xdata(library):
    works = library(
        "@incollection{child, author={A. B}, title={C}, pages={1--2}, crossref={parent}, xdata={place}}\n"
        "@collection{parent, editor={E. F}, title={Whole}, subtitle={Sub}, date={2001}}\n"
        "@xdata{place, publisher={Press}}\n"
    )
    assert reference(works, "child") == "B, A. (2001). C. In E. F (Ed.), Whole: Sub (pp. 1–2). Press."
    assert list(works) == ["child", "parent"]


def test_circles_end(library):
    works = library(
        "@book{a, title={A}, crossref={b}, related={b}}\n"
        "@book{b, title={B}, crossref={a}, related={a}, xdata={b}}"
    )
    assert works.get("a").string("title") == "A"
    assert works.get("b").string("title") == "B"


def test_aliases(library):
    works = library("@book{new, title={T}, ids={old, older}}")
    assert works.get("older") is works.get("new")


def test_related(library):
    works = library(
        "@article{a, author={A. B}, title={T}, journaltitle={J}, date={2014},"
        " related={b}, relatedtype={reprintfrom}}\n"
        "@article{b, title={T}, journaltitle={K}, date={1981}, volume=5, number=3, pages={3-4}}"
    )
    assert reference(works, "a") == ("B, A. (2014). T. J. (Reprinted from “T,” 1981, K, 5[3], 3–4)")


def test_annotations(library):
    work = library(
        '@video{v, author={A. B and C. D}, author+an:role={1=director;2="host"}, title={T}, date={2001}}'
    ).get("v")
    assert work.note("author", "role", 1) == "director"
    assert work.note("author", "role", 2) == "host"
    assert work.note("author", "role", 3) == ""


@pytest.mark.parametrize(
    ("source", "message", "left"),
    [
        (
            "@book{a, title={A}, year=2000\n@book{b, title={B}}",
            "refs.bib:1: the entry is never closed: a } is missing",
            ["b"],
        ),
        (
            "@book{a, title={A, year=2000}\n\n@book{b, title={B}}\n",
            "refs.bib:1: the entry is never closed: a } is missing",
            ["b"],
        ),
        (
            "@book{b, title={B}}\n@book{a,\n title={A}\n year={2000}}",
            "refs.bib:4: the entry can't be read: a comma or a brace is missing before this place",
            ["b"],
        ),
        (
            "@book{b, title={B}},\n year = {2000}\n}",
            "refs.bib:2: this belongs to no entry: the entry above it was closed too early",
            ["b"],
        ),
        (
            "@book{b, title={B}}\n@book{, title={A}}",
            "refs.bib:2: the entry has no key: write one after the opening brace",
            ["b"],
        ),
        (
            "@book{b, title=}",
            "refs.bib:1: the entry can't be read: a field has no value in braces",
            [],
        ),
        (
            "@book{b, title {x}}",
            "refs.bib:1: the entry can't be read: a field has no = after its name",
            [],
        ),
        (
            "@book{b, title={B}}\n@book{b, title={C}}",
            'refs.bib:2: the key "b" is used twice (first on line 1); give one another key',
            ["b"],
        ),
        (
            "@book{b, title={B}, title={C}}",
            'refs.bib:1: the entry "b" has the field "title" twice',
            ["b"],
        ),
        (
            "@book{b, title={B}, month=foo}",
            'refs.bib:1: "foo" isn\'t defined; put the value in braces, or define it with @string',
            ["b"],
        ),
    ],
)
def test_broken_entries_cost_themselves_only(source, message, left):
    assert problems(source) == [message]
    assert keys(source) == left


ENTRY = "book{a, title={A}, date={2001}}"


@pytest.mark.parametrize(
    "before",
    [
        "\u00a0",
        "\u3000",
        "\u200b",
        "\t \u200b",
        "- ",
        "* ",
        "• ",
        "– ",
        "1. ",
        "12) ",
        "[3] ",
        "> ",
        "-\u00a0",
    ],
)
def test_blanks_and_marks_of_lists_before_an_entry(before):
    source = f"@book{{z, title={{Z}}}}\n{before}@{ENTRY}\n\n{before}@book{{b, title={{B}}}}\n"
    assert keys(source) == ["z", "a", "b"]
    assert problems(source) == []


@pytest.mark.parametrize(
    "written",
    [
        f"my book: @{ENTRY}",
        f"\\@{ENTRY}",
        f"<p>@{ENTRY}",
        f"@@{ENTRY}",
        f"＠{ENTRY}",
        ENTRY,
        "book{a,\n  title={A},\n  date={2001}\n}",
        "@['book']{a, title={A}}",
        '@"book"{a,\n title={A}\n}',
        "@2book{a, title={A}}",
        "@book[a, title={A}]",
        "@book[a,\n  title={A},\n  date={2001}\n]",
        "@book<a, title={A}>",
        "@book｛a, title={A}｝",
    ],
)
def test_what_reads_like_an_entry_is_told_on_its_line(written):
    message = "this reads like an entry and is none: begin a line with @, its type and {, as in @book{key,"
    source = f"@book{{z, title={{Z}}}}\n\n{written}\n\n@book{{b, title={{B}}}}\n"
    assert problems(source) == [f"refs.bib:3: {message}"]
    assert keys(source) == ["z", "b"]
    # Each by itself, also behind another one.
    below = 4 + written.count("\n")
    twice = f"@book{{z, title={{Z}}}} and @{ENTRY}\n\n{written}\n{written}\n"
    assert [problem.split(":")[1] for problem in problems(twice)] == ["1", "3", str(below)]


def test_text_between_entries_is_nothing():
    source = (
        "Mine, as of @jane (May):\nme@home.example, a@b {c}\n@book{b, title={B}}\nsee http://a.example/@c\n"
    )
    assert problems(source) == []


def test_all_problems_of_a_file_are_reported():
    assert [problem.split(":")[1] for problem in problems("@book{a\n@book{b, x}\n@book{c, title=}\n")] == [
        "1",
        "2",
        "3",
    ]


def test_files_that_cannot_be_read(tmp_path):
    latin = tmp_path / "latin.bib"
    latin.write_bytes("@book{a,\n title={Caf\u00e9}}".encode("latin-1"))
    works = read_library([latin, tmp_path / "none.bib"])
    assert works.get("a").string("title") == "Café"
    assert [problem.message for problem in works.problems] == [
        "this isn't UTF-8; save the file in UTF-8 encoding",
        "the bibliography can't be read: No such file or directory",
    ]
    assert works.problems[0].line == 2


def test_later_files_win(tmp_path):
    (tmp_path / "a.bib").write_text("@book{x, title={Site}}\n@book{y, title={Y}}")
    (tmp_path / "b.bib").write_text("\ufeff@book{x, title={Series}}\r\n", encoding="utf-8")
    works = read_library([tmp_path / "a.bib", tmp_path / "b.bib"])
    assert works.get("x").string("title") == "Series"
    assert works.get("y")
    assert not works.problems


def test_near_matches(library):
    works = library("@book{novell2013, title={A}}\n@book{Boyd2007, title={B}}")
    assert works.suggest("novel2013") == ["novell2013"]
    assert works.suggest("boyd2007") == ["Boyd2007"]
    assert works.suggest("zzz") == []


FIELDS = (
    "author", "editor", "title", "subtitle", "journaltitle", "booktitle", "date", "year", "month", "pages",
    "doi", "url", "volume", "number", "edition", "author+an:role", "publisher", "options", "related",
    "crossref",
    "eprint", "type", "note",
)  # fmt: skip
field = st.text(alphabet="abA {}\\'\"%@&$~^_=,.-/;:#0123456789éĀ\n", max_size=40).filter(
    lambda text: text.count("{") == text.count("}")
)


@settings(max_examples=200)
@given(
    st.sampled_from(["article", "book", "incollection", "online", "thesis", "video", "jurisdiction", "zine"]),
    st.dictionaries(
        st.sampled_from(FIELDS),
        field,
    ),
)
def test_no_value_stops_a_reference(kind, fields):
    source = f"@{kind}{{x,\n" + "".join(f"{name} = {{{value}}},\n" for name, value in fields.items()) + "}"
    entries, _ = parse(source)
    from apa7.bibliography.library import Library

    library = Library(entries)
    for key in library:
        reference(library, key)


@settings(max_examples=200)
@given(st.data())
def test_no_damage_to_a_file_stops_the_rest(data):
    good = "@book{%s, author={A. B}, title={T {X}}, year=2000}\n"
    source = good % "one" + good % "two"
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source) - 1))
        source = (
            source[:at]
            + data.draw(st.sampled_from(["", "{", "}", '"', ",", "@", "%", "\n", "="]))
            + source[at + 1 :]
        )
    entries, found = parse(f"{source}\n@book{{last, author={{A. B}}, title={{T}}, year=2000}}\n")
    assert "last" in [entry.key for entry in entries] or found
    for entry in entries:
        read_name(entry.fields.get("author", ""))
