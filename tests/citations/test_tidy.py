"""A .bib file in one form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.__main__ import main
from apa7.bibliography.library import Library, parse
from apa7.bibliography.tidy import tidy

from .conftest import EXAMPLES

MESSY = r"""% A library.

@STRING{ press = "A {P}ress" }
@preamble{ "\newcommand{\x}{y}" }
% before the first
@Book(doe2001 , Author="Doe, {J}." ,
   TITLE = {A  long
     value with a % sign, a \& and an @ in it}, % why this one
% on its own
 year=2001, publisher = press # " and " # {Co}
   )
@comment{jabref-meta: databaseType:biblatex;}
  @misc{roe, title = {@book{not, a = {book}}}}@misc{same-line, title={S}}


@article{empty,}
@article{bare}
@broken{never, title = {open
@online{after, title = {A}, url = {http://x.example/?a=%20b}} trailing words
"""


def works(source):
    entries, _ = parse(source)
    return [(entry.key, entry.type, dict(entry.fields)) for entry in entries]


def test_a_field_a_line_and_nothing_lost():
    tidied = tidy(MESSY)
    assert tidied.splitlines()[:16] == [
        "% A library.",
        "",
        '@STRING{ press = "A {P}ress" }',
        r'@preamble{ "\newcommand{\x}{y}" }',
        "% before the first",
        "@book{doe2001,",
        '  author    = "Doe, {J}.",',
        "  title     = {A  long",
        r"     value with a % sign, a \& and an @ in it}, % why this one",
        "  % on its own",
        "  year      = 2001,",
        '  publisher = press # " and " # {Co},',
        "}",
        "@comment{jabref-meta: databaseType:biblatex;}",
        "@misc{roe,",
        "  title = {@book{not, a = {book}}},",
    ]
    for words in ("@broken{never, title = {open", "trailing words", "http://x.example/?a=%20b"):
        assert words in tidied
    assert works(tidied) == works(MESSY)
    assert works(tidied)[0][2]["publisher"] == "A {P}ress and Co"


def test_twice_is_once():
    once = tidy(MESSY)
    assert tidy(once) == once


def test_fields_in_order():
    source = "@book{a, url={u}, % link\n odd={o},\n% the title\n title={T}, journal={J}, author={A}}\n"
    assert tidy(source, sort_fields=True) == (
        "@book{a,\n  author  = {A},\n  % the title\n  title   = {T},\n  journal = {J},\n"
        "  url     = {u}, % link\n  odd     = {o},\n}\n"
    )


def test_line_endings_and_byte_order_mark_stay():
    tidied = tidy("\ufeff@book{a,title={T}}\r\n% c\r\n")
    assert tidied == "\ufeff@book{a,\r\n  title = {T},\r\n}\r\n% c\r\n"


@pytest.mark.parametrize("source", ["", "\n\n", "% only this", "@", "@book", "@book{", "@book{a, b", "}"])
def test_what_holds_no_entry(source):
    assert tidy(source).strip() == source.strip()


VALUES = st.text(st.sampled_from('ab {}"%#@,=\\\n&é'), max_size=12).filter(
    lambda text: text.count("{") == text.count("}")
)
TOKENS = st.sampled_from(
    ["@book{", "@Article(", "key", ",", " title", "=", "{A {B} c}", '"q"', "#", "jan", "%", " x\n", "\n", "}",
     ")", "@string{s = {v}}", "@comment{", "note = 3", "{", '"', "\n@misc{k2,", "é", "  "]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=40).map("".join), st.booleans())
def test_any_file_keeps_its_works_and_its_words(source, sort_fields):
    tidied = tidy(source, sort_fields=sort_fields)
    assert works(tidied) == works(source)
    assert tidy(tidied, sort_fields=sort_fields) == tidied
    if not sort_fields:
        assert bare(tidied) == bare(source)


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z][a-z0-9:_-]{0,6}", fullmatch=True),
            st.dictionaries(st.from_regex(r"[a-zA-Z]{1,8}", fullmatch=True), VALUES, max_size=5),
            st.sampled_from(["", "% comment\n", "\n\n", " "]),
        ),
        max_size=5,
    )
)
def test_entries_keep_their_values(entries):
    source = "".join(
        f"{between}\n@Misc{{{key}, {', '.join(f'{name} = {{{value}}}' for name, value in fields.items())}}}"
        for key, fields, between in entries
    )
    tidied = tidy(source)
    assert works(tidied) == works(source)
    assert tidy(tidied) == tidied


def bare(source):
    """Leave out what form is made of: spaces, commas, capitals of names, round brackets around entries."""
    return re.sub(r"[\s,(){}]", "", source).lower()


def test_the_examples_read_the_same(tmp_path):
    source = EXAMPLES.read_text(encoding="utf-8")
    tidied = tidy(source)
    before, after = (Library(parse(text)[0]) for text in (source, tidied))
    assert [before.get(key).texts for key in before] == [after.get(key).texts for key in after]
    assert source.count("%") == tidied.count("%")


def test_the_command(tmp_path, capsys):
    bib = tmp_path / "refs.bib"
    bib.write_text("@Book{a,title={T}}", encoding="utf-8")
    bib.chmod(0o640)
    assert main(["tidy", "--check", str(bib)]) == 1
    assert bib.read_text(encoding="utf-8") == "@Book{a,title={T}}"
    assert main(["tidy", str(bib)]) == 0
    assert bib.read_text(encoding="utf-8") == "@book{a,\n  title = {T},\n}\n"
    assert bib.stat().st_mode & 0o777 == 0o640
    assert main(["tidy", "--check", str(bib)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{bib}: would be changed", f"{bib}: tidied", f"{bib}: tidy already"
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["refs.bib"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.bib").write_text("@Book{a,title={T}}", encoding="utf-8")
    (tmp_path / "refs.bib").symlink_to("real.bib")
    assert main(["tidy", str(tmp_path / "refs.bib")]) == 0
    assert (tmp_path / "refs.bib").is_symlink()
    assert (tmp_path / "real.bib").read_text(encoding="utf-8").startswith("@book{a,\n")


def test_another_encoding_is_left_alone(tmp_path, capsys):
    bib = tmp_path / "refs.bib"
    bib.write_bytes(b"@book{a,title={\xe9}}")
    assert main(["tidy", str(bib)]) == 1
    assert bib.read_bytes() == b"@book{a,title={\xe9}}"
    assert "isn't UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    "comment",
    [
        "@comment{@book{a, title={A}}}",
        "@comment{\n@book{a, title={A}}\n  @book{c,title={C},\n year=2000}\n}",
        "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n@book{a, title={A}}\n}",
    ],
)
def test_entries_in_a_comment_stay_as_they_are_and_are_none(comment):
    source = f"{comment}\n@book{{b,title={{B}}}}\n"
    assert tidy(source) == f"{comment}\n@book{{b,\n  title = {{B}},\n}}\n"
    assert tidy(tidy(source)) == tidy(source)
    entries, problems = parse(source)
    assert [entry.key for entry in entries] == ["b"]
    assert problems == []


def test_a_comment_that_never_ends_takes_no_entry(tmp_path):
    entries, _ = parse("@comment{ old\n@book{a, title={A}}\n@book{b, title={B}}\n")
    assert [entry.key for entry in entries] == ["a", "b"]
