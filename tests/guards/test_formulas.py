"""Formulas where only words or simple HTML can stand."""

import pytest
from pelican.plugins.writing.tex import convert

from guards.formulas import read_tex, write_formulas, write_simple, write_words


@pytest.mark.parametrize(
    ("tex", "simple", "words"),
    [
        ("x^2", "<em>x</em><sup>2</sup>", "x²"),
        ("p < .05", "<em>p</em> &lt; .05", "p < .05"),
        (r"\chi^2(2, N = 90) = 0.89", "χ<sup>2</sup>(2, <em>N</em> = 90) = 0.89", "χ²(2, N = 90) = 0.89"),
        (r"\eta_p^2", "η<sub><em>p</em></sub><sup>2</sup>", "ηₚ²"),
        (r"\hat\beta_1 = -0.3", "β̂<sub>1</sub> = −0.3", "β̂₁ = −0.3"),
        (r"\frac{a + b}{2} = c", "(<em>a</em> + <em>b</em>)/2 = <em>c</em>", "(a + b)/2 = c"),
        (r"10^{-3}", "10<sup>−3</sup>", "10⁻³"),
        (r"{(a+b)}^n", "(<em>a</em> + <em>b</em>)<sup><em>n</em></sup>", "(a + b)ⁿ"),
        (r"e^{-kt}", "<em>e</em><sup>−<em>k</em><em>t</em></sup>", "e^(−kt)"),
        (r"\log x + f'(x)", "log <em>x</em> + <em>f</em>′(<em>x</em>)", "log x + f′(x)"),
        (r"\sqrt{n} \le \sqrt{x+1}", "√<em>n</em> ≤ √(<em>x</em> + 1)", "√n ≤ √(x + 1)"),
        (r"a \text{ & } b", "<em>a</em> &amp; <em>b</em>", "a & b"),
    ],
)
def test_what_reads_the_same_on_a_line(tex, simple, words):
    mathml = convert(tex)
    assert write_simple(mathml) == simple
    assert write_words(mathml) == words


@pytest.mark.parametrize(
    "tex",
    [
        r"2\frac{a}{b}",
        r"\frac{1}{2}x",
        r"\frac{\frac{a}{b}}{c}",
        r"x^{2^n}",
        r"x^{a/b}",
        r"\sum_{i=1}^n x_i",
        r"\begin{pmatrix} 1 & 2 \end{pmatrix}",
        r"\begin{cases} 1 & x \end{cases}",
        r"\int_0^1 x",
        r"\sqrt[3]{x}",
        r"\binom{n}{k}",
        r"\boldsymbol{\beta}",
        r"\overbrace{x}^{n}",
        r"\phantom{x}",
    ],
)
def test_what_would_read_otherwise_stays_tex(tex):
    mathml = convert(tex)
    assert write_simple(mathml) == ""
    assert write_words(mathml) == read_tex(mathml) == tex


def test_other_formulas_in_html():
    square, fraction = convert("x^2"), convert(r"a < 2\frac{b}{c}")
    html = f"<p>A {square} and {fraction}.</p>"
    assert write_formulas(html) == ("<p>A <em>x</em><sup>2</sup> and <code>a &lt; 2\\frac{b}{c}</code>.</p>")
    assert write_formulas("<math><mi>x</mi></math> <math><foo></math>") == "<em>x</em> <code></code>"
    assert write_simple("<math>" * 10_000) == write_simple("no") == ""
