"""What stands for a post where its author wrote no summary: its own first words, and nothing around them."""

from dataclasses import replace

import pytest
from syndication.test_copy import ARTICLE

from crosspost.copies.copy import make_copy
from crosspost.text.beginning import CHARACTERS, WORDS, read_beginning
from crosspost.text.parser import parse

SENTENCE = "Practitioners asked what the new services of those years were for, and who would answer. "


def begin(html):
    return read_beginning(parse(html))


def test_it_is_the_prose_of_the_post_alone():
    html = (
        '<nav class="toc"><p>Contents</p></nav><h2>What we asked</h2>'
        '<figure><img src="x.png" alt="A harbour"><figcaption><p>The harbour.</p><p class="credit">By us</p>'
        "</figcaption></figure><table><tr><td><p>1</p></td></tr></table><pre>code</pre>"
        '<p>We asked <a href="https://example.org/">them</a><sup><a class="footnote-ref" href="#fn">1</a>'
        "</sup> about <q>them</q>.</p><ul><li>And more</li></ul>"
        '<section class="references"><p>Novell, R.</p></section>'
        '<div class="footnote"><ol><li><p>A note.</p></li></ol></div>'
    )
    assert begin(html) == "We asked them about “them”. And more"


def test_it_ends_with_a_sentence_where_one_ends_in_time():
    assert begin(f"<p>{SENTENCE * 9}</p>") == (SENTENCE * 3).strip()
    assert len(begin(f"<p>{SENTENCE * 9}</p>")) <= CHARACTERS


@pytest.mark.parametrize("word", ["kupu ", "kupukupukupukupu "])
def test_or_with_a_word(word):
    text = begin(f"<p>Short. {word * 400}</p>")
    assert text.endswith("…")
    assert len(text) <= CHARACTERS
    assert len(text.split()) <= WORDS


def test_a_post_without_prose_has_none():
    assert begin("<figure><img src='x.png'></figure>") == ""
    assert begin("Words alone.") == "Words alone."


def test_the_author_s_summary_goes_first():
    html = "<p>How it begins.</p>"
    assert make_copy(replace(ARTICLE, html=html, summary="What it says.")).summary == "What it says."
    assert make_copy(replace(ARTICLE, html=html)).summary == "How it begins."
