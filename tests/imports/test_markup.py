"""HTML becomes Markdown of which this site makes a page that says the same."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from imports import places
from imports.markup.converter import convert, make_plain_image
from imports.markup.finds import Finds
from imports.markup.text import Text

# As in pelicanconf.py.
EXTENSIONS = ["extra", "smarty", "toc", "citations"]


def write(html, **options):
    """Return a text as Markdown, and what was lost of it."""
    finds = Finds("x.xml")
    options = {"base": "https://old.example/", "make_image": make_plain_image, **options}
    text = convert(html, Text(finds, **options))
    show = lambda kind, value, line: value if kind == "l" else f"{value}.png"  # noqa: E731
    return places.fill(text, show)[0], [f"{loss.place}: {loss.message}" for loss in finds.losses]


def show(text):
    """Return the page that this site makes of Markdown."""
    from markdown import markdown
    from pelican.plugins.metadata.languages import LanguagesExtension
    from pelican.plugins.writing.extension import WritingExtension

    extensions = [*EXTENSIONS, LanguagesExtension(), WritingExtension()]
    return BeautifulSoup(markdown(text, extensions=extensions), "html.parser")


def words(page):
    """What a page says, block by block, whatever quotation marks and blanks it has."""
    if isinstance(page, str):
        page = BeautifulSoup(page, "html.parser")
    text = " ".join(page.get_text(" ").split())
    text = re.sub(r"[“”]", '"', re.sub(r"[‘’]", "'", text)).replace("\u200b", "")
    return re.sub(r"\s+", "", text)


# fmt: off
SAID = [
    "An e-mail to somebody@example.org, a name @somebody and @{x}, and (@a; -@b) or [see @roe04, p. 3].",
    "Not *stressed*, not _so_ either, snake_case_words, **no**, __no__, ***no***, a*b*c and 2 * 3 * 4.",
    "[sic] and [words](https://example.org) and [a][b] and ![x](y) and [^1] and [kai]{lang=mi} and [x]{.y}",
    "`code` and ``more`` and \\ and \\* and \\\\ and a\\b",
    "# no heading", "- no list", "+ no list", "* no list", "1. no list", "23) no list", "> no quote",
    ": no definition", "= = =", "- - -", "* * *", "___", "---", "===", "    no code", "``` no fence",
    "~~~ no fence",
    "!!! note", "??? note", "::: note", "/// note", "[TOC]", "*[HTML]: no", "[^1]: no", "[a]: https://example.org",
    "{#id} and {.class} and {: .x } and {lang=mi} and {static}x and {% if %} and {{ x }}",
    "5 < 6 > 4 and <b>no</b> and &amp; and &copy; and &#65; and AT&T and <script>",
    "It costs $5 and $10, $x$ and $$y$$ and \\(z\\) and \\[z\\]",
    "H~2~O and ~~no~~ and x^2^ and ^^no^^ and ==no== and ++no++",
    "a -- b --- c ... d .... e – — …",
    "| a | b | and a|b",
    "https://example.org/a_b_c?x=1&y=2 and www.example.org/*",
    "Tēnā koe, whānau – 中文 – العربية – 𝒳",
    "A: b", "Title: x", "x  y", "http://a*b*", "*", "_", "**", "[", "]", "@", "\\", "`", "!", "!!", "&", "<",
    "a@b", "@a", "-@a",
    '"quoted" and \'so\' and rock \'n\' roll',
]
# fmt: on


def encode(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p>",
        "<p>{0}<br>{0}</p>",
        "<h2>{}</h2>",
        "<ul><li>{}</li><li>a <ul><li>{}</li></ul></li></ul>",
        "<ol><li><p>{0}</p><p>{0}</p></li></ol>",
        "<blockquote><p>{}</p></blockquote>",
        "<p>a <em>{0}</em> <strong>{0}</strong> <a href='https://x.example'>{0}</a></p>",
        "<table><tr><th>a</th><th>{0}</th></tr><tr><td>{0}</td><td>b</td></tr></table>",
        "<table><tr><td>a</td><td>{0}</td></tr></table>",
        "<dl><dt>{0}</dt><dd>{0}</dd></dl>",
        "<figure><img src='/a.png' alt='x'><figcaption>{}</figcaption></figure>",
        "<p><code>{}</code></p><pre>{}</pre>",
        "<p><sup>{0}</sup><q>{0}</q><span lang='mi'>{0}</span></p>",
    ],
)
def test_a_page_says_what_was_said(around):
    for said in SAID:
        html = around.replace("{0}", "{}").replace("{}", encode(said))
        text, _ = write(html)
        page = show(text)
        assert words(page) == words(html), text
        assert not page.select(".citation, .cite, math, del, section.references"), text


@pytest.mark.parametrize("said", SAID)
def test_an_alternative_text_says_what_it_said(said):
    attribute = encode(said).replace('"', "&quot;")
    html = f'<p>a <img src="/a.png" alt="{attribute}"></p>'
    page = show(write(html)[0])
    assert " ".join(page.img["alt"].split()) == " ".join(said.split())


SHAPES = [
    "<h2>A</h2><h3>B</h3><p>C</p>",
    "<p>a<em>b</em>c<strong>d</strong></p>",
    "<p><strong>a</strong><strong>b</strong><em>c</em><em>d</em></p>",
    "<p><em>a <strong>b</strong></em> <strong><em>c</em></strong></p>",
    "<ul><li>a</li><li>b<ul><li>c<ol><li>d</li></ol></li></ul></li></ul>",
    "<ol start='3'><li>a</li><li>b</li></ol>",
    "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol>",
    "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>",
    "<ul><li><p>a</p><blockquote><p>b</p></blockquote></li></ul>",
    "<blockquote><p>a</p><p>b</p></blockquote><blockquote><p>c</p></blockquote>",
    "<blockquote><ul><li>a</li></ul><p>b</p></blockquote>",
    "<blockquote><blockquote><p>a</p></blockquote></blockquote>",
    "<p>a<br>b</p><hr><p>c</p>",
    "<pre><code class='language-python'>a = 1\n\n  b\n</code></pre>",
    "<ul><li><p>a</p><pre><code>b\n\nc\n</code></pre></li></ul>",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    "<table><tr><td>a</td><td rowspan='2'>b</td></tr><tr><td>c</td></tr></table>",
    "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>",
    "<p><a href='https://x.example/a_b(c)?d=e&amp;f'>a</a> <a href='mailto:a@x.example'>b</a></p>",
    "<p>x<sub>1</sub><sup>2</sup> <del>a</del> <ins>b</ins> <kbd>c</kbd> <abbr>d</abbr></p>",
    "<p><code>a ` b</code> <code>c</code></p>",
    "<p><span lang='mi'>kai</span></p>",
]
SEEN = [
    "h2",
    "h3",
    "p",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "blockquote",
    "br",
    "hr",
    "pre",
    "code",
    "table",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "a",
    "sub",
    "sup",
    "del",
    "ins",
    "kbd",
    "abbr",
]


def shape(page):
    """The elements of a page, and how they stand in each other."""
    loose = {"li", "td", "th", "dd"}
    nested = [name for name in SEEN if name != "p"]
    found = [one for one in page.find_all(SEEN) if not (one.name == "p" and one.parent.name in loose)]
    return [(one.name, len([above for above in one.parents if above.name in nested])) for one in found]


@pytest.mark.parametrize("html", SHAPES)
def test_a_page_has_the_shape_that_it_had(html):
    text, lost = write(html)
    page, before = show(text), BeautifulSoup(html, "html.parser")
    assert shape(page) == shape(before), text
    assert [link["href"] for link in page.find_all("a")] == [
        link["href"].replace("(", "%28").replace(")", "%29") for link in before.find_all("a")
    ]
    assert [code.get_text() for code in page.find_all("pre")] == [
        code.get_text() for code in before.find_all("pre")
    ]
    assert not lost


OLD = {
    "<strong>One\n\ntwo</strong> three": "**One**\n\n**two** three",
    "Two<br />\nthree<br>\n\nfour": "Two  \nthree\n\nfour",
    "One\n\n&nbsp;\n\ntwo": "One\n\ntwo",
    "One\n<blockquote>two\nthree</blockquote>\nfour": "One\n\n> two  \n> three\n\nfour",
    '<div class="wp-caption"><img src="/a.png" alt="x"><p class="wp-caption-text">b</p></div>': (
        '<figure markdown="1">\n\n![x](0.png)\n\n<figcaption markdown="span">b</figcaption>\n\n</figure>'
    ),
    "<ul>\n\t<li>One</li>\n\t<li>Two</li>\n</ul>": "- One\n- Two",
    "<pre>\na\n\n\tb\n</pre>": "```\na\n\n\tb\n```",
}


@pytest.mark.parametrize(("html", "text"), OLD.items())
def test_texts_of_the_old_editor_have_paragraphs(html, text):
    assert write(html, broken=True)[0] == text


def test_what_is_nested_too_deep_is_text():
    text, lost = write("<div>" * 300 + "deep [words]" + "</div>" * 300)
    assert text == "deep \\[words\\]"
    assert lost == ["x.xml:1: this is nested too deep, so it is plain text"]
    # libxml2 itself ends at 2,048.
    text, lost = write("<div>" * 3000 + "deep &amp; [words]" + "</div>" * 3000 + "<p>after</p>")
    assert text == "deep & \\[words\\] after"
    assert lost == ["x.xml:1: this is nested too deep, so it is plain text"]


UNSAFE = {
    '<a href="javascript:alert(1)">a</a>': "a",
    '<a href=" java\nscript:alert(1)">a</a>': "a",
    '<img src="javascript:alert(1)" alt="b">': "",
    '<iframe src="javascript:alert(1)"></iframe>a': "a",
    '<a href="vbscript:x"><b>a</b></a>': "**a**",
    "<svg onload=alert(1)><script>alert(1)</script></svg>a": "a",
    '<table><tr><td rowspan=2 onclick="x"><a href="javascript:x">a</a><b onclick=x>c</b></td></tr></table>': (
        '<table>\n<tr>\n<td rowspan="2">a<b>c</b></td></tr>\n</table>'
    ),
    '<abbr title="&quot; onclick=x">a</abbr>': '<abbr title="&quot; onclick=x">a</abbr>',
    "<p onclick=x style='a:b'>a</p>": "a",
}


@pytest.mark.parametrize(("html", "text"), UNSAFE.items())
def test_nothing_that_runs_comes_in(html, text):
    assert write(html)[0] == text


SIGNS = "ab1 *_[](){}<>@#-+.!|~^$`\\=:&;/%?\"'"


@given(st.lists(st.text(SIGNS, max_size=25), min_size=1, max_size=3))
def test_a_page_says_whatever_was_said(lines):
    html = f"<p>{'<br>'.join(map(encode, lines))}</p>"
    text, _ = write(html)
    assert words(show(text)) == words(html), text
