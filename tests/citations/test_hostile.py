"""What stands in a .bib file stays words in whatever is made of it."""

# corpus: 12 inputs

import json
import re

import pytest

from apa7.document import Document
from apa7.export import to_bibtex, to_csl, to_ris
from apa7.model import Citation, Cite
from apa7.page.html import make_reference

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
FIELDS = (
    "title",
    "subtitle",
    "note",
    "annotation",
    "journaltitle",
    "publisher",
    "author",
    "titleaddon",
    "series",
)


def reference(library, source):
    works = library(source)
    document = Document([Citation((Cite(key),)) for key in works], works)
    (item,) = document.references()
    return item.work, make_reference(item), works.problems


@pytest.mark.parametrize(
    "markup", [SCRIPT, IMAGE, '"><svg onload=alert(1)>', "&lt;script&gt;alert(1)&lt;/script&gt;"]
)
@pytest.mark.parametrize("kind", ["article", "book", "report", "online", "dataset"])
def test_markup_in_fields_is_words(library, kind, markup):
    fields = "".join(f"{name} = {{A {markup}}},\n" for name in FIELDS)
    _, made, _ = reference(library, f"@{kind}{{k,\n{fields}date = {{2001}},\nurl = {{https://a.example/}}}}")
    tags = set(re.findall(r"<\s*/?\s*(\w+)", made.html))
    assert tags <= {"i", "a"}
    assert "alert(1)" in made.html


def test_markup_on_pages_files_and_the_page_of_works(site):
    fields = "".join(f"{name} = {{A {SCRIPT} {IMAGE}}},\n" for name in FIELDS)
    seen = site(
        {
            "references.bib": "@book{a&b'x, title = {Other}, date = {2002}}\n"
            f"@article{{k,\n{fields}date = {{2001}}}}\n",
            "a.md": "Title: A\nDate: 2024-05-01\nSlug: a\n\nAs [@k] and [@{a&b'x}] say.\n",
        },
        PLUGINS=["citations", "metadata"],
    )
    assert seen.errors == []
    for path in seen.output.glob("**/*.html"):
        page = seen.page(path.relative_to(seen.output))
        assert page.find(string=re.compile(r"alert\(1\)"), name="script") is None
        assert page.find(onerror=True) is None
    assert "<script>" not in (seen.output / "feed.xml").read_text(encoding="utf-8")
    assert (seen.output / "works/index.html").exists()
    assert json.loads((seen.output / "a/references.json").read_text(encoding="utf-8"))


ADDRESSES = [
    ("url", "javascript:alert(1)"),
    ("url", "JaVaScRiPt:alert(1)"),
    ("url", "java\tscript:alert(1)"),
    ("url", "data:text/html,<script>alert(1)</script>"),
    ("url", "vbscript:x"),
    ("url", "http://[::1"),
    ("url", "http://"),
    ("url", "//evil.example/x"),
    ("url", "\x01javascript:alert(1)"),
    ("url", "&#106;avascript:alert(1)"),
    ("doi", "javascript:alert(1)"),
    ("doi", "https://evil.example/10.1000/a"),
]


@pytest.mark.parametrize(("field", "value"), ADDRESSES)
def test_what_is_no_address_is_told_and_is_no_link(library, field, value):
    source = f"@online{{k, title = {{T}}, date = {{2001}}, {field} = {{{value}}}}}"
    work, made, problems = reference(library, source)
    assert "<a" not in made.html
    assert made.url is None
    assert made.doi is None
    assert not {"URL", "DOI"} & to_csl(work).keys()
    assert not re.search(r"^(UR|DO)  -", to_ris([work]), re.MULTILINE)
    (problem,) = problems
    assert problem.warning
    assert str(problem).startswith("refs.bib:1: ")
    assert "no link" in problem.message


@pytest.mark.parametrize(
    "value",
    ["e{}", 'e"onmouseover="x', "../x", "a b", "javascript:x"],
)
def test_an_eprint_is_a_number_or_no_link(library, value):
    source = f"@online{{k, title = {{T}}, date = {{2001}}, eprinttype = {{arxiv}}, eprint = {{{value}}}}}"
    url = reference(library, source)[1].url
    assert url is None or re.fullmatch(r"https://arxiv\.org/abs/[\w./:]+", url)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://a.example/x|y", "https://a.example/x%7Cy"),
        ("https://a.example/~me/?q=a%20b&c={d}#e", "https://a.example/~me/?q=a%20b&c=d#e"),
        ("https://medium.example/@user/text", "https://medium.example/@user/text"),
        ("ftp://a.example/x", "ftp://a.example/x"),
        ("https://täst.example/ä", "https://täst.example/ä"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://me:secret@a.example/x", "https://a.example/x"),
    ],
)
def test_right_addresses_are_links(library, value, address):
    work, made, problems = reference(
        library, f"@online{{k, title = {{T}}, date = {{2001}}, url = {{{value}}}}}"
    )
    assert made.url == address
    assert to_csl(work)["URL"] == address
    assert len(problems) == ("secret" in value)
    assert "secret" not in to_bibtex([work])


@pytest.mark.parametrize("value", ["10.1000/182", "doi:10.1000/a_b", "https://doi.org/fg6rf9", "10/fg6rf9"])
def test_right_dois_are_links(library, value):
    _, made, problems = reference(library, f"@online{{k, title = {{T}}, date = {{2001}}, doi = {{{value}}}}}")
    assert made.url == f"https://doi.org/{made.doi}"
    assert problems == ()


def test_what_steers_a_terminal_or_turns_text_round_is_left_out(library):
    # A mark of right-to-left text belongs to it.
    source = "@book{k\x1b[31m, title = {A\x00B\u202eC\x07D}, note = {ש\u200f}, date = {2001}}"
    works = library(source)
    (key,) = works
    assert key == "k[31m"
    assert works.get(key).string("title") == "ABCD"
    assert works.get(key).source["note"] == "ש\u200f"
