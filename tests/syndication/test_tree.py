"""HTML as a tree: the same as Beautiful Soup makes of it with Python's parser, and changed in place."""

import warnings

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from crosspost.text.parser import parse, read_any, read_neat
from crosspost.text.tags import tame
from crosspost.text.tree import Element, write_children

# fmt: off
# What is written neatly, which is read in another way, and what is not.
NEAT = [
    "<p>", "</p>", "<b>", "</b>", "<br>", "<br/>", "<br />", "<p/>", "<pre>", "</pre>", "</q>", "<hr>",
    "a", "b  c", " ", "\n", "\t \n", "\xa0", "é", "'", '"', ">", "=", "/", "-->", "& ", "\r",
    "&amp;", "&lt;", "&copy;", "&foo;", "&#65;", "&#x41;", "&#0;", "&#1;", "&#150;", "&#x110000;", "&#32;",
    '<a href="x?a=b&amp;c&copy=1" rel=" me  you ">', "</a>", '<a b="1" B="2" b>', "<ol reversed>", "</ol>",
    '<p\n class=" x\ty "\n>', '<img src="a" alt="&quot;b&quot; \'c\'">', '<q cite="<&lt;>">', "<ruby>",
    "<rt>", "</rt>", '<td headers="a  b" id="">', "</td>", '<svg viewBox="0 0">', "</svg>", "<template>",
]
ODD = [
    "<a href='x'>", "<a b=c/>", "<a b = c>", "<P CLASS=A>", "</P>", "</p >", "<x-y>", "</br>", "</hr>",
    "<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "<iframe>",
    "<!-- c -->", "<!---->", "<!-- -- >", "<!DOCTYPE html>", "<?x?>", "\0", "<", "</", "<i", "<3", "<p a=\"'",
    "&", "&copy", "&a-b;", "&#;", "&#x;", "&#99999999999999;", "<b>" * 150,
]
# fmt: on


def join(pieces):
    """Return a strategy for HTML that is made of these pieces."""
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join)


def compare(root, html):
    """Insist on the HTML, elements and texts that Beautiful Soup has."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = BeautifulSoup(tame(html) if "<" in html else f"{html}\n", "html.parser")
    assert str(root) == str(page)
    for ours, theirs in zip([root, *root.walk()], [page, *page.find_all(True)], strict=True):
        assert ours.read() == theirs.get_text()
        assert write_children(ours) == theirs.decode_contents()
        words = [" ".join(value) if isinstance(value, list) else value for value in theirs.attrs.values()]
        assert ours.attrs == dict(zip(theirs.attrs, words, strict=True))


@settings(deadline=None)
@given(join(NEAT + ODD))
def test_anything_is_read_as_beautiful_soup_reads_it(html):
    compare(parse(html), html)


@settings(deadline=None)
@given(join(NEAT).map("<p>{}".format))
def test_what_is_neat_is_read_as_anything_else_is(html):
    compare(read_neat(html), html)
    assert str(read_any(html)) == str(read_neat(html))


# corpus: 2 inputs
@pytest.mark.parametrize("html", ["<!-- -- ><![foo --><p>a", "<!-- -- ><! --><p>a"])
def test_declarations_that_nobody_knows_are_no_text(html):
    assert parse(html).find("p").read() == "a"
    assert "foo" not in parse(html).read()


def test_a_tree_is_changed_in_place():
    root = parse("<p>a<b>c</b>d</p><p>e</p>")
    bold, first = root.find("b"), root.find("p")
    bold.replace("x", Element("i", {"id": 'a"b'}, "y"), "z")
    assert str(root) == "<p>ax<i id='a\"b'>y</i>zd</p><p>e</p>"
    bold.replace("what is not there any more stays so")
    root.find("i").wrap("u")
    root.find("u").follow(" ", bold)
    first.fill(node for node in first.children if node != "z")
    assert str(root) == "<p>ax<u><i id='a\"b'>y</i></u> <b>c</b>d</p><p>e</p>"
    assert [around.name for around in root.find("i").parents] == ["u", "p", ""]
    first.remove()
    assert str(root) == "<p>e</p>"
    assert first.parent is None
