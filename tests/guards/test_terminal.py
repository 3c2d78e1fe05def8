"""What is printed reaches whoever reads it, and nobody minds if nobody does."""

import io
import subprocess
import sys

import pytest

from guards.terminal import print_line

PROGRAM = """
import os, sys
from guards.terminal import open_streams, print_line
open_streams()
opened = open(sys.argv[1], "w")
print("printed" * 20000)
sys.stdout.flush()
print_line("said", sys.stderr)
opened.write("whole")
"""


def test_a_message_is_one_line_that_steers_nothing():
    stream = io.StringIO()
    print_line("a\x1b[2J\nb\u202e", stream)
    assert stream.getvalue() == "a\\x1b[2J\\nb\\u202e\n"


def test_a_terminal_that_knows_few_letters():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    print_line("Tēnā koe", stream)
    assert stream.buffer.getvalue() == b"T\\u0113n\\u0101 koe\n"


@pytest.mark.parametrize("words", [">&-", ">&- 2>&-", "<&- >&- 2>&-", "| true", "2>&1 | head -c 10"])
def test_a_program_goes_on_whoever_reads_it(tmp_path, words):
    file = tmp_path / "file"
    script = f'"$1" -c "$2" "$3" {words}; exit "${{PIPESTATUS[0]}}"'
    command = ["bash", "-c", script, "bash", sys.executable, PROGRAM, str(file)]
    ran = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 0, ran.stderr
    assert file.read_text() == "whole", "nothing that is printed gets into a file"
    assert ran.stderr in ("", "said\n")
