"""Which .bib files a post names, in whatever header it has."""

import pytest

from apa7.bibliography.shelf import read_metadata

HEADERS = [
    "Title: A\nBibliography: a.bib, b.bib\n\nText.",
    "Title: A\nBibliography: a.bib\n    b.bib\nTags: c.bib\n\nText.",
    "---\ntitle: A\nbibliography: [a.bib, 'b.bib']\ntags: c.bib\n---\nText.",
    '---\ntitle: A\ntags:\n  - c.bib\n\nbibliography:\n  - "a.bib"\n  - b.bib\nlang: en\n---\nText.',
    "---\nbibliography:\n- a.bib\n- b.bib\nformat:\n  html: c.bib\n---\nText.",
    "---\nbibliography:\n    - a.bib\n    - b.bib\n---\nText.",
    "+++\ntitle = 'A'\nbibliography = ['a.bib', \"b.bib\"]\n+++\nText.",
    "+++\nbibliography = [\n  'a.bib',\n  'b.bib',\n]\ntags = ['c.bib']\n+++\nText.",
]


@pytest.mark.parametrize("text", HEADERS)
def test_a_post_names_files_of_its_own(tmp_path, text):
    post = tmp_path / "post.md"
    post.write_text(text, encoding="utf-8")
    assert read_metadata(post, "bibliography") == ["a.bib", "b.bib"]


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\n\nBibliography: a.bib\n",
        "Text.\nBibliography: a.bib\n",
        "---\ntitle: A\n---\nBibliography: a.bib\n",
        "+++\ntitle = 'A'\n+++\nbibliography = 'a.bib'\n",
        "",
    ],
)
def test_what_stands_in_the_text_names_none(tmp_path, text):
    post = tmp_path / "post.md"
    post.write_text(text, encoding="utf-8")
    assert read_metadata(post, "bibliography") == []
