"""The `citations` command."""

import io
import json

import markdown
import pytest
import rispy
from bs4 import BeautifulSoup

from apa7.__main__ import main

from .conftest import EXAMPLES


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "references.bib").write_text(
        "@book{doe2001, author={Doe, J.}, title={One}, date={2001}}\n"
        "@zine{zine, author={Roe, R.}, title={Z}, date={2002}}\n"
    )
    (folder / "a.md").write_text("Title: A\n\nFine [@doe2001].\n")
    return folder


def test_references(capsys):
    assert main(["references", str(EXAMPLES)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 36
    assert lines[0].startswith("Board of Invented Workers. (n.d.). Code of conduct.")


def test_references_in_other_formats(capsys):
    assert main(["references", "--format", "html", str(EXAMPLES)]) == 0
    assert (
        "<p>Huia, A. (Director). (2014). <i>The long meeting</i> [Film]. Invented Films.</p>"
        in capsys.readouterr().out
    )
    assert main(["references", "--format", "json", str(EXAMPLES)]) == 0
    items = {item["id"]: item for item in json.loads(capsys.readouterr().out)}
    assert items["rimu2012"]["type"] == "article-newspaper"
    assert items["talk2013"]["issued"] == {"date-parts": [[2013, 11, 11], [2013, 11, 13]]}


def test_references_as_bib_read_back_the_same(capsys, tmp_path):
    main(["references", str(EXAMPLES)])
    before = capsys.readouterr().out
    main(["references", "--format", "bib", str(EXAMPLES)])
    (tmp_path / "again.bib").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["references", str(tmp_path / "again.bib")]) == 0
    assert capsys.readouterr().out == before


def test_references_as_ris(capsys):
    assert main(["references", "--format", "ris", str(EXAMPLES)]) == 0
    records = rispy.loads(capsys.readouterr().out)
    assert {"rimu2012": "NEWS", "tane2019": "JOUR"}.items() <= {
        record["id"]: record["type_of_reference"] for record in records
    }.items()


def test_references_as_markdown_say_the_same_as_html(capsys):
    assert main(["references", "--format", "markdown", str(EXAMPLES)]) == 0
    converted = markdown.markdown(capsys.readouterr().out)
    assert main(["references", "--format", "html", str(EXAMPLES)]) == 0
    page = BeautifulSoup(
        capsys.readouterr().out.replace("<i>", "<em>").replace("</i>", "</em>"), "html.parser"
    )
    again = BeautifulSoup(converted, "html.parser")
    assert [p.get_text() for p in again.select("p")] == [p.get_text() for p in page.select("p")]
    assert [i.get_text() for i in again.select("em")] == [i.get_text().strip() for i in page.select("em")]
    assert [a["href"] for a in again.select("a")] == [a["href"] for a in page.select("a")]


def test_render_a_file(capsys, content):
    post = content / "a.md"
    assert (
        main(["render", str(post), "--bibliography", str(content / "references.bib"), "--extension", "meta"])
        == 0
    )
    out = capsys.readouterr().out
    assert 'Fine <span class="cite">(<a' in out
    assert "Title:" not in out


def test_render(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('As @tui2011 say, "yes".'))
    assert main(["render", "--bibliography", str(EXAMPLES), "--extension", "smarty"]) == 0
    out = capsys.readouterr().out
    assert "Tui and Kea (2011)</a></span> say, &ldquo;yes&rdquo;." in out
    assert 'id="ref-tui2011"' in out


def test_render_with_an_unknown_key(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("One.\n\n[@tui2012]"))
    assert main(["render", "--bibliography", str(EXAMPLES)]) == 1
    out, err = capsys.readouterr()
    assert "citation-missing" in out
    assert err.startswith('standard input:3: no work "tui2012" in ')


@pytest.mark.parametrize("order", ["post first", "post last", "post between", "post alone"])
def test_a_post_may_stand_after_the_bibliography(capsys, content, order):
    post, references = str(content / "a.md"), str(content / "references.bib")
    (content / "more.bib").write_text("")
    words = {
        "post first": [post, "--bibliography", references],
        "post last": ["--bibliography", references, post],
        "post between": ["--bibliography", references, post, "--bibliography", str(content / "more.bib")],
        "post alone": ["--bibliography", references, "--extension", "meta", post],
    }
    assert main(["render", *words[order]]) == 0
    assert "Doe, 2001" in capsys.readouterr().out


def test_the_content_may_stand_after_the_bibliography(capsys, content):
    assert main(["check", "--bibliography", "content/references.bib", "content"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 post, 2 works: 0 errors, 2 warnings"
    with pytest.raises(SystemExit):
        main(["check", "--cited"])
    assert "name the content folder" in capsys.readouterr().err


def test_check_finds_no_errors(capsys, content):
    assert main(["check", "content"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 post, 2 works: 0 errors, 2 warnings"


def test_check_finds_everything(capsys, content):
    (content / "b.md").write_text("Title: B\nDate: 2013-01-01\n\nWrong [@doe2002], odd [@zine].\n")
    with (content / "references.bib").open("a") as file:
        file.write("@book{broken, title=}\n")
    assert main(["check", "content"]) == 1
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        'content/b.md:4: no work "doe2002" in content/references.bib. Did you mean "doe2001"?',
        "content/references.bib:3: the entry can't be read: a field has no value in braces",
    ]
    assert out.splitlines() == [
        'content/references.bib:2: warning: "zine" is a @zine, which reads like a @misc',
        "2 posts, 2 works: 2 errors, 1 warning",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["references", "none.bib"], "there is no file none.bib"),
        (["render", "--bibliography", "none.bib"], "there is no file none.bib"),
        (["check", "nowhere"], "there is no folder nowhere"),
    ],
)
def test_wrong_paths(capsys, arguments, message):
    assert main(arguments) == 1
    assert capsys.readouterr().err == f"{message}\n"
