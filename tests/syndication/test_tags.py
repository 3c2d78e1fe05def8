"""HTML that somebody else wrote: what is right stays as it is, and what is not does no harm."""

import warnings

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text
from crosspost.text.tags import DEEPEST, tame

RIGHT = [
    "<p>a <b>b</b> &amp; c &lt; d</p>",
    '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p>x</p></body></html>',
    "<p title=it's>a</p><p title='\"'>b</p><img src=a.png alt='x'/><br><hr/>",
    "<!-- a < b --><p>c</p><!---->",
    "<script>if (a < b && c > d) { '<p>' }</script><style>a > b { }</style><p>x</p>",
    '<a href="x?a=b&c=d" data-x="<p>">y</a>',
    "<p>1 &lt; 2 <wbr>and</p><svg><g><path d='M0 0'/></g></svg>",
    f'<img src="data:image/png;base64,{"A" * 5000}" alt="x">',
    "<ul><li>a<li>b</ul><table><tr><td>a<td>b</table>",
]


@pytest.mark.parametrize("html", RIGHT)
def test_what_is_right_stays_as_it_is(html):
    assert tame(html) == html


# corpus: 22 inputs
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a < b</p>", "a < b"),
        ("<p>a <3 b <", "a <3 b <"),
        ("<p>a <b", "a <b"),
        ('<p>a <a href="x', 'a <a href="x'),
        ("<p>a <!-- b", "a <!-- b"),
        ("<p>a </ b", "a </ b"),
        ("<?xml version='1.0' encoding='odd'?><p>a", "a"),
        ("<?xml encoding=", "<?xml encoding="),
        ("<!DOCTYPE [<!ENTITY x 'y'>]><p>a", "]>\n\na"),
        ("<![if !IE]><p>a<![endif]>", "a"),
        ("<!ELEMENT br EMPTY><p>a", "a"),
        ("<![CDATA[x > y]]><p>a", "a"),
        ("<!a><p>b", "b"),
        ("<![<p>a", "a"),
        ("<![CDATA[", "<![CDATA["),
        ("<meta charset=odd><p>a", "a"),
        ("<script>a<p>b", ""),
        ("</i></p>a</div>", "a"),
        ("<p>a\x00b", "a\x00b"),
        ("plain.txt", "plain.txt"),
        ("https://a.example/", "https://a.example/"),
        ("", ""),
    ],
)
def test_what_is_not_right_is_read_all_the_same(html, text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert write_text(parse(html)).strip() == text


@pytest.mark.parametrize("tag", ["div", "b", "ul", "blockquote", "q", "sup", "svg"])
def test_what_is_nested_too_deeply_keeps_its_words(tag):
    html = "".join(f"<{tag}>w{number} " for number in range(3 * DEEPEST)) + f"</{tag}>" * 3 * DEEPEST
    text = write_text(parse(html))
    assert [f"w{number}" in text for number in range(3 * DEEPEST)].count(False) == 0


def test_paragraphs_that_do_not_end_are_apart():
    text = write_text(parse("".join(f"<p>w{number}" for number in range(500))))
    assert text.split() == [f"w{number}" for number in range(500)]


@given(st.text(alphabet="<>/!?-[]='\" abAB&;#\n", max_size=80))
def test_whatever_it_is_it_is_read(html):
    assert tame(tame(html)) == tame(html)
    write_text(parse(html))


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br>", "a", " ", "<a href='x'>", "</a>", "&amp;"]),
        max_size=40,
    )
)
def test_tags_that_are_right_each_are_left_alone(parts):
    html = "".join(parts)
    assert tame(html) == html
    assert str(parse(html)) == str(BeautifulSoup(html if "<" in html else f"{html}\n", "html.parser"))
