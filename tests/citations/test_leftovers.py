"""What is left open or left over in a post is told: comments, elements, notes and their marks."""

import pytest

from .test_bounds import problems_of

HIDES = (
    "the <{0} that begins here is never closed, and hides what follows. "
    "Write {1} where it ends, or `<{0}` to show it"
)
COMMENT = HIDES.format("!--", "-->")
NO_NOTE = (
    r"the mark [^{0}] has no note. Write one, [^{0}]: …, on a line of its own, or \[^{0}] if this is no mark"
)
NO_MARK = "the note [^{0}] has no mark that leads to it. Write [^{0}] in the text, or take it out"
TWICE = "the note [^{}] stands in line {}, too, and one is lost. Give one another name"
HTML = "the <{0}> that begins here is never closed: all that follows is HTML. Write </{0}> after it"


# corpus: 16 inputs
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One.\n\n<!-- two\n\nThree.", [(3, COMMENT)]),
        ("One <!-- two\n\nThree.", [(1, COMMENT)]),
        ("<!-- a -->\n\n<!-- b -- >\n\nThree.", [(3, COMMENT)]),
        ("<div>\n\n<!-- two\n\n</div>\n\nThree.", [(3, COMMENT)]),
        ("`<!--` is code.\n\nThis <!-- is none.", [(3, COMMENT)]),
        ("<script>\nlet a = 1;\n\nThree.", [(1, HIDES.format("script", "</script>"))]),
        ("One.\n\n<iframe src='x' />\n\nThree.", [(3, HIDES.format("iframe", "</iframe>"))]),
        ("One.\n\n<STYLE>\n\nThree.", [(3, HIDES.format("STYLE", "</STYLE>"))]),
        ("One.\n\n<div>\n\nThree *is* HTML.", [(3, HTML.format("div"))]),
        ("One.\n\n<p>Two\n\nThree *is* HTML.", [(3, HTML.format("p"))]),
        ("One[^a].", [(1, NO_NOTE.format("a"))]),
        ("One[^a]\nand[^b].\n\n[^a]: A.", [(2, NO_NOTE.format("b"))]),
        ("One[^a].\n\n[^a]: A[^b].", [(3, NO_NOTE.format("b"))]),
        ("One.\n\n[^a]: A.", [(3, NO_MARK.format("a"))]),
        ("One[^a].\n\n[^a]: A.\n\n    More.\n\n[^a]: B.", [(7, TWICE.format("a", 3))]),
        ("One[^a].\n\n[^a]: A.\n[^b]: B.", [(4, NO_MARK.format("b"))]),
    ],
)
def test_what_is_left_is_told(text, told):
    assert problems_of(text) == [f"post.md:{line}: {message}" for line, message in told]


@pytest.mark.parametrize(
    "text",
    [
        "`<!--` and ``<!-- ` ``\n\nText.",
        "    <!--\n\nText.",
        "```\n<!--\n```\n\nText.",
        "~~~html\n<!-- a\n~~~\n\n`[^1]`\n\n    [^2]\n\n```\n[^3]: a\n```",
        "<!-- a\n\n    b -->\n\nText.",
        "<!-- ` -->\n\n<!-- ` -->",
        "<!-- a\n\n```\nb\n```\n\n-->\n\nText.",
        "<!-->\n\nText.",
        r"\<!-- and \[^1]",
        "a < b, b > a, <3 and 1 <!= 2",
        "<script>\n\nif (a < b) { '<!--' }\n\n</script>\n\nText.",
        "The element `<script>`, and <textarea>a</textarea>.",
        "<div>\n\nText.\n\n</div>\n\nMore.",
        "<hr>\n\nText.\n\n<br>\n\nMore.\n\n<img src='a' alt=''>\n\nEnd.",
        "<details>\n<summary>a</summary>\n\nText.\n\n</details>",
        "<p>a\n<p>b",
        "One[^a], two[^a].\n\n[^a]: A.",
        "- One[^a].\n\n    [^a]: A.\n",
        "> One[^a].\n>\n> [^a]: A.",
        "One[^a].\n\n[^a]:\n    A.\n",
        "[@tui2011, p. 3[^a]].\n\n[^a]: A.",
        "What stands in [^ a bracket] is none.",
        "[^a](https://example.org)",
    ],
)
def test_what_is_closed_or_code_is_fine(text):
    assert problems_of(text) == []


def test_it_is_told_in_the_file_of_a_site(site, caplog):
    head = "Title: A\nDate: 2013-12-03\nSummary: Short[^s].\n\n"
    errors = site({"a.md": f"{head}One[^a].\n\n<!-- two\n"}).errors
    assert errors == [f"content/a.md:7: {COMMENT}"]
    warnings = sorted(record.getMessage() for record in caplog.records if record.levelname == "WARNING")
    assert warnings == [
        f"content/a.md:3: {NO_NOTE.format('s')}",
        f"content/a.md:5: {NO_NOTE.format('a')}",
    ]
