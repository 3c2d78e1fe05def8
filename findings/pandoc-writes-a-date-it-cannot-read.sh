#!/usr/bin/env bash
# One would guess that a date which pandoc writes into a .bib file is one
# that pandoc reads.
#
# A "circa" date goes to biblatex as 1850 and an escaped tilde, which is no
# date to pandoc or to biblatex: both want the bare tilde. A span of years
# goes to BibTeX as 1850--1860, which pandoc reads as no date either. In
# both cases the way back gives a work without a date, and no warning.
#
# Exports that pass through pandoc thus lose the dates of just those works
# that are hard to date: archives, letters, photographs. APA then prints
# "n.d.".
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")

cat >works.json <<'JSON'
[
  {"id": "plain", "type": "book", "title": "Plain",
   "issued": {"date-parts": [[1850]]}},
  {"id": "circa", "type": "book", "title": "Circa",
   "issued": {"date-parts": [[1850]], "circa": true}},
  {"id": "span", "type": "book", "title": "Span",
   "issued": {"date-parts": [[1850], [1860]]}}
]
JSON
for format in biblatex bibtex; do
  "$pandoc" -f csljson -t $format works.json >works.$format
  "$pandoc" -f $format -t csljson works.$format >back.$format.json
  grep -E "^@|date|year" works.$format
done
cat >circa.bib <<'BIB'
@book{circa, title = {Circa}, date = {1850~}}
BIB
"$pandoc" -f biblatex -t csljson circa.bib >bare.json

cat >look.py <<'PY'
import json
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


def dates(name):
    found = {}
    for work in json.load(open(name, encoding="utf-8")):
        issued = work.get("issued", {})
        found[work["id"]] = (issued.get("date-parts") or None, issued.get("circa", False))
    return found


NONE = (None, False)
# Control: a bare tilde is read well.
want("bare tilde", dates("bare.json"), {"circa": ([[1850]], True)})
want(
    "through biblatex",
    dates("back.biblatex.json"),
    {"plain": ([[1850]], False), "circa": NONE, "span": ([[1850], [1860]], False)},
)
want(
    "through BibTeX",
    dates("back.bibtex.json"),
    {"plain": ([[1850]], False), "circa": ([[1850]], False), "span": NONE},
)
print("The circa date and the span of years are gone.")
PY
grep -qF '\textasciitilde' works.biblatex
env/bin/python look.py
