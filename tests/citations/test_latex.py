"""LaTeX, HTML and Unicode in field values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apa7.bibliography.latex import read, read_plain, read_verbatim
from apa7.model import Piece


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("plain", "plain"),
        (r"M\={a}ori", "Māori"),
        (r"M{\=a}ori", "Māori"),
        (r"M\=aori", "Māori"),
        (r"H{\=\i}roa", "Hīroa"),
        (r"Fa\c{c}ade", "Façade"),
        (r"Fa\c cade", "Façade"),
        (r"na{\"i}ve caf\'e", "naïve café"),
        (r"stra{\ss}e, {\O}re, {\L}\'od\'z", "straße, Øre, Łódź"),
        (r"\v{S}koda and \textcaron", "Škoda and "),
        (r"50\% of \$5 \& \#1 a\_b", "50% of $5 & #1 a_b"),
        ("1--2 --- 3", "1–2 — 3"),
        ("``quoted'' and `single'", "“quoted” and ‘single’"),
        ('say "yes" now', "say “yes” now"),
        ("a~b", "a\u00a0b"),
        ("two\n   lines", "two lines"),
        ("{A} {B}", "A B"),
        ("$x$ and {$\\alpha$}", "x and α"),
        ("Cats &amp; Dogs &#39;n&#39; all", "Cats & Dogs ’n’ all"),
        ("H<sub>2</sub>O <span class='x'>y</span>", "H2O y"),
        (r"Epocrates\relax", "Epocrates"),
        (r"\LaTeX{} rules", "LaTeX rules"),
        ("e\u0301", "é"),
        ("100% {of} it", "100% of it"),
        ("{unbalanced", "unbalanced"),
        ("unbalanced}", "unbalanced"),
        ("trailing \\", "trailing"),
    ],
)
def test_text(written, text):
    assert read_plain(written).strip() == text.strip()


def test_braces_protect_and_emphasis_is_kept():
    assert read(r"A {DNA} of \emph{Felis}") == (
        Piece("A "),
        Piece("DNA", protected=True),
        Piece(" of "),
        Piece("Felis", italic=True),
    )
    assert read("<i>Felis</i> cats")[0] == Piece("Felis", italic=True)


def test_an_accent_in_braces_protects_nothing():
    assert read(r"{\'E}tude") == (Piece("Étude"),)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (r"https://x.example/a\_b?x=1\&y=50\%25", "https://x.example/a_b?x=1&y=50%25"),
        (r"\url{https://x.example/~me}", "https://x.example/~me"),
        (r"https://x.example/{\_}a--b", "https://x.example/_a--b"),
        ("https://x.example/a\n  b", "https://x.example/ab"),
    ],
)
def test_addresses(written, url):
    assert read_verbatim(written) == url


@given(st.text(alphabet="\\{}'\"`~^=.-$&<>; aeéñ%_#", max_size=40))
def test_nothing_crashes(text):
    read(text)
    read_verbatim(text)
