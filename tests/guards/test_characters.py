"""Text of others, as a page can hold it and as a terminal shows it."""

import io
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guards.characters import (
    clean_text,
    drop_controls,
    find_control,
    find_dropped,
    find_unfit,
    is_language,
    show_text,
)
from guards.terminal import print_line

# What an author types, in any language, and what must come through.
RIGHT = [
    "Anna O’Hara",
    "Wāhine — 100 %",
    "שלום\u200f!",
    "م\u061cن",
    "a\u200db",
    "tab\there",
    "two\nlines",
    "🧵",
]
# Controls that no page can hold; marks that turn text round belong to some languages.
CONTROLS = [("a\x00b", (1, "U+0000")), ("ab\x0b", (2, "U+000B")), ("\x9b31m", (0, "U+009B"))]
STEERING = ["\x1b[2J", "\x07", "\x00", "\x9b31m", "\u202edrow", "\u2066", "\x7f", "\x85"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_an_author_types_stays(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(("text", "found"), CONTROLS)
def test_a_control_character_has_a_place_and_a_name(text, found):
    assert find_control(text) == found


@pytest.mark.parametrize("text", [*RIGHT, "\u2067ab\u2069", "a\tb\r\n"])
def test_a_text_in_any_language_has_no_control_characters(text):
    assert find_control(text) == (-1, "")


@pytest.mark.parametrize("text", STEERING)
def test_what_steers_a_terminal_is_seen_and_is_on_no_page(text):
    assert find_unfit(f"name {text}").startswith("U+")
    assert clean_text(text) == text[1:]
    shown = show_text(text)
    assert shown.isprintable()
    assert shown != text


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_one_line(text):
    assert len(show_text(text).splitlines()) <= 1
    assert "\x1b" not in show_text(text)


def test_what_is_printed_fits_into_any_terminal():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    print_line("Māori \x1b[31m", stream)
    stream.seek(0)
    assert stream.read() == "M\\u0101ori \\x1b[31m\n"


@pytest.mark.parametrize("command", ["{python} -c '{program}' >&-", "{python} -c '{program}' | true"])
def test_nobody_minds_if_nobody_reads(command):
    program = "from guards.terminal import print_line\nfor n in range(99999): print_line(str(n))"
    ran = subprocess.run(
        ["bash", "-c", "set -o pipefail; " + command.format(python=sys.executable, program=program)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_text_keeps_marks_of_direction_and_loses_overrides():
    text = "one\n\u2067שלום\u2069 two\n\u202ethree\x1b"
    assert drop_controls(text) == "one\n\u2067שלום\u2069 two\nthree"
    assert find_dropped(text) == (3, "U+202E (right-to-left override)")
    assert find_dropped("one") == (0, "")


@pytest.mark.parametrize("tag", ["en", "mi", "en-NZ", "zh_Hant_TW", "x-klingon"])
def test_a_language(tag):
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "e n", 'en"', "../x", "english language", "en-", "deutschland"])
def test_what_is_no_language(tag):
    assert not is_language(tag)
