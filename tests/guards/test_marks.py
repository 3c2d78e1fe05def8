"""Words in another language: read from what authors write, kept as words, written as HTML."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from guards.marks import Marked, find_wrong, read_marks, write_marks

PIECES = st.sampled_from(
    ["[", "]", "{lang=mi}", "]{lang=en-NZ}", "]{lang=maori}", "\\[", "kai", " ", "<b>", "&", "{"]
)


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("[kai]{lang=mi}", "kai", '<span lang="mi">kai</span>'),
        ("a [kai]{lang='mi'} b", "a kai b", 'a <span lang="mi">kai</span> b'),
        ('[kai]{: lang="mi_NZ" }', "kai", '<span lang="mi-NZ">kai</span>'),
        ("[a [b]{lang=en} c]{lang=mi}", "a b c", '<span lang="mi">a <span lang="en">b</span> c</span>'),
        ("[a [sic] <b>]{lang=mi} &", "a [sic] <b> &", '<span lang="mi">a [sic] &lt;b&gt;</span> &amp;'),
        ("[a]{lang=mi}[b]{lang=en}", "ab", '<span lang="mi">a</span><span lang="en">b</span>'),
        (r"\[kai]{lang=mi}", "[kai]{lang=mi}", "[kai]{lang=mi}"),
        ("[kai]{.small} [kai](lang=mi)", "[kai]{.small} [kai](lang=mi)", "[kai]{.small} [kai](lang=mi)"),
        ("[]{lang=mi}kai", "kai", "kai"),
        ("kai]{lang=mi}", "kai]{lang=mi}", "kai]{lang=mi}"),
        ("[kai]{lang=maori}", "kai", "kai"),
    ],
)
def test_marks_are_read(text, words, html):
    # corpus: 11 inputs
    assert read_marks(text) == words
    assert str(escape(read_marks(text))) == html
    assert Markup("{}").format(read_marks(text)) == html


def test_marks_within_html_become_elements_of_it():
    assert write_marks("<em>[kai]{lang=mi}</em>") == '<em><span lang="mi">kai</span></em>'


def test_a_language_that_is_none_is_found():
    assert find_wrong("[a]{lang=mi} [b]{lang=maori} [c]{lang='x y'}") == ["maori", "'x y'"]


def test_a_part_keeps_its_marks():
    whole = read_marks("He [kai [pai]{lang=en}]{lang=mi} tēnei")
    assert escape(whole.part(4, 9)) == '<span lang="mi">ai <span lang="en">pa</span></span>'
    assert escape(whole.part(0, 3)) == "He "


def test_a_copy_has_the_marks():
    words = read_marks("[kai]{lang=mi}")
    for copied in (pickle.loads(pickle.dumps(words)), copy.deepcopy(words)):
        assert isinstance(copied, Marked)
        assert copied.marks == words.marks


@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_written_html_has_the_words(text):
    words = read_marks(text)
    html = str(escape(words))
    assert Markup(html).striptags() == Markup(escape(str(words))).striptags()
    assert html.count("<span") == html.count("</span>")
