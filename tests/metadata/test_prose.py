"""Plain prose of HTML: no mark, no caption, no markup, and no two words glued."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.metadata.prose import cut_prose, write_prose
from pelican.plugins.metadata.titles import clean_title

CAPTION = '<figcaption><p>The map</p><p class="credit">By Jo</p></figcaption>'
FIGURE = f'<figure><img src="m.png" alt="A map">{CAPTION}</figure>'


@pytest.mark.parametrize(
    ("html", "prose"),
    [
        (
            '<p>A roll.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> Next</p>',
            "A roll. Next",
        ),
        ('<p>One<a class="footnote-reference brackets" href="#f1">[1]</a>, two</p>', "One, two"),
        (f"<p>In May</p>{FIGURE}<p>the river</p>", "In May the river"),
        ("<p>May</p><p>Map</p>", "May Map"),
        ("May<br>Map", "May Map"),
        ("<ul><li>May</li><li>Map</li></ul>", "May Map"),
        ("<h2>Heading</h2><p>Text</p><table><tr><td>1</td></tr></table><pre><code>x</code></pre>", "Text"),
        ('<p>Cited.</p><section class="references"><h2>References</h2><div>Robb</div></section>', "Cited."),
        ('<p>It</p><div class="footnote"><hr><ol><li id="fn:1"><p>Note</p></li></ol></div>', "It"),
        ("<p>2<sup>nd</sup> <em>and</em> w<b>or</b>d &amp; x &lt; y<q>z</q></p>", "2nd and word & x < y“z”"),
        ('<p title="a > b">c</p><!-- d --><script>"<p>e</p>"</script><style>f</style>g', "c g"),
        ("<table><tr><td><table></table></td></tr></table>after", "after"),
        ("a < b, c>d & e", "a < b, c>d & e"),
        ("a&nbsp;b &mdash; c", "a\xa0b — c"),
        ("cut <em", "cut"),
        ("", ""),
    ],
)
def test_prose(html, prose):
    assert write_prose(html) == prose


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One two three. Four five six. Seven eight", "One two three. Four five six."),
        ("One two three, four five six, seven, eight", "One two three, four five six, seven…"),
        ("One two by Dr. Ana B. Smith and others then", "One two by Dr. Ana B. Smith…"),
        ("He said “so it is.” And then went on to", "He said “so it is.”"),
        ("One. Two three four five six seven eight", "One. Two three four five six seven…"),
        ("One two", "One two"),
    ],
)
def test_it_ends_with_a_sentence_or_an_ellipsis(text, cut):
    assert cut_prose(text, 7) == cut


def test_a_language_without_spaces_is_cut_too():
    assert cut_prose("今日は雨です。川が増えています。", 8) == "今日は雨です。"


LEFT_OUT = [
    '<p class="credit">',
    "<table>",
    "<pre>",
    "<figcaption>",
    '<div class="x footnote">',
    "<h3>",
    "<nav>",
]


@st.composite
def documents(draw):
    """HTML, and the words of it that are prose, in order."""
    words = []

    def write(depth, shown):
        kind = draw(st.sampled_from(["word", "block", "inline", "left out"] if depth else ["word"]))
        if kind == "word":
            word = f"w{len(words)}"
            words.append((word, shown))
            return word
        start, space = {
            "block": (
                draw(st.sampled_from(['<p id="a > b">', "<li>", "<blockquote>", "<section class='x'>"])),
                "",
            ),
            "inline": (draw(st.sampled_from(["<em>", '<a href="x">', "<span lang=mi>"])), " "),
            "left out": (draw(st.sampled_from(LEFT_OUT)), ""),
        }[kind]
        name = start[1:].split(" ")[0].rstrip(">")
        inner = (write(depth - 1, shown and kind != "left out") for _ in range(draw(st.integers(0, 3))))
        # Text around an element stands in one of its own, as words of one block have spaces between them.
        return f"{space}{start}{'<br>'.join(inner)}</{name}>{space}"

    html = "<hr>".join(write(3, True) for _ in range(draw(st.integers(1, 4))))
    return html, [word for word, shown in words if shown]


@given(documents())
def test_no_two_words_are_glued_none_is_lost_and_no_markup_is_left(document):
    html, words = document
    assert write_prose(html).split() == words


@given(st.text(alphabet="<>\"'=/ abpreh1&;!-\n", max_size=80))
def test_anything_can_be_read(text):
    prose = write_prose(text)
    assert prose == " ".join(prose.split())
    assert clean_title(clean_title(text)) == clean_title(text)


@given(st.text(alphabet="<>/ TX&1'\"!-", max_size=40))
def test_of_a_title_without_markup_nothing_is_lost(title):
    assert write_prose(clean_title(title)) == " ".join(title.split())


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        '<a "',
        "<a ='",
        '="',
        "<!--",
        "<!",
        "</",
        "<script>",
        "<table>",
        "<q>",
        "<pre></pre>",
        "&",
        "x. ",
    ],
)
def test_it_takes_no_longer_than_the_text_is_long(piece):
    began = time.process_time()
    for start in ("", "<a x", "<b y='"):
        cut_prose(write_prose(start + piece * 100_000), 50)
    # What is read again for each piece would take minutes.
    assert time.process_time() - began < 10
