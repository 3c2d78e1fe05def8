#!/usr/bin/env bash
# One would guess that a search index puts a space between block elements.
# Pagefind does between p, li and td, and even a full stop.
#
# Between a dt and its dd it puts nothing: a glossary's "Colophon" and
# "Notes at the end" are indexed as "ColophonNotes at the end". A note
# number in a bare sup sticks to its word as well, while a sup that has an
# id is set apart. So the number in a heading becomes a part of the page's
# title in the results.
#
# The first word of every definition cannot be found, on pages that exist to
# be looked up; and a heading with a note is shown as "Rivers1".
#
# Seen with pagefind 1.5.2 (PyPI, with pagefind_bin), on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pagefind==1.5.2 pagefind_bin==1.5.2

mkdir -p site/glossary
cat >site/glossary/index.html <<'HTML'
<!DOCTYPE html>
<html lang="en"><head><title>Glossary</title></head><body><main data-pagefind-body>
<h1>Rivers<sup><a href="#n1">1</a></sup></h1>
<p>Estuary<sup id="r2"><a href="#n2">2</a></sup> first.</p><p>Delta next.</p>
<ul><li>Upper</li><li>Lower</li></ul>
<table><tr><td>Left</td><td>Right</td></tr></table>
<dl><dt>Colophon</dt><dd>Notes at the end</dd></dl>
</main></body></html>
HTML
env/bin/python -m pagefind --site site --output-path index >log.txt 2>&1 || { cat log.txt; exit 1; }
cat >look.py <<'PY'
import glob
import gzip
import json
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


(name,) = glob.glob("index/fragment/*")
text = gzip.open(name).read().decode("utf-8")
page = json.loads(text[text.index("{"):])
print(page["content"])
words = page["content"].replace(".", "").split()
# Controls: other blocks are set apart, and so is a sup with an id.
want("p, li, td", [w in words for w in ("first", "Delta", "Upper", "Lower", "Left", "Right")], [True] * 6)
want("sup with an id", ["Estuary" in words, "2" in words], [True, True])
# The surprise.
want("dt and dd", ["Colophon" in words, "Notes" in words, "ColophonNotes" in words], [False, False, True])
want("sup without an id", page["meta"]["title"], "Rivers1")
print("The term and its definition are one word.")
PY
env/bin/python look.py
