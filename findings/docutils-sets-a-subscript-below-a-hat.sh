#!/usr/bin/env bash
# One would guess that `\hat{\beta}_1`, the estimate of a coefficient, becomes
# a beta with a hat and a 1 beside it, as TeX sets it.
#
# docutils' converter to MathML sets the 1 below the beta, as it would the
# limit of a sum: `munderover` instead of `msub` around `mover`. So does every
# letter with an accent: \bar{x}_1, \tilde{x}_i. The other way round it takes
# the label of \underbrace for a subscript, and p < .05 has a point that is an
# operator and a number 05.
#
# latex2mathml takes .05 for a letter, and is wrong in silence elsewhere: a command that it does not know is shown
# as a letter, an environment that it does not know is left out, and the & of
# `aligned` stands in the formula. docutils refuses these.
#
# A coefficient of a regression then looks like the limit of a sum, which most
# readers of a document that docutils has made will not notice.
#
# Seen with docutils 0.22.4 and latex2mathml 3.81.1 on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check docutils==0.22.4 latex2mathml==3.81.1

cat >look.py <<'PY'
import re

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from latex2mathml.converter import convert




def bare(mathml):
    return re.sub(r"\s+", "", re.sub(r"(?<=[a-z]) [^<>]*", "", mathml))


hat = bare(tex2mathml(r"\hat{\beta}_1"))
print("docutils:    ", hat)
assert hat == "<math><munderover><mi>β</mi><mn>1</mn><mo>ˆ</mo></munderover></math>", hat
decimal = bare(tex2mathml("p = .05"))
print("docutils:    ", decimal)
assert "<mo>.</mo><mn>05</mn>" in decimal, decimal

unknown = convert(r"\foo{x}")
print("latex2mathml:", unknown)
assert r"<mi>\foo</mi>" in unknown, unknown
aligned = convert(r"\begin{aligned} a &= b \end{aligned}")
print("latex2mathml:", aligned)
assert "<mi>&</mi>" in aligned, aligned
for tex in (r"\foo{x}", r"\begin{foo} x \end{foo}"):
    try:
        tex2mathml(tex)
    except MathError as error:
        print("docutils:    ", error)
    else:
        raise SystemExit(f"docutils takes {tex}")
PY
env/bin/python look.py
