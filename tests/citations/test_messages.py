"""What is wrong is told once, at its own line."""

import json
import logging
import textwrap

import markdown
import pytest
from markdown.extensions.fenced_code import FencedCodeExtension

from apa7.__main__ import main
from apa7.page.markdown import CitationsExtension
from apa7.page.source import Source

BIB = "@book{tui2011, author={Tui, R.}, title={The Digital Practitioner}, date={2011}}\n"
EXTRA = {"MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}}
NO = 'no work "no" in content/references.bib.'
MENTION = " If you meant to mention somebody, write \\@no"
CODE = "the block of code that begins here is never closed. Write {} on a line of its own after its last line"
PRINTED = (
    '"@{}" is printed as it is typed: citations are read in Markdown alone. '
    "Write this file in Markdown (.md), or escape the @ if this is no citation"
)


def post(body, **metadata):
    fields = {"Title": "A post", "Date": "2013-12-03", **metadata}
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"\n{textwrap.dedent(body)}\n"


@pytest.mark.parametrize(
    ("summary", "body", "lines"),
    [
        ("Fine", "[@tui2011; x] and\n[@tui2011; y]\n\n[@tui2011]\n\n[see\n@tui2011; z]", [5, 6, 11]),
        ("[@tui2011; x]", "[@tui2011; y]", [3, 5]),
        ("Fine,\n    and [@tui2011; x]", "[@tui2011]", [4]),
    ],
)
def test_a_broken_citation_is_told_at_its_own_line(site, tmp_path, capsys, summary, body, lines):
    message = (
        'this citation of "tui2011" cannot be read. Write it as [@tui2011, p. 3]: '
        'a "]" at its end, and a work in each part between ";"'
    )
    written = post(body, Summary=summary)
    errors = site({"references.bib": BIB, "a.md": written}).errors
    assert errors == [f"content/a.md:{line}: {message}" for line in lines]
    assert main(["check", "content"]) == 1
    assert capsys.readouterr().err.splitlines() == errors


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("One\ntwo\nthree [@no]\nfour", [6]),
        ("One [see\n@no, p. 3] two", [5]),
        ("- a\n- b\n    [@no]\n\n    [@no]", [6, 8]),
        ("- a\n\n    `@no`\n\n[@no]", [8]),
        ("A[^1].\n\n[^1]: One\n    two [@no]\n\n    three [@no]", [7, 9]),
        ("| a |\n|---|\n| x |\n| [@no] |", [7]),
        ("> a\n> b [@no]", [5]),
        ("a [@no]\nb [@no] [@no]", [4, 5]),
        ("Term\n:   Meaning [@no]", [5]),
        ("# Heading\n\n## Another [@no]", [6]),
        ("[@no]\n\n    @no in code", [4]),
        ("[@no]\n\n```\n@no\n```\n\n~~~\n@no\n~~~", [4]),
        ("```inline```\n\n[@no]", [6]),
        ("`a\n@no` b\n\n[@no]", [7]),
        ("<!-- @no\n@no -->\n\n[@no]", [7]),
        ("[@no](x) <b title='@no'>b</b> $@no$ https://x.example/@no\n\n[@no]", [6]),
        (r"\@no a@no @nobody", []),
        ("[-@no, p. 3; @tui2011]", [4]),
    ],
)
def test_an_unknown_key_is_told_at_its_lines(site, body, lines):
    errors = site({"references.bib": BIB, "a.md": post(body)}, **EXTRA).errors
    # In a link an address and other keys are nothing that is cited.
    told = [error for error in errors if '"nobody"' not in error]
    assert told == [f"content/a.md:{line}: {NO}" for line in lines]


def test_an_unknown_key_in_the_summary_is_told_there(site):
    files = {"references.bib": BIB}
    files["a.md"] = post("Text [@tui2011].", Mastodon="@no", Summary="By [@no].")
    files["b.md"] = post("Text [@no].", Title="@no", Slug="b", Summary="By\n    and by [@no]")
    files["c.md"] = post("Text @no.", Title="C", Mastodon="@no")
    assert sorted(site(files).errors) == [
        f"content/a.md:4: {NO}",
        f"content/b.md:5: {NO}",
        f"content/b.md:7: {NO}",
        f"content/c.md:5: {NO}{MENTION}",
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("See [@tui2011, p. 8 for more.", 4),
        ("[@tui2011]\n\nSee [see\n@tui2011, p. 8 for more.", 7),
        ("[@tui2011]\n\n> See\n> [see\n> @tui2011, p. 8 for more.", 8),
    ],
)
def test_brackets_that_cannot_be_read_are_told_at_their_line(site, body, line):
    (error,) = site({"references.bib": BIB, "a.md": post(body)}).errors
    assert error.startswith(f'content/a.md:{line}: this citation of "tui2011" cannot be read.')


@pytest.mark.parametrize(
    ("body", "line", "fence"),
    [
        ("Text.\n\n```python\nx = 1\n\nMore [@tui2011].", 6, "```"),
        ("~~~~\nx\n~~~\n\nMore.", 4, "~~~~"),
        ("```\na\n```\n\n```\nb\n", 8, "```"),
        ("```\na\n ```\n\nMore.", 4, "```"),
        ("```python\na\n\nMore.\n\n```python\nb\n```", 4, "```"),
        ("````\n```\n```\n````\n\n~~~\na", 9, "~~~"),
    ],
)
def test_code_that_is_never_closed_is_told_once(site, body, line, fence):
    built = site({"references.bib": BIB, "a.md": post(body, Summary="In short [@tui2011].")}, **EXTRA)
    assert built.errors == [f"content/a.md:{line + 1}: {CODE.format(fence)}, without spaces before it"]


@pytest.mark.parametrize(
    "body",
    [
        "```\na\n```",
        "~~~ python\na\n~~~\n\n``` { .x }\nb\n```",
        "````\n```\n````",
        "```a``` b",
        "- a\n\n        ```\n        b",
        "",
    ],
)
def test_code_that_is_closed_is_fine(site, body):
    assert site({"references.bib": BIB, "a.md": post(body)}, **EXTRA).errors == []


def test_code_is_told_outside_pelican_too(caplog):
    with caplog.at_level(logging.ERROR):
        markdown.markdown("a\n\n```\nb", extensions=[FencedCodeExtension(), CitationsExtension()])
        # Without fenced code there is none to close.
        markdown.markdown("a\n\n```\nb", extensions=[CitationsExtension()])
    assert [record.getMessage() for record in caplog.records] == [
        f"line 3: {CODE.format('```')}, without spaces before it"
    ]


def test_metadata_are_counted():
    assert Source(["Title: A", "Summary: a", "    b", "", "Text: c"], headed=True).head == 3
    assert Source(["---", "title: A", "tags:", "- x", "---", "Text"], headed=True).head == 5
    assert Source(["Text", "Title: A"], headed=True).head == 0
    assert Source(["Title: A"]).head == 0


HTML = (
    "<html><head><title>{title}</title>\n<meta name='date' content='2024-01-01'>\n</head>\n"
    "<body>\n{body}\n</body></html>\n"
)


def rst(title, body, fields=""):
    return f"{title}\n##########\n\n:date: 2024-01-01\n{fields}\n{body}\n"


def test_citations_that_are_printed_as_typed_are_told(site):
    files = {
        "references.bib": BIB,
        "a.rst": rst("A post", "Text.\n\nAs [@tui2011, p. 3] and\n@tui2011 say."),
        "b.rst": rst("Other", "Text says @tui2011 and [@tui2011]."),
        "c.rst": rst("Third", "Text.", ":summary: By [@tui2011]\n"),
        "d.rst": rst("Forth", "[-@nobody]"),
        "pages/e.html": HTML.format(title="E", body="<p>Text</p>\n<p>Says @tui2011</p>"),
    }
    assert sorted(site(files).errors) == [
        f"content/a.rst:8: {PRINTED.format('tui2011')}",
        f"content/b.rst:6: {PRINTED.format('tui2011')}",
        f"content/c.rst:5: {PRINTED.format('tui2011')}",
        f"content/d.rst:6: {PRINTED.format('nobody')}",
        f"content/pages/e.html:6: {PRINTED.format('tui2011')}",
    ]


def test_what_is_no_citation_may_be_printed(site):
    code = "me@tui2011.example, @friend and \\@tui2011, ``[@tui2011]``::\n\n    [@tui2011]\n    @tui2011\n"
    page = (
        "<p>@friend (me@tui2011.example) &#64;tui2011 <a href='https://x.example/@tui2011'>x</a></p>\n"
        "<style>[@media] { }</style><script>['@tui2011']</script><code>@tui2011</code><!-- @tui2011 -->"
    )
    files = {
        "references.bib": BIB,
        "a.rst": rst("A post", code),
        "pages/b.html": HTML.format(title="B", body=page),
    }
    assert site(files).errors == []


def test_handles_where_there_is_no_bibliography(site):
    assert site({"a.rst": rst("A post", "Says @friend.")}).errors == []


def test_the_command_finds_what_a_build_finds(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "references.bib").write_text(BIB)
    body = "Text [@tui2011].\n\n```\nx"
    (tmp_path / "a.md").write_text(post(body, Summary="By [@no]."))
    assert main(["check", ".", "--bibliography", "references.bib", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    errors = [(error["line"], error["rule"]) for error in found if error["severity"] == "error"]
    assert errors == [(3, "unknown-key"), (7, "unclosed-code")]
