"""Ids of a post's content, and what points to them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.metadata.anchors import name_anchors


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<p id="a">Social <code>id="social"</code></p>', '<p id="a">Social <code>id="social"</code></p>'),
        ('<h2 id="social">A</h2>', '<h2 id="s-ocial"><span class="former" id="social"></span>A</h2>'),
        ("<b id='tags'>A</b>", '<b id="t-ags"><span class="former" id="tags"></span>A</b>'),
        ('<table id="tags"><tr><td>1</td></tr></table>', '<table id="t-ags"><tr><td>1</td></tr></table>'),
        (
            '<a href="#social">A</a><i id="social">x</i>',
            '<a href="#s-ocial">A</a><i id="s-ocial"><span class="former" id="social"></span>x</i>',
        ),
        (
            '<a href="#r%C3%A9-social">A</a><i id="ré-social">x</i>',
            '<a href="#ré-s-ocial">A</a><i id="ré-s-ocial"><span class="former" id="ré-social"></span>x</i>',
        ),
        (
            '<p aria-labelledby="x social" aria-label="x social" id="x"></p><b id="social"></b>',
            '<p aria-labelledby="x s-ocial" aria-label="x social" id="x"></p>'
            '<b id="s-ocial"><span class="former" id="social"></span></b>',
        ),
        # The name is taken.
        ('<i id="social"></i><i id="s-ocial"></i>', '<i id="social"></i><i id="s-ocial"></i>'),
        ('<a href="/#social">A</a><i id="other-tags">x', '<a href="/#social">A</a><i id="other-t-ags">'
         '<span class="former" id="other-tags"></span>x'),
    ],
)  # fmt: skip
def test_ids_and_links(html, named):
    assert name_anchors(html) == named


# fmt: off
PIECES = [
    '<p id="social">', '<b id="a&amp;tags">', '<a href="#social">', '<a href="#a&amp;tags">', "text",
    "<!-- x -->", '<i id="s-ocial"', "<pre>", "id=", '"', "'", ">", "</p>", " ", "<", "#social",
]
# fmt: on


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_all_but_ids_stays(html):
    def strip(text):
        return re.sub(r'<span class="former" id="[^"]*"></span>|-', "", text)

    assert strip(name_anchors(html)).replace("&amp;", "&") == strip(html).replace("&amp;", "&")
