"""A copy says what the post says, and nothing in it works only on our site."""

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosspost.copies.copy import make_copy
from crosspost.copies.embedded import Drawings, replace_embedded
from crosspost.model import Article, Holding, Licence, Place, Sibling
from crosspost.outbox.files import dump_post, make_post, read_fields
from crosspost.text.links import anchor_prefix, copy_anchor, link_siblings
from crosspost.text.mark import is_edited, read_mark
from crosspost.text.parser import parse
from crosspost.text.plaintext import read_title

ARTICLE = Article(
    id="media/first",
    source="content/media/1-first.md",
    slug="first",
    title="First & best",
    html="",
    summary="",
    url="https://partwork.example/media/first/",
    published="2026-11-02T10:00:00+13:00",
    modified="",
    language="en",
    authors=("A. Author", "B. Author"),
    category="media",
    tags=(),
    licence=Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    attribution_html="",
    attribution_text="",
    series=None,
    site="Partwork",
    home="https://partwork.example",
    output=Path("/nowhere"),
)
SECOND = Sibling("media/second", 2, "Second", "https://partwork.example/media/second/")
PLACE = Place("Media", "https://partwork.example/media/", 1, 2, (SECOND,))


def body(html, **changes):
    """Return the copy of a post with this content, without what stands around it."""
    copy = make_copy(replace(ARTICLE, html=html, licence=None, **changes)).html
    return copy.partition("\n")[2].partition('\n<section class="partwork-acknowledgments">')[0]


@pytest.mark.parametrize(
    ("html", "copy"),
    [
        ("<p>Seen <time>today</time>.</p>", "<p>Seen today.</p>"),
        ("<p>a<!-- comment --><script>b</script><style>c</style></p><p><script>d</script></p>", "<p>a</p>"),
        (
            '<picture><source srcset="b.avif 2x"><img src="b.png" alt="b"></picture>',
            '<img alt="b" src="https://partwork.example/media/first/b.png" '
            'style="max-width: 100%; height: auto"/>',
        ),
        ('<a href="../second/">b</a>', '<a href="https://partwork.example/media/second/">b</a>'),
        ('<a href="javascript:alert(1)">b</a>', "<a>b</a>"),
        (
            '<p onclick="x()" class="c" style="color: red; text-align: right">a</p>',
            '<p class="c" style="text-align: right">a</p>',
        ),
        (
            '<b id="a"></b><i aria-labelledby="a b">c</i>',
            '<b id="m-edia--first--a"></b><i aria-labelledby="m-edia--first--a b">c</i>',
        ),
        (
            '<a href="#x">x</a><b id="x"></b>',
            '<a href="#m-edia--first--x">x</a><b id="m-edia--first--x"></b>',
        ),
        (
            '<a href="https://partwork.example/media/first/#fn:1">1</a><i id="fn:1">n</i>',
            '<a href="#m-edia--first--fn-1">1</a><i id="m-edia--first--fn-1">n</i>',
        ),
        ('<a href="#elsewhere">x</a>', '<a href="https://partwork.example/media/first/#elsewhere">x</a>'),
        (
            '<p>n<a class="footnote-backref">↩</a><a class="footnote-backref">↩</a></p>',
            '<p>n<a class="footnote-backref">↩\ufe0e</a> <a class="footnote-backref">↩\ufe0e</a></p>',
        ),
    ],
)
def test_html(html, copy):
    assert body(html) == copy


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (
            '<math alttext="x^{2^2}"><msup><mi>x</mi><msup><mn>2</mn><mn>2</mn></msup></msup></math>',
            "x^{2^2}",
        ),
        (
            "<math><semantics><munder><mi>x</mi><mo>_</mo></munder>"
            '<annotation encoding="application/x-tex">\\underline x</annotation></semantics></math>',
            "\\underline x",
        ),
        (
            "<math><mi>x</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>"
            "<mo>+</mo><msup><mi>c</mi><mn>2</mn></msup><msqrt><mi>d</mi></msqrt><mo>∑</mo></math>",
            "x = (a+1)/b + c^2 √(d) ∑",
        ),
        ('<span class="arithmatex">\\(a &lt; b\\)</span>', "a &lt; b"),
        ('<script type="math/tex">a_1</script>', "a_1"),
        ("\\(a_1\\)", "a_1"),
        ("$a_1 + b$", "a_1 + b"),
        ("$n$", "n"),
        ("$$\\sum_i x_i$$", "\\sum_i x_i"),
    ],
)
def test_a_formula_survives_as_a_text(formula, text):
    assert body(f"<p>So {formula} is.</p>") == f"<p>So <code>{text}</code> is.</p>"


def test_a_player_with_a_link_is_that_link():
    link = '<a href="https://youtu.be/x"><strong>A talk</strong> <span class="host">(on YouTube)</span></a>'
    html = f'<p class="player"><iframe src="https://www.youtube-nocookie.com/embed/x"></iframe>{link}</p>'
    assert body(html) == f'<p class="player">{link}</p>'
    video = '<video src="/a.mp4" title="A talk"><track src="/a.vtt"><a href="/a.mp4">A</a></video>'
    html = f'<p class="player">{video}</p>'
    assert body(html) == '<p class="player"><a href="https://partwork.example/a.mp4">Video: A talk</a></p>'


def test_code_is_plain():
    html = (
        '<pre class="highlight" tabindex="0"><code class="language-python"><span class="k">if</span> a:\n'
        "  b</code></pre><pre><code>c</code></pre><pre>d <em>e</em> <span>f</span></pre>"
    )
    post = make_copy(replace(ARTICLE, html=html))
    assert '<code class="language-python">if a:\n  b</code></pre>' in post.html
    assert "<code>c</code></pre>" in post.html
    assert "d <em>e</em> <span>f</span></pre>" in post.html


def test_a_formula_that_reads_the_same_on_a_line_is_no_code():
    html = "<p>So <math><msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo><mn>1</mn></math> is.</p>"
    post = make_copy(replace(ARTICLE, html=html))
    assert "<p>So <em>x</em><sup>2</sup> &lt; 1 is.</p>" in post.html
    assert "So x² < 1 is." in post.text


@pytest.mark.parametrize(
    "text",
    ["It costs $5 or $10 here.", "From $5–$10, or $5.", "A US$ and a US$.", "<code>$a_1$</code> it is."],
)
def test_money_and_code_are_no_formulas(text):
    assert body(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_a_formula_that_stands_alone_is_a_paragraph():
    assert body('<div class="arithmatex">\\[\nx = 1\n\\]</div>') == "<p><code>x = 1</code></p>"
    assert body('<math display="block" alttext="x"></math>') == "<p><code>x</code></p>"


@pytest.mark.parametrize(
    ("player", "link"),
    [
        ('<iframe src="https://v.example/1"></iframe>', '<a href="https://v.example/1">https://v.example/1</a>'),
        (
            '<iframe src="/e" title="A talk">no</iframe>',
            '<a href="https://partwork.example/e">A talk</a>',
        ),
        (
            '<video controls><source src="talk.mp4"><track src="talk.vtt">no</video>',
            '<a href="https://partwork.example/media/first/talk.mp4">Video: talk.mp4</a>',
        ),
        (
            '<audio src="/a.mp3" aria-label="A song"></audio>',
            '<a href="https://partwork.example/a.mp3">Audio: A song</a>',
        ),
        ('<object data="/a.pdf" title="A paper"><embed src="/a.pdf"></object>',
         '<a href="https://partwork.example/a.pdf">A paper</a>'),
    ],
)  # fmt: skip
def test_what_plays_is_a_link_with_its_title(player, link):
    assert body(f"<p>{player}</p>") == f"<p>{link}</p>"
    assert body(player) == f"<p>{link}</p>"


def test_a_drawing_in_the_page_is_replaced_by_its_picture_its_words_or_a_link(tmp_path):
    site = images(tmp_path)
    (tmp_path / "chart.svg").write_text('<?xml version="1.0"?>\n<svg xmlns="x">\n<path d="M 0 0"/></svg>')
    own = '<svg role="img" class="chart"><path d="M 0 0"/></svg>'
    assert '<img alt="" src="https://partwork.example/chart.png"' in body(own, **site)
    first = '<a href="https://partwork.example/media/first/">'
    words = "<svg><title>Use of\n media</title><desc>60 of 100</desc><path d='M 1 1'/></svg>"
    assert body(f"<p>{words}</p>", **site) == f"<p>{first}Image: Use of media</a> (60 of 100)</p>"
    assert body(f"<figure>{words}</figure>").startswith(
        f'<figure style="margin: 1.5em 0"><p>{first}Image: Use of'
    )
    nameless = "<p><svg><path d='M 1 1'/></svg></p>"
    assert body(nameless) == f"<p>{first}See the image where this was first published</a></p>"
    assert body('<p>a<svg aria-hidden="true"><text>b</text></svg></p>') == "<p>a</p>"
    assert body('<p><a href="/x"><svg><path/></svg> x</a></p>').endswith('"> x</a></p>')


def test_the_drawings_of_a_site_are_read_once_for_all_posts(tmp_path):
    def draw(name):
        for suffix in ("svg", "png"):
            (tmp_path / f"{name}.{suffix}").write_text(f"<svg><path d='{name}'/></svg>")

    def show(name):
        root = parse(f'<p><svg class="chart">\n<path d="{name}"/></svg></p>')
        replace_embedded(root, replace(ARTICLE, output=tmp_path), drawings)
        return root.find("img") and root.find("img").attrs["src"]

    drawings = Drawings(tmp_path)
    draw("first")
    draw("second")
    assert show("first") == "https://partwork.example/first.png"
    draw("third")
    (tmp_path / "second.svg").unlink()
    assert show("second") == "https://partwork.example/second.png"
    assert show("third") is None


def test_the_post_says_by_itself_that_it_is_a_copy_in_its_own_acknowledgments():
    html = "<p>a</p><h2>Acknowledgments</h2><p>Thanks.</p><h2>References</h2><p>b</p>"
    post = make_copy(replace(ARTICLE, html=html, licence=None))
    assert post.html.count("Acknowledgments</h2>") == 1
    assert (
        "Acknowledgments\n\nThanks.\n\n"
        "This post was originally published at <https://partwork.example/media/first/>.\n\nReferences"
    ) in post.text


def test_our_own_words_in_another_language_are_marked():
    post = make_copy(replace(ARTICLE, html="<p>Kia ora</p>", language="mi", series=PLACE))
    page = BeautifulSoup(post.html, "html.parser")
    ours = page.select(".partwork-notice, .partwork-series, .partwork-acknowledgments > *, .partwork-licence")
    assert [element.get("lang") for element in ours] == ["en"] * 5
    assert "lang=" not in make_copy(replace(ARTICLE, html="<p>Hello</p>", series=PLACE)).html


NAMES = st.text("ab-/_. é", min_size=1, max_size=5)


@given(
    posts=st.lists(NAMES, min_size=2, max_size=2, unique_by=anchor_prefix), anchors=st.tuples(NAMES, NAMES)
)
@example(posts=["a", "a/b"], anchors=("b--c", "c"))
@example(posts=["a", "a-"], anchors=("-c", "c"))
def test_two_posts_on_one_page_share_no_anchor(posts, anchors):
    assert copy_anchor(posts[0], anchors[0]) != copy_anchor(posts[1], anchors[1])


def test_a_planned_part_without_a_title_is_named_once():
    siblings = (SECOND, Sibling("", 3, "Part 3", ""), Sibling("", 4, "Third", ""))
    post = make_copy(replace(ARTICLE, html="<p>Text.</p>", series=replace(PLACE, siblings=siblings)))
    items = [item.read() for item in parse(post.html).find("nav").find_all("li")]
    assert items == ["Part 2: Second", "Part 3 (to come)", "Part 4: Third (to come)"]


def test_the_notice_the_series_and_the_licence_stand_around_the_text():
    post = make_copy(replace(ARTICLE, html="<p>Text.</p>", series=PLACE))
    assert post.text == (
        "By A. Author and B. Author. First published on Partwork at <https://partwork.example/media/first/>.\n\n"
        "Part 1 of 2 of Media <https://partwork.example/media/>.\n\n"
        "- Part 2: Second <https://partwork.example/media/second/>\n\n"
        "Text.\n\n"
        "Acknowledgments\n\n"
        "This post was originally published at <https://partwork.example/media/first/>.\n\n"
        "This work is licensed under CC BY 4.0 <https://creativecommons.org/licenses/by/4.0/>.\n"
    )


def test_plain_text_keeps_the_shape_of_the_text():
    html = (
        "<h2>Head</h2><blockquote><p>One</p><p>Two</p></blockquote><ul><li>a</li><li>b <em>c</em></li></ul>"
        "<table><caption>T</caption><tr><th>x</th><td>1</td></tr></table><pre>  code\n  more</pre>"
        '<p>A <q>quote</q><br>and <a href="https://a.example/">a link</a>.</p>'
    )
    text = make_copy(replace(ARTICLE, html=html, licence=None)).text.split("\n\n", 1)[1]
    assert text.split("\n\nAcknowledgments\n")[0] == (
        "Head\n\n> One\n>\n> Two\n\n- a\n- b c\n\nT\nx | 1\n\n  code\n  more\n\n"
        "A “quote”\nand a link <https://a.example/>."
    )


def test_plain_text_keeps_the_numbers_of_a_list_which_do_not_count_as_words():
    html = (
        '<ol start="4"><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>'
        '<div class="footnote"><ol><li><p>Note.</p></li></ol></div><p>1914. And</p>'
    )
    post = make_copy(replace(ARTICLE, html=html, licence=None))
    assert "\n\n4.\xa0a\n   - b\n5.\xa0c\n   d\n\n1.\xa0Note.\n\n1914. And\n\n" in post.text
    copy = link_siblings(post, "partner", {})
    mark = read_mark(copy.post.html, copy.marker)
    assert not is_edited(copy.post.html.replace(' start="4"', ""), mark)
    assert is_edited(copy.post.html.replace("Note", "4"), mark)
    assert is_edited(copy.post.html.replace("1914. And", "1918. And"), mark)


def images(tmp_path, **reuse):
    """Return an article whose output folder has a photo, a drawing with its fallback and one without."""
    for name in ("photo.png", "chart.svg", "chart.png", "lone.svg"):
        (tmp_path / name).write_bytes(name.encode())
    return {"output": tmp_path, "reuse": reuse}


def test_a_drawing_is_replaced_by_the_picture_beside_it(tmp_path):
    site = images(tmp_path)
    assert 'src="https://partwork.example/chart.png"' in body('<img alt="a" src="/chart.svg">', **site)
    lone = body('<figure><img alt="a" src="/lone.svg"></figure>', **site)
    assert '<p><a href="https://partwork.example/lone.svg">Image: a</a></p>' in lone
    assert "<img" not in lone


@pytest.mark.parametrize(
    "html",
    [
        '<figure data-licence="LicenseRef-Closed"><img alt="a" src="/photo.png"></figure>',
        '<p><img alt="a" src="/photo.png" data-licence="LicenseRef-Closed"></p>',
    ],
)
def test_an_image_that_may_not_be_copied_is_a_link(tmp_path, html):
    post = make_copy(replace(ARTICLE, html=html, **images(tmp_path)))
    assert "<img" not in post.html
    assert f'<a href="{ARTICLE.url}">Image: a</a>' in post.html
    assert [(image.path, image.reuse) for image in post.images] == [("photo.png", False)]


def test_an_image_above_the_text_is_credited_where_the_text_does_not_show_it(tmp_path):
    site = images(
        tmp_path, **{"photo.png": ("Harbour, Given Example & others, CC BY 4.0", "CC-BY-4.0", True)}
    )
    article = replace(ARTICLE, html="<p>Words.</p>", cover="photo.png", **site)
    post = make_copy(article)
    assert "\n\nImage that stands for this post: Harbour, Given Example & others, CC BY 4.0.\n\n" in post.text
    shown = '<figure><img alt="a" src="/photo.png"></figure>'
    for changes in ({"html": shown}, {"cover": ""}, {"cover": "lone.svg"}, {"reuse": {}}):
        assert "Image that stands for" not in make_copy(replace(article, **changes)).html


def test_the_note_on_an_image_counts_more_than_its_mark(tmp_path):
    html = '<figure data-licence="CC-BY-4.0"><img alt="a" src="/photo.png"></figure>'
    site = images(tmp_path)
    assert "<img" in body(html, **site)
    site["reuse"] = {"photo.png": ("Someone", "CC-BY-4.0", False)}
    assert "<img" not in body(html, **site)
    site["reuse"] = {"series/images/photo.png": ("Someone", "CC-BY-4.0", False)}
    assert "<img" not in body(html, **site)


def test_files_outside_the_site_are_not_taken(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    post = make_copy(replace(ARTICLE, html='<img src="/%2e%2e/secret.png">', output=tmp_path / "output"))
    assert post.images == ()


HELD = Holding("2", "https://blog.example/?p=2&x=1", True, "", "")


def test_links_to_siblings_lead_to_the_partners_copies():
    html = '<p><a href="../second/#fn:2">there</a> and <a href="../third/">further</a></p>'
    post = make_copy(replace(ARTICLE, html=html, series=PLACE))
    plain = link_siblings(post, "blog", {})
    linked = link_siblings(post, "blog", {"media/second": HELD})
    assert 'href="https://partwork.example/media/second/#fn:2"' in plain.post.html
    links = [link["href"] for link in BeautifulSoup(linked.post.html, "html.parser").select("a")]
    assert links.count("https://blog.example/?p=2&x=1") == 1
    assert "https://blog.example/?p=2&x=1#m-edia--second--fn-2" in links
    assert "https://partwork.example/media/third/" in links
    assert "- Part 2: Second <https://blog.example/?p=2&x=1>" in linked.post.text
    assert plain.version != linked.version
    assert plain.version.split(".")[0] == linked.version.split(".")[0]
    mark = read_mark(linked.post.html, linked.marker)
    assert mark.version == linked.version
    assert read_mark(linked.post.html, "partwork.example:media/second") is None
    assert not is_edited(linked.post.html, mark)
    assert is_edited(linked.post.html.replace("further", "farther"), mark)


TREES = st.recursive(
    st.sampled_from(["text & more", "ā", " ", "<br>", '<img src="a.png" alt="a">', "<script>x</script>"]),
    lambda inner: st.builds(
        lambda tag, attribute, children: f"<{tag}{attribute}>{''.join(children)}</{tag}>",
        st.sampled_from(
            ["p", "div", "a", "span", "time", "figure", "table", "li", "math", "x-y", "blockquote"]
        ),
        st.sampled_from(["", ' id="a"', ' href="#a"', ' class="a b"', ' href="/b#c"', " data-x='\"'"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=5).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_html_becomes_a_copy_that_is_stable_and_safe(html):
    post = make_copy(replace(ARTICLE, html=html))
    assert make_post(read_fields(dump_post(post))) == post
    page = BeautifulSoup(post.html, "html.parser")
    assert not page.find_all(["script", "math", "time", "x-y"])
    for link in page.select("[href], [src]"):
        address = link.get("href") or link.get("src")
        assert address.startswith(("https://", "#m-edia--first--"))
    again = make_copy(replace(ARTICLE, html=html))
    assert again == post
    # What is sent differs from what is in the outbox by its wrapper alone while no sibling has arrived.
    assert post.html in link_siblings(post, "blog", {}).post.html


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("Is a < b or b > a?", "Is a < b or b > a?"),
        ("List<String> &amp; co", "List<String> & co"),
        ("C++ <T>", "C++ <T>"),
        ("List&lt;String&gt;", "List<String>"),
        ('<em>Rain</em> <q>now</q> <span lang="mi">x</span><sup>2</sup>', "Rain “now” x²"),
        ("Plain", "Plain"),
    ],
)
def test_a_title_keeps_what_is_no_markup(html, title):
    assert read_title(html) == title


def test_what_a_comment_says_stays_at_home():
    html = "<p>a <!-- hidden $x^2$ -->b <math><mi>y<!-- hidden --></mi></math></p>"
    post = make_copy(replace(ARTICLE, html=html))
    assert "<p>a b <em>y</em></p>" in post.html
    assert "hidden" not in post.html + post.text


def test_two_drawings_in_one_link_are_one_link():
    html = '<p><a href="/x"><img src="/a.svg" alt="A"><img src="/b.svg" alt="B"></a></p>'
    assert "Image: A" in make_copy(replace(ARTICLE, html=html)).html
