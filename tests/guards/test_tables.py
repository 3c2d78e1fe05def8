"""Data files: read whole, or told where they are wrong."""

import os
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guards.tables import LARGEST, Sheet, read_sheet
from guards.words import Lines, shorten, suggest

TEXT = '''# A comment with [brackets] and = signs
title = "One # no comment"
abstract = """
title = "not this one"
"""

[[parts]]
source = "1.md"
[[parts]]
'title' = 'two'
"summary" = "three"

[people."A. Person"]
url = "https://a.example"
inline = [
  { source = "a", title = "b" },
  { source = "c" }, # and a comment
]
a.b = 1
a.c = { d = [1,
 2] }
'''
PLACES = {
    ("title",): 2,
    ("abstract",): 3,
    ("parts", 0): 7,
    ("parts", 0, "source"): 8,
    ("parts", 1): 9,
    ("parts", 1, "title"): 10,
    ("parts", 1, "summary"): 11,
    ("parts", 1, "nothing"): 9,
    ("people", "A. Person"): 13,
    ("people", "A. Person", "url"): 14,
    ("people", "A. Person", "inline", 1, "source"): 17,
    ("people", "A. Person", "a", "b"): 19,
    ("people", "A. Person", "a", "c", "d", 1): 21,
}


@pytest.mark.parametrize("path", PLACES, ids=str)
def test_the_line_of_a_value(path):
    sheet = Sheet(TEXT)
    assert sheet.faults == []
    assert sheet.line(*path) == PLACES[path]


# corpus: 15 inputs
WRONG = {
    "not TOML": ("a = 1\nb = [,]\n", (2, "not valid TOML: Invalid value (at line 2, column 6).")),
    "no quotation marks": (
        "a = 1\n[Ana]\nb = 0000-0000\n",
        (3, 'names and values stand in quotation marks. Write b = "0000-0000"'),
    ),
    "curly quotation marks": (
        "a = “x”\n",
        (1, 'names and values stand in quotation marks. Write a = "x"'),
    ),
    "curly quotation marks in a list": (
        "a = [“x”]\n",
        (1, 'not valid TOML: Invalid value (at line 1, column 6). Quotation marks must be straight: "…".'),
    ),
    "a key twice": (
        "a = 1\na = 2\n\n",
        (2, "not valid TOML: Cannot overwrite a value (at line 2, column 6)."),
    ),
    "a long number": (f"b = 1\na = {'1' * 5000}\n", (2, "this number is so long that nobody can read it.")),
    "deep arrays": ("b = 1\na = " + "[" * 5000, (2, "more than 20 brackets or names stand")),
    "deep tables": ("a = " + "{a=" * 5000, (1, "more than 20 brackets or names stand")),
    "a long key": (".".join("a" * 5000) + " = 1", (1, "more than 20 brackets or names stand")),
    "a long header": (f"[{' . '.join('a' * 5000)}]", (1, "more than 20 brackets or names stand")),
    "quoted names": ("'a'" + ".'a'" * 50 + " = 1", (1, "more than 20 brackets or names stand")),
    "no end": ('a = """\n\n', (2, "not valid TOML: ")),
    "a date that is none": ("a = [2024-02-30]\n", (1, "not valid TOML: ")),
    "an escape code": ('a = "\x1b"\n', (1, "not valid TOML: Illegal character '\\x1b'")),
    "NUL": ("\x00", (1, "not valid TOML: ")),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_table(name):
    text, (line, message) = WRONG[name]
    (fault,) = Sheet(text).faults
    assert (fault.line, fault.message[: len(message)], fault.grave) == (line, message, True)
    assert len(fault.message) < 200


def test_right_files_may_be_long_and_have_brackets_in_their_texts():
    text = f'a = "{"[" * 100}{"." * 100}"\n' + "".join(f'[[parts]]\ntitle = "{n}"\n' for n in range(9999))
    sheet = Sheet(text)
    assert sheet.faults == []
    assert sheet.line("parts", 9998, "title") == 2 * 9999 + 1


@given(st.text(st.sampled_from("ab[]{}=.,'\"\n\\ #1-\x00\u202e"), max_size=40))
def test_any_text_is_a_table_or_is_told(text):
    sheet = Sheet(text)
    assert len(sheet.faults) <= 1
    if not sheet.faults:
        assert sheet.values == tomllib.loads(text)
        for key, value in sheet.values.items():
            assert 1 <= sheet.line(key) <= text.count("\n") + 1
            sheet.text(key)
            sheet.check_keys(("a",), *([key] if isinstance(value, dict) else []))


@given(
    st.recursive(
        st.integers(0, 9) | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_values_of_any_kind_are_texts_or_are_told(value):
    sheet = Sheet()
    sheet.values = {"a": value}
    text = sheet.text("a")
    assert text is None or isinstance(value, str)
    assert isinstance(value, str) or [fault.message for fault in sheet.faults] == [
        'a must be text in quotes: a = "…"'
    ]


def test_what_steers_is_left_out_and_told():
    sheet = Sheet('["A\\u202e B"]\nname = "x\\u001b[2J"\nurl = "javascript:alert(1)"\nfit = "שלום\\u200f"\n')
    person = "A\u202e B"
    assert sheet.name(person) == "A B"
    assert sheet.text(person, "name") == "x[2J"
    assert sheet.address(person, "url") is None
    assert sheet.text(person, "fit") == "שלום\u200f"
    assert [(fault.line, fault.message, fault.grave) for fault in sheet.faults] == [
        (1, "the name has the character U+202E (right-to-left override) in it, which is left out.", False),
        (2, "name has the character U+001B in it, which is left out.", False),
        (3, 'url begins with "javascript:"; write an address such as https://example.org/page.', True),
    ]


def test_files_that_are_none(tmp_path):
    file = tmp_path / "a.toml"
    assert read_sheet(file).faults == []
    file.mkdir()
    assert read_sheet(file).faults[0].message == "this is a folder. Remove it, or put a text file there."
    file.rmdir()
    os.mkfifo(file)
    assert read_sheet(file).faults[0].message == "this is no file. Remove it, or put a text file there."
    file.unlink()
    file.symlink_to("nowhere")
    assert read_sheet(file).faults[0].message == "the file cannot be read (No such file or directory)."
    file.unlink()
    file.write_bytes(b"a = 1\nb = '\xe4'\n")
    assert read_sheet(file).faults[0].line == 2
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert read_sheet(file).values == {"a": 1, "b": 2}
    file.write_bytes(b"#" * (LARGEST + 1))
    assert read_sheet(file).faults[0].message.startswith("the file is larger than 2,000,000 bytes.")


def test_words_of_a_message():
    assert suggest("titel", ["title", "source"]) == ' Did you mean "title"?'
    assert suggest("x" * 1000, ["x" * 1000]) == ""
    assert shorten("a  b\nc") == "a b c"
    assert len(shorten("a " * 99999)) <= 80
    lines = Lines("a\nb\nc b\nd")
    assert [lines.find(word) for word in ["b", "c", "b", "a", "d", "z", "a"]] == [2, 3, 3, 1, 4, 1, 1]
