"""The command ends with one line, whatever it is given and whoever reads what it prints."""

import subprocess
import sys

import pytest

from apa7.__main__ import main

BIB = "@book{a, author={Kea \u202e\x1b[31mA.}, title={Ā title}, date={2000}}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "references.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "post.md").write_text("Title: A\n\nText [@a], @no.\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


RUNS = {
    "references": "references references.bib",
    "HTML": "references --format html references.bib",
    "JSON": "references --format json references.bib",
    "render": "render post.md --bibliography references.bib",
    "check": "check . --bibliography references.bib",
    "tidy": "tidy references.bib",
    "help": "--help",
}


def run(folder, words, redirect="", **environment):
    shell = f"{sys.executable} -m apa7 {words} {redirect}"
    return subprocess.run(
        ["bash", "-c", shell],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(folder.parent), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("redirect", ["", ">&-", "2>&-", "| true", "<&-", "> /dev/full"])
def test_nobody_needs_to_read_it(folder, name, redirect):
    done = run(folder, RUNS[name], redirect, PYTHONIOENCODING="ascii")
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"Exception ignored" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert "\u202e".encode() not in done.stdout + done.stderr
    done.stdout.decode("ascii")


# corpus: 18 inputs
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("references none.bib", "there is no file none.bib"),
        ("references folder", "there is no file folder"),
        ("references folder/a/b.bib references.bib/a", "there is no file folder/a/b.bib"),
        ("references a\0b", "a path is neither empty nor has NUL in it"),
        ("tidy a\0b", "a path is neither empty nor has NUL in it"),
        ("check a\0b", "a path is neither empty nor has NUL in it"),
        ("render a\0b --bibliography references.bib", "a path is neither empty nor has NUL in it"),
        ("add 10.5555/a --bibliography a\0b", "a path is neither empty nor has NUL in it"),
        (f"references {'a' * 300}", "File name too long"),
        (f"check {'a' * 300}", "File name too long"),
        ("check none", "there is no folder none"),
        ("check post.md", "post.md is neither a folder nor a .bib file"),
        ("tidy none.bib folder", "there is no file none.bib"),
        ("render none.md --bibliography references.bib", "there is no file none.md"),
        ("render post.md --bibliography none.bib", "there is no file none.bib"),
        ("render post.md --bibliography references.bib --extension none", "can't use the extensions none"),
        ("render post.md --bibliography references.bib --extension os", "can't use the extensions os"),
        ("references n\x1b[31mo.bib", "there is no file n\\x1b[31mo.bib"),
    ],
)
def test_what_is_no_file_is_told_in_a_line(folder, capsys, words, says):
    try:
        code = main(words.split(" "))
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    assert code in (1, 2)
    assert says in err
    assert "Traceback" not in err
    assert "\x1b" not in out + err


# corpus: 4 inputs
def test_posts_that_cannot_be_read_hide_no_others(folder, capsys):
    (folder / "a.md").mkdir()
    (folder / "b.md").symlink_to("nothing.md")
    (folder / "c.md").write_bytes(b"\xff")
    (folder / "d.md").write_text(f"{'@a[' * 6_000}\n\nText[^1].\n\n<!-- a\n")
    assert main(["check", ".", "--bibliography", "references.bib"]) == 1
    err = capsys.readouterr().err.split("\n")
    assert "a.md: this can't be read: Is a directory" in err
    assert "b.md: this can't be read: No such file or directory" in err
    assert "c.md: this isn't UTF-8; save the file in UTF-8 encoding" in err
    assert any(line.startswith("d.md:1: this paragraph opens more brackets") for line in err)
    assert any(line.startswith("d.md:5: the <!-- that begins here is never closed") for line in err)
    assert any(line.startswith('post.md:3: no work "no"') for line in err)


def test_one_file_that_cannot_be_tidied_keeps_no_other_from_it(folder, capsys):
    (folder / "b.bib").write_bytes(b"\xff")
    assert main(["tidy", "b.bib", "references.bib"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("references.bib: tidied\n", "b.bib isn't UTF-8; save the file in UTF-8 encoding\n")


def test_whoever_stops_it_sees_a_word(folder, capsys, monkeypatch):
    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("apa7.command.references.existing", stop)
    assert main(["references", "references.bib"]) == 130
    assert capsys.readouterr().err == "stopped\n"
