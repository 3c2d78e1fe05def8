"""Formulas: what is one, what becomes of it on a page, and what is said of one that cannot be shown."""

import re

import pytest
from bs4 import BeautifulSoup

X2 = '<math\nalttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>'
X2_ALONE = '<math\nalttext="x^2" display="block"><msup><mi>x</mi><mn>2</mn></msup></math>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Of $x^2$.", f"<p>Of {X2}.</p>"),
        (r"Of \(x^2\), or \\(x^2\\).", f"<p>Of {X2}, or {X2}.</p>"),
        ("$$x^2$$", f'<p class="equation">{X2_ALONE}</p>'),
        ("$$\nx^2\n$$ {#square}", f'<p class="equation" id="square">{X2_ALONE}</p>'),
        (r"\[x^2\]", f'<p class="equation">{X2_ALONE}</p>'),
        ("So\n$$x^2$$\nand so.", f'<p>So</p>\n<p class="equation">{X2_ALONE}</p>\n<p>and so.</p>'),
        ("So $$x^2$$ it is.", f"<p>So {X2_ALONE} it is.</p>"),
        ("> $$x^2$$", f'<blockquote>\n<p class="equation">{X2_ALONE}</p>\n</blockquote>'),
        ("**$x^2$**", f"<p><strong>{X2}</strong></p>"),
        ("## The $x^2$ test", f"<h2>The {X2} test</h2>"),
        # Money, escapes, code, and brackets that were escaped in prose.
        ("From $5 and $10 to $20.", "<p>From $5 and $10 to $20.</p>"),
        ("US$5–$10, A$3, NZ$4.", "<p>US$5–$10, A$3, NZ$4.</p>"),
        (r"\$x^2\$ and \$5/$x^2$", f"<p>$x^2$ and $5/{X2}</p>"),
        ("`$x^2$`", "<p><code>$x^2$</code></p>"),
        (
            "    :::text\n    $$x^2$$",
            '<div class="highlight"><pre><span></span><code>$$x^2$$\n</code></pre></div>',
        ),
        (r"He \[sic\] said.", "<p>He [sic] said.</p>"),
        (r"\[Emphasis added\]", "<p>[Emphasis added]</p>"),
    ],
)
def test_what_is_a_formula(convert, text, html):
    page, errors = convert(text)
    assert page == html
    assert not errors


def test_numbers(convert):
    html, errors = convert("$$x^2$$ {#eq-square}\n\n$$x^2$$ {#eq-again}\n\nAs [@eq-again] says.")
    assert not errors
    numbered = '<p class="equation numbered" id="eq-{}">{} <span class="number">({})</span></p>'
    assert html == (
        f"{numbered.format('square', X2_ALONE, 1)}\n{numbered.format('again', X2_ALONE, 2)}\n"
        '<p>As <a class="crossref" href="#eq-again">Equation 2</a> says.</p>'
    )


def test_letters_that_mean_something_in_markdown(convert):
    page, errors = convert(r"$a_1*b_2*c < d \% \{e\} \$ f_{[g](h)}$ and $\text{a $x$ *b*}$")
    assert not errors
    assert "<em>" not in page
    assert "<a " not in page
    assert BeautifulSoup(page, "html.parser").math["alttext"] == r"a_1*b_2*c < d \% \{e\} \$ f_{[g](h)}"


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\foo{x}", r"\foo is no command that is known here"),
        (r"\begin{tikz}x\end{tikz}", "tikz is no environment"),
        (r"\frac{a}", "it is no whole formula"),
        (r"x^2^3", 'it has two "^" at one place'),
        (r"\left( x", r"\left and \right do not come in pairs"),
        (r"{x", "a brace has no other half"),
        (r"x}", "a brace has no other half"),
        (r"a & b", "it is no whole formula"),
        (r"\label{a} x", r"\label is not understood"),
        (r"\newcommand{\x}{y}", r"\newcommand is no command"),
        ("x ☃ y", 'it has the character "☃" in it'),
    ],
)
def test_what_cannot_be_shown_is_told_and_stays_readable(convert, tex, said):
    page, errors = convert(f"First.\n\nThen ${tex}$.")
    assert len(errors) == 1
    assert errors[0].startswith(f'content/one.md:7: the formula "{tex}" cannot be shown: {said}')
    assert BeautifulSoup(page, "html.parser").code.text == tex


def test_an_end_that_is_missing(convert):
    assert convert("Text.\n\n$$x^2\n\nMore.")[1] == [
        'content/one.md:7: "$$" begins a formula that does not end before the next empty line.'
    ]


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        # docutils sets the first of these below the letter, and takes the others apart.
        (r"\hat\beta_1", "<msub><mover><mi>β</mi><mo>ˆ</mo></mover><mn>1</mn></msub>"),
        (r"\hat{\beta}_1^2", "<msubsup><mover><mi>β</mi><mo>ˆ</mo></mover><mn>1</mn><mn>2</mn></msubsup>"),
        ("p = .05", "<mi>p</mi><mo>=</mo><mn>.05</mn>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("f'", "<mi>f</mi><mi>′</mi>"),
        ("−1 × 2", "<mo>−</mo><mn>1</mn><mo>×</mo><mn>2</mn>"),
        (r"\text{tāngata}", "<mtext>tāngata</mtext>"),
        (
            r"\begin{align}a&=b\end{align}",
            "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mo>=</mo><mi>b</mi></mtd></mtr></mtable>",
        ),
    ],
)
def test_what_authors_write(convert, tex, mathml):
    page, errors = convert(f"${tex}$")
    assert not errors
    assert re.sub(r'(?<=[a-z])(?:\s[a-z]+="[^"]*")+', "", page) == f"<p><math>{mathml}</math></p>"


def test_summaries_have_what_stands_on_a_line(site):
    site.post("one.md", "Text.", summary=r"Of $\chi^2(2) = 0.9$, $\sum_i x$ and $5.")
    assert not site.build()
    assert site.read("index.html") == (r"<p>Of χ<sup>2</sup>(2) = 0.9, <code>\sum_i x</code> and $5.</p>")


def test_another_plugin_for_formulas_is_left_its_own(site, caplog):
    site.post("one.md", "Of $x^2$.", slug="one")
    site.build(PLUGINS=["writing", "render_math"])
    assert '<span class="math">\\(x^2\\)</span>' in site.read("misc/one/index.html")
    assert [r.getMessage() for r in caplog.records if "Formulas are left to" in r.getMessage()] == [
        "Formulas are left to render_math, for which readers' browsers need a script. Take it out of the "
        "settings to have them made while the site is built."
    ]
