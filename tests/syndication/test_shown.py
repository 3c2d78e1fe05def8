"""What is printed, whoever said it; and what a command does where nothing can be printed or written."""

import json
import os
import subprocess
import sys

import pytest

from crosspost.command.display import Display
from crosspost.errors import LedgerError
from crosspost.ledger.ledger import Ledger, read_ledger
from crosspost.ledger.sent import read_sent, sent_path

STEERING = "\x1b[2J\x9b\u202e\u2066\r"


def test_a_line_steers_no_terminal_and_is_one_line(capsys):
    Display({}).tell("blog", f"a{STEERING}\nblog: forged")
    printed = capsys.readouterr().out
    assert printed == "blog: a\\x1b[2J\\x9b\\u202e\\u2066\\r\\nblog: forged\n"


def test_what_belongs_to_a_line_is_indented(capsys):
    Display({}).tell("blog", "changed\n    - old\n    + new")
    assert capsys.readouterr().out == "blog: changed\n    - old\n    + new\n"


def run(site, *arguments, **options):
    """Run the command in a process of its own, with real streams."""
    return subprocess.run(
        [sys.executable, "-m", "crosspost", *arguments],
        cwd=site.path,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
        **options,
    )


@pytest.mark.parametrize("command", [["plan"], ["plan", "--json"], ["publish"], ["verify"], ["doctor"]])
def test_a_terminal_of_ascii_shows_all_there_is(kit, command):
    ran = run(kit, *command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert b"Traceback" not in ran.stderr
    assert ran.stdout.isascii()
    if command == ["plan", "--json"]:
        assert json.loads(ran.stdout)


@pytest.mark.parametrize("command", [["plan"], ["plan", "--json"], ["publish"], ["verify"], ["doctor"]])
@pytest.mark.parametrize("how", ["closed", "full", "nobody reads"])
def test_nobody_minds_where_nothing_can_be_printed(kit, command, how):
    options = {}
    if how == "closed":
        options["preexec_fn"] = lambda: os.close(1)
    elif how == "full":
        options["stdout"] = os.open("/dev/full", os.O_WRONLY)
    else:
        reading, options["stdout"] = os.pipe()
        os.close(reading)
    ran = run(kit, *command, **options)
    assert ran.stderr == b""
    if command == ["publish"]:
        assert (kit.path / "content/syndication.jsonl").exists()
    if "stdout" in options:
        os.close(options["stdout"])


def test_what_settings_print_is_no_part_of_a_plan(kit):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write("\nprint('a word')\n")
    ran = run(kit, "plan", "--json", stdout=subprocess.PIPE)
    assert json.loads(ran.stdout)
    assert ran.stderr == b"a word\n"


# corpus: 5 inputs
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("exit()", "it ends the program"),
        ("raise SystemExit(0)", "it ends the program"),
        ("class Odd(BaseException): pass\nraise Odd('odd')", "odd"),
        ("class Odd(Exception):\n    def __str__(self): return 1 / 0\nraise Odd", "Odd"),
        ("OUTPUT_PATH = 'a\\0b'", "OUTPUT_PATH"),
    ],
)
def test_settings_that_end_or_raise_anything(kit, line, said):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write(f"\n{line}\n")
    assert said in kit.syndicate("plan", code=1)


# corpus: 7 inputs
@pytest.mark.parametrize(
    "text",
    [
        "Title: A post\n\nText.\n",
        "PARTNER_SECRET=x",
        "@book{a,\n}\n",
        "SITEURL = 1\n",
        '{"a": 1}',
        "[]\n",
        "\x00\xff" * 9,
    ],
)
def test_another_file_is_no_ledger(tmp_path, text):
    path = tmp_path / "syndication.jsonl"
    path.write_text(text)
    with pytest.raises(LedgerError, match="is no ledger, so nothing is written to it"):
        read_ledger(path)


@pytest.mark.parametrize(
    "text", ["", "\n\n", '{"ki', '{"ki\0\0\0', "\0\0\0", '{"kind": "attempt", "time": "2026']
)
def test_the_beginning_of_a_ledger_is_one(tmp_path, text):
    path = tmp_path / "syndication.jsonl"
    path.write_text(text)
    ledger = read_ledger(path)
    ledger.attempt("blog", "first", "create", "1")
    assert [attempt.post for attempt in read_ledger(path).open_attempts("blog", "first")] == ["first"]


def test_half_a_character_of_a_partner_does_not_break_the_ledger(tmp_path):
    path = tmp_path / "syndication.jsonl"
    Ledger(path).receive("blog", "first", "refused", "1", words="half \ud800")
    assert read_ledger(path).problems == []


def test_a_version_of_a_partner_leads_nowhere_else(tmp_path):
    class Delivery:
        target = "blog"
        post = type("Post", (), {"id": "first"})

    path = sent_path(tmp_path, Delivery, "1/../../../etc/passwd\0")
    assert path.parent == tmp_path / "blog"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    assert read_sent(tmp_path, Delivery, "1/../../../etc/passwd\0") is None
