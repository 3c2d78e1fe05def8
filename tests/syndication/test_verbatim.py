"""Words that filters leave alone: readers see the same, and nothing that a filter looks for is left."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosspost.text.tree import escape
from crosspost.text.verbatim import BEGIN, END, keep_alt, keep_html, keep_text

WORDS = st.text(st.sampled_from("[]gallery'\"-.x:;)8O1 2\n`(tm)Wordpress/httpsā𝒜&<>"), max_size=60)
# What WordPress 6.8 looks for (wp-includes/formatting.php, shortcodes.php, class-wp-embed.php).
SHORTCODE = r"\[\[?(?:audio|caption|embed|gallery|playlist|video|wp_caption)(?![\w-])"
SMILEY = r"(?m)(?:(?<=\s)|^)(?:[:;]-?[)(?DPox|]|:!:|:(?:[a-z]{3,7}|\?\?\?):|8-[)O]|8O)(?=\s|$)"
TYPOGRAPHY = r"""['"]|--|\.\.\.|``|\s\(tm\)|\dx\d|(?m:(?:(?<=\s)|^)-(?=\s|$))"""


def read(html):
    """Return what readers see of HTML."""
    return unescape(re.sub(r"<[^<>]*>", "", html))


@given(WORDS)
@example("[gallery] :) 8-) 12x34 Wordpress")
def test_what_is_seen_stays(text):
    html = f'<p title="{escape(text).replace(chr(34), "&quot;")}">{escape(text)}</p><pre>{escape(text)}</pre>'
    for bound in (False, True):
        kept = keep_html(html, bound)
        assert read(kept) == text * 2
        assert kept.count("<tt ") == kept.count("</tt>")
        (title,) = re.findall(r'<p title="([^"]*)"', kept)
        assert unescape(title) == text
    assert read(keep_text(text)) == text


@given(WORDS)
def test_no_filter_finds_anything(text):
    kept = keep_html(f"<p>{escape(text)}</p>")
    shown = kept.removeprefix("<p>").removesuffix("</p>")
    for pattern in (SHORTCODE, SMILEY, TYPOGRAPHY, "Wordpress", "[\U00010000-\U0010ffff]"):
        assert not re.search(pattern, shown), (pattern, shown)
    assert not re.search(r"(?m)^\s*https?://[^\s<>\"]+\s*$", shown)


@given(WORDS)
@example(":smile: :???: :1:")
@example("-:)")
@example('"8-)":-:)')
def test_nor_when_letters_stand_where_references_were(text):
    shown = re.split(r"<[^<>]*>", unescape_text(keep_html(f"<p>{escape(text)}</p>", bound=True)))
    for part in shown:
        for pattern in (SHORTCODE, SMILEY, "Wordpress"):
            assert not re.search(pattern, part), (pattern, shown)


def unescape_text(html):
    """Return HTML as a visual editor writes it: with letters instead of references."""
    return re.sub(r"&#(\d+);", lambda match: escape(chr(int(match[1]))), html)


def test_typography_is_held_together_outside_code():
    assert keep_html('<p>A "word" -- here.</p>', bound=True) == (
        f"<p>A {BEGIN}&#034;word&#034; &#045;&#045;{END} here.</p>"
    )
    assert keep_html('<code>a "b" -- c</code>', bound=True) == '<code>a "b" -- c</code>'


def test_what_no_filter_touches_is_written_as_it_was():
    html = '<p class="a--b" id="x">A well-known name’s “word”: note; <a href="https://a.example/b--c?d=1&amp;e">it</a>.</p>'
    assert keep_html(html, bound=True) == html
    assert keep_text("Māori & others: a well-known name’s") == "Māori &amp; others: a well-known name’s"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>https://a.example/</p>", "<p>https&#058;//a.example/</p>"),
        ("<p><a>https://a.example/</a></p>", "<p><a>https://a.example/</a></p>"),
        ("<pre>x\nhttps://a.example/\n</pre>", "<pre>x\nhttps&#058;//a.example/\n</pre>"),
        ("<p>See https://a.example/</p>", "<p>See https://a.example/</p>"),
    ],
)
def test_an_address_that_is_a_line(html, kept):
    assert keep_html(html) == kept


def test_an_alternative_text_of_a_library():
    assert keep_alt("50%ad of <b>, C:\\x & &amp; [gallery]") == (
        "50&#037;ad of &#060;b&#062;, C:&#092;x & &#038;amp; &#091;gallery]"
    )
