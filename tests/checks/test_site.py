"""A whole site: `check`, `build` and the panel of `serve` say the same, and a part of it says it again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from partwork.builds import Message
from partwork.drafting.panel import write_panel
from proofs.catalogue import read_catalogue
from proofs.origins import OTHER, PELICAN, PLUGINS, SAID, WORKS, code_of

ROOT = Path(__file__).parents[2]
BIB = """@book{doe2019,
  author = {Doe, Jane},
  title = {A title},
  publisher = {A publisher},
  date = {2019},
}

@online{roe2020,
  author = {Roe, Richard},
  title = {A page},
  date = {2020},
}
"""
PART = """Title: A part
Date: 2024-05-01 10:00
Authors: Given Family
Summary: What it says.

Trust grows [@doe2019].[^one]

See www.example.org and the Maori word.

> Short words here.
"""


class Site:
    def __init__(self, root):
        self.root = root
        for name in ("tasks.py", "developing.py", "pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, root)
        self.write("content/notes/1-part.md", PART)
        self.write("content/references.bib", BIB)
        self.write("content/people.toml", "")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def invoke(self, *arguments, code=0):
        """Run a task; return what it printed, and what it said on standard error, line by line."""
        ran = subprocess.run(
            [sys.executable, "-m", "invoke", *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            env={**os.environ, "COLUMNS": "200"},
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout, ran.stderr.splitlines()


@pytest.fixture
def blog(tmp_path):
    return Site(tmp_path)


def places(lines):
    return [line.partition(": ")[2].partition(": ")[0] for line in lines]


def test_check_and_build_say_the_same_once_and_in_order(blog):
    _, built = blog.invoke("build")
    assert places(built) == [
        "content/notes/1-part.md:6",
        "content/notes/1-part.md:8:5",
        "content/notes/1-part.md:8:29",
        "content/notes/1-part.md:10:1",
        "content/references.bib:8",
    ]
    assert built[1] == (
        "warning: content/notes/1-part.md:8:5: www.example.org is no link: readers have to type it. Write "
        "[words](https://www.example.org), after a look whether that address is right. [PW204]"
    )
    assert built[3].startswith("advice: ")
    assert built[3].endswith(" [advice PW603]")
    printed, checked = blog.invoke("check")
    # What is said of all posts together, an edit of one would make another: only a check tells.
    assert checked[:-1] == built
    assert checked[-1].startswith("advice: 1 of 2 works is cited nowhere: ")
    assert printed.endswith("1 post: 0 errors, 4 warnings, 2 pieces of advice\n")
    found = json.loads(blog.invoke("check", "--json")[0])
    assert [one["code"] for one in found] == ["PW301", "PW204", "PW901", "PW603", "PW653", "PW669"]
    assert found[2]["fix"] == {"line": 8, "column": 29, "length": 5, "new": "Māori"}
    assert len(blog.invoke("check", "--github")[0].splitlines()) == len(found)
    assert len(json.loads(blog.invoke("check", "--sarif")[0])["runs"][0]["results"]) == len(found)
    blog.invoke("check", "--strict", code=1)


def test_a_build_that_makes_little_says_all_again(blog):
    blog.write("content/notes/2-other.md", PART.replace("A part", "Another part"))
    _, built = blog.invoke("build")
    assert len(built) == 9
    assert blog.invoke("build") == ("Nothing has changed since the last build.\n", built)
    blog.write("content/notes/2-other.md", PART.replace("A part", "Another part").replace("See", "Do see"))
    printed, part = blog.invoke("build")
    assert printed.startswith("Remade ")
    moved = {"2-other.md:8:5": "2-other.md:8:8", "2-other.md:8:29": "2-other.md:8:32"}
    names = [place.removeprefix("content/notes/") for place in places(built)]
    assert [place.removeprefix("content/notes/") for place in places(part)] == [
        moved.get(name, name) for name in names
    ]
    assert blog.invoke("check")[1][:-1] == part


def test_what_becomes_doubtful_about_works_is_told(blog):
    sound = BIB.replace("  date = {2020},", "  date = {2020},\n  url = {https://example.org/page},")
    blog.write("content/references.bib", sound)
    assert "content/references.bib:8" not in places(blog.invoke("build")[1])
    blog.write("content/references.bib", sound.replace("  title = {A page}", "  title = {A site}"))
    assert blog.invoke("build")[0].startswith("Remade 0 files")
    blog.write("content/references.bib", BIB)
    _, said = blog.invoke("build")
    assert "content/references.bib:8" in places(said)
    assert said == blog.invoke("check")[1][:-1]
    more = BIB + "\n@book{poe2021, author = {Poe, Jo}, title = {T}, publisher = {P}, date = {2021}}\n"
    blog.write("content/references.bib", more)
    assert blog.invoke("build")[1] == said
    assert blog.invoke("check")[1][-1].startswith("advice: 2 of 3 works are cited nowhere: ")


def test_codes_are_silenced_in_a_header_above_an_entry_and_for_a_site(blog):
    silenced = "\nCheck-ignore: PW204, PW301, PW603\n\n"
    blog.write("content/notes/2-other.md", PART.replace("A part", "B").replace("\n\n", silenced, 1))
    blog.write("content/references.bib", BIB.replace("@online", "% Check-ignore: PW653\n@online"))
    with (blog.root / "pelicanconf.py").open("a") as settings:
        settings.write('\nCHECKS_IGNORE = ["PW669", "PW301"]\nCHECKS_MACRONS = ["-Māori"]\n')
    _, said = blog.invoke("build")
    assert places(said) == ["content/notes/1-part.md:8:5", "content/notes/1-part.md:10:1"]


def test_fix_puts_right_and_a_second_time_changes_nothing(blog):
    _, said = blog.invoke("check", "--fix")
    assert said[0].startswith("fixed: content/notes/1-part.md:8:29: ")
    assert not [line for line in said[1:] if "PW901" in line]
    fixed = (blog.root / "content/notes/1-part.md").read_bytes()
    assert fixed == PART.replace("Maori", "Māori").encode()
    _, said = blog.invoke("check", "--fix")
    assert not [line for line in said if line.startswith("fixed")]
    assert (blog.root / "content/notes/1-part.md").read_bytes() == fixed


def test_what_plugins_say_has_codes_too(blog):
    shutil.rmtree(blog.root / "content/notes")
    examples = {code: entry for code, entry in read_catalogue().items() if code in SAID.values()}
    for number, (code, entry) in enumerate(examples.items()):
        for kind, text in (("wrong", entry.wrong), ("right", entry.right)):
            head = f"Title: {kind} {code}\nDate: 2024-05-{number + 1:02} 10:00\nSummary: What it says.\n"
            blog.write(
                f"content/{kind}/{code.lower()}.md", head + text.partition("Summary: What it says.\n")[2]
            )
    found = json.loads(blog.invoke("check", "--json", code=1)[0])
    for code, entry in examples.items():
        here = [one for one in found if one["path"] == f"content/wrong/{code.lower()}.md"]
        assert {one["code"] for one in here} == {code}, here
        assert {one["severity"] for one in here} == {entry.severity}
    assert not [one for one in found if one["path"].startswith("content/right/")]


def test_every_code_of_others_is_given_to_somebody():
    assert code_of("pelican.plugins.licence.plugin", "content/a.md:3: x") == "PW013"
    assert code_of("pelican.plugins.citations.reader", "content/references.bib:3: x") == WORKS["syntax"]
    assert code_of("pelican.generators", "x") == code_of("root", "x") == PELICAN
    assert code_of("pelican.plugins.sitemap", "x") == OTHER
    names = {path.name for path in ROOT.glob("plugins/*/pelican/plugins/*")} - {"checks", "incremental"}
    assert names == set(PLUGINS)
    rules = {entry.rule: code for code, entry in read_catalogue().items() if code in WORKS.values()}
    assert rules == WORKS


def test_a_setting_that_cannot_be_followed_is_told(blog):
    with (blog.root / "pelicanconf.py").open("a") as settings:
        settings.write('\nCHECKS_IGNORE = "PW603"\n')
    _, said = blog.invoke("build", code=1)
    assert [line for line in said if line.startswith("error: CHECKS_IGNORE must be a list")]


def test_a_code_is_explained(blog):
    assert "An address that begins with www" in blog.invoke("check", "--about", "pw204")[0]
    _, said = blog.invoke("check", "--about", "PW999", code=1)
    assert said == ['"PW999" is no code. They look like PW204, at the end of what is told.']


def test_the_panel_tells_advice_from_warnings():
    texts = ("a.md:3:4: x [PW204]", "a.md:4: y", "a.md:5:1: z [advice PW603]")
    html = write_panel([Message(False, text) for text in texts])
    assert "<summary>2 warnings</summary>" in html
    assert "<summary>1 piece of advice</summary>" in html
    assert "<code>a.md:3:4</code> <span>x [PW204]</span>" in html
