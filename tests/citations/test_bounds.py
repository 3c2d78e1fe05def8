"""What is too much for a reader of Markdown is told at its line, and shown as it was typed."""

import html
import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from apa7.bibliography.library import read_library
from apa7.page.bounds import CROWDED, DEEP, NESTED, NESTED_TAGS
from apa7.page.markdown import CitationsExtension
from apa7.page.reading import DEEP_BLOCKS

from .conftest import EXAMPLES

ROOT = Path(__file__).parents[2]
POSTS = [
    path.read_text(encoding="utf-8")
    for path in (Path(__file__).parent / "page.md", *sorted((ROOT / "content").rglob("*.md")))
]
EXTENSIONS = ("extra", "meta", "smarty", "toc")
LIBRARY = read_library([EXAMPLES])


def convert(text):
    citations = CitationsExtension(LIBRARY, "post.md", report=False)
    return markdown.Markdown(extensions=[*EXTENSIONS, citations]).convert(text), citations


def problems_of(text):
    return [str(problem) for problem in convert(text)[1].problems]


# corpus: 12 inputs
CROWDS = {
    "brackets": "[" * 6_000,
    "brackets with keys": "@a[" * 6_000,
    "addresses": "[a](" * 4_000,
    "images": "![" * 6_000,
    "tags": "<a " * 6_000,
    "quotation marks": '"a ' * 20_000,
    "code": "` " * 20_000,
    "emphases": "*a* " * 12_000,
    "headings": "# a\n" * 5_000,
    "underlines": "a\n==\n" * 5_000,
    "columns": "|a" * 8_000 + "\n" + "|-" * 8_000,
    "abbreviations": "\n".join(f"*[a{number:05}]: b" for number in range(2_000)),
}


@pytest.mark.parametrize("name", CROWDS)
def test_crowds_are_told_and_shown(name):
    page, citations = convert(f"Before.\n\n{CROWDS[name]}\n\nAfter [@tui2011].")
    assert [str(problem) for problem in citations.problems] == [f"post.md:3: {CROWDED}"]
    soup = BeautifulSoup(page, "html.parser")
    shown = re.sub(r"\s", "", soup.get_text())
    assert re.sub(r"\s", "", html.unescape(CROWDS[name])) in shown
    assert soup.select("span.cite a")


# corpus: 3 inputs
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a " * (NESTED + 1) + "]" * (NESTED + 1), DEEP.format(NESTED, "brackets or emphases")),
        ("*a **b " * NESTED + "b** a* " * NESTED, DEEP.format(NESTED, "brackets or emphases")),
        ("<b>" * (NESTED_TAGS + 1), DEEP.format(NESTED_TAGS, "tags")),
    ],
)
def test_what_is_nested_too_deep_is_told(text, message):
    assert problems_of(f"Before.\n\n{text}\n\nAfter.") == [f"post.md:3: {message}"]


# corpus: 4 inputs
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("> " * 2_000 + "a", 3),
        ("\n".join(f"{'    ' * depth}- a{depth}" for depth in range(300)), 33),
        ("\n".join(f"a{number}\n:   b" for number in range(2_000)), 122),
        ("- " * 2_000 + "a", 3),
    ],
)
def test_blocks_that_are_nested_too_deep_are_told(text, line):
    page, citations = convert(f"Before.\n\n{text}\n\nAfter.")
    assert [str(problem) for problem in citations.problems] == [f"post.md:{line}: {DEEP_BLOCKS}"]
    assert page.endswith("<p>After.</p>")


def test_a_flood_of_tags_is_told_where_it_begins():
    problems = problems_of("<span>\n\n" * 5_000)
    assert len(problems) == 20
    assert problems[0] == f"post.md:201: {DEEP.format(NESTED_TAGS, 'tags')}"


@pytest.mark.parametrize(
    "text",
    [
        "Words and [links](https://example.org/a_(b)) *with* **marks**, `code` and quotes @tui2011. " * 400,
        "\n".join(f"* [A *title* that is {n} long](https://example.org/{n}) & more" for n in range(4_000)),
        "| a | b |\n| - | - |\n" + "| [x](y) | 'it''s' |\n" * 4_000,
        "![A map](data:image/png;base64," + "iVBORw0KGgo/+" * 100_000 + ")",
        "[map]: data:image/png;base64," + "iVBORw0KGgo/+" * 100_000 + "\n\n![A map][map]",
        "Cited [" + "; ".join(["@tui2011"] * 400) + "].",
        "\n\n".join(f"[^{n}]: [@tui2011, p. {n}]" for n in range(300))
        + "\n\n"
        + " ".join(f"a[^{n}]" for n in range(300)),
        "The set $\\{x_{1}, \\ldots, x_{n}\\}$ and $\\frac{a}{b}$. " * 500,
        "<div>" * 60 + "a" + "</div>" * 60,
        "> " * 20 + "a",
        "- [ ] to do\n- [x] done [\n" * 500,
        "    def f(): return [[[[[[[[[[\n" * 3_000,
        "```\n" + "[" * 50_000 + "\n```",
        "A [ that is open, and <here another. " * 100,
        "\n\n".join("[a " * 40 for _ in range(400)),
        "<p>\n\n</p>\n\n" * 3_000,
        "<table>" + "<tr><td>a</td><td>[b</td></tr>\n" * 2_000 + "</table>",
    ],
)  # fmt: skip
def test_what_authors_write_is_read(text):
    assert problems_of(text) == []


def test_a_field_is_told_in_its_line(site):
    head = "Title: A\nDate: 2013-12-03\nSummary: "
    (error,) = site({"a.md": f"{head}{'[' * 6_000}\n\nText."}, FORMATTED_FIELDS=["summary"]).errors
    assert error == f"content/a.md:3: {CROWDED}"


def test_a_post_is_told_in_its_line(site):
    built = site({"a.md": f"Title: A\nDate: 2013-12-03\n\nText.\n\n{'@a[' * 6_000}\n\nMore."})
    assert built.errors == [f"content/a.md:6: {CROWDED}"]
    assert built.page("a/index.html").find(string="More.")


HOSTILE = st.sampled_from(
    [
        *"[](){}<>@*_`$\\&!\"'|~^#:;=-.\n \t0a\x02\x03\0\u2028\u202e",
        *("\n\n", "[^1]", "[^1]: ", "-@", "@{", "](", "![", "<!--", "-->", "```\n", "<div>", "</div>", "<a "),
        *("$$", "\\(", "> ", "- ", "    ", "*[a]: ", "[@tui2011", "<script>", "&#0;", "{: #a }", "|-|\n"),
        *("==\n", ":   ", "@tui2011's", ", p. ", "as cited in "),
    ]
)


@st.composite
def mangled(draw):
    """Return a real post of which pieces are lost, repeated, moved, or replaced by marks."""
    text = draw(st.sampled_from(POSTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(st.one_of(HOSTILE, st.just(text[start:end]), st.text(max_size=5)))
        text = text[:start] + piece * draw(st.sampled_from((0, 1, 2, 40))) + text[end:]
    return text


@given(mangled())
@settings(max_examples=150, deadline=None)
def test_mangled_posts_are_read(text):
    for problem in convert(text)[1].problems:
        assert problem.path == "post.md"
        assert problem.line > 0, problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Text.\n\nSee [@{a<i>b}].", "a key cannot have a tag in it"),
        ("Text.\n\nSee [@a\x03b, p. 2].", 'no work "ab"'),
    ],
)
def test_a_key_of_which_markdown_takes_a_part(text, message):
    (problem,) = convert(text)[1].problems
    assert (problem.path, problem.line) == ("post.md", 3)
    assert problem.message.startswith(message)
