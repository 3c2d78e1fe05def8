"""Text of others, as a page can hold it and as a terminal shows it."""

import io
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guards.characters import clean_text, find_unfit, show_text
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
STEERING = ["\x1b[2J", "\x07", "\x00", "\x9b31m", "\u202edrow", "\u2066", "\x7f", "\x85"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_an_author_types_stays(text):
    assert clean_text(text) == text


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
