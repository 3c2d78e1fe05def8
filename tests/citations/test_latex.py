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
        ("H<sub>2</sub>O <span class='x'>y</span>", "H₂O y"),
        (r"Epocrates\relax", "Epocrates"),
        (r"\LaTeX{} rules", "LaTeX rules"),
        ("e\u0301", "é"),
        ("100% {of} it", "100% of it"),
        ("{unbalanced", "unbalanced"),
        ("unbalanced}", "unbalanced"),
        ("trailing \\", "trailing"),
        # Above and below the line.
        (r"H\textsubscript{2}O, CO$_{2}$, NO$_x$", "H₂O, CO₂, NOₓ"),
        (r"10$^{-3}$, $10^{-3}$, $10^-3$, 10\textsuperscript{-3}", "10⁻³, 10⁻³, 10⁻³, 10⁻³"),
        (r"19\textsuperscript{th} and 19$^{th}$, X\textsuperscript{TM}", "19th and 19th, X™"),
        (r"$x^{n-1}$ in $\mathbb{R}^n$, $\bar{x}$, $\frac{1}{2}$", "xⁿ⁻¹ in ℝⁿ, x̄, 1/2"),
        (r"25~\textdegree C, 25$^\circ$C, 25\,$^{\circ}$C", "25\u00a0°C, 25°C, 25 °C"),
        (r"\ce{H2O}, \ce{Ca^{2+}}, \SI{25}{\celsius}, \ensuremath{\alpha}", "H₂O, Ca²⁺, 25\u00a0°C, α"),
        (r"10$^{-3}$~m", "10⁻³\u00a0m"),
        ("$5 and no more; from $5 to $10", "$5 and no more; from $5 to $10"),
        (
            "<mml:math><mml:msub><mml:mrow><mml:mi>CO</mml:mi></mml:mrow><mml:mn>2</mml:mn></mml:msub></mml:math>",
            "CO₂",
        ),
        ("<i>CO<sub>2</sub></i> here<br/>and <p>there</p><p>now", "CO₂ here and there now"),
        ("&amp;amp; &lt;i&gt;Felis&lt;/i&gt;", "& Felis"),
        ("{\\textless}sup{\\textgreater}2{\\textless}/sup{\\textgreater}", "²"),
        # Straight single quotes.
        ("'Just a word' and the boys' 'other'", "‘Just a word’ and the boys’ ‘other’"),
        ("the '90s, rock 'n' roll, 'tis l'art", "the ’90s, rock ’n’ roll, ’tis l’art"),
        ("('so') and \"'so'\" and 'never ends", "(‘so’) and “‘so’” and ’never ends"),
        # Commands with several arguments.
        (r"\href{https://x.example}{Words} \textcolor[rgb]{1,0,0}{red}", "Words red"),
        (r"\foreignlanguage{german}{Der Titel} \texorpdfstring{$\alpha$}{alpha}", "Der Titel α"),
        (r"\noopsort{b}Second \enquote{so \enquote{and} so} \enquote*{here}", "Second “so ‘and’ so” ‘here’"),
        (r"\MakeUppercase{nz} \footnote{Not here.}end \hspace*{1em}x", "NZ end x"),
        (r"\apj, \mnras", "The Astrophysical Journal, Monthly Notices of the Royal Astronomical Society"),
        (r"\texorpdfstring{one", "one"),
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
