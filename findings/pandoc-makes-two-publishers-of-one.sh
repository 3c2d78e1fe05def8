#!/usr/bin/env bash
# One would guess that what pandoc writes as a publisher it reads as that
# publisher.
#
# In biblatex a publisher is a list whose items are parted by "and". pandoc
# knows this when it reads and not when it writes: "Simon and Schuster"
# leaves without braces and comes back as "Simon; Schuster". The same
# happens to an institution, "Department of Health and Human Services". The
# author of a report, which may be the same department, is written with
# braces and comes back whole.
#
# In APA a publisher that is the author, too, is left out; after this way
# the two differ, and the list names half departments after the title.
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
  {"id": "book", "type": "book", "title": "Lakes", "publisher": "Simon and Schuster",
   "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2001]]}},
  {"id": "report", "type": "report", "title": "Rivers",
   "publisher": "Department of Health and Human Services",
   "author": [{"literal": "Department of Health and Human Services"}],
   "issued": {"date-parts": [[2002]]}}
]
JSON
cat >braced.bib <<'BIB'
@book{book, author = {Doe, Jane}, title = {Lakes}, date = {2001}, publisher = {{Simon and Schuster}}}
BIB
"$pandoc" -f csljson -t biblatex works.json >works.bib
"$pandoc" -f biblatex -t csljson works.bib >back.json
"$pandoc" -f biblatex -t csljson braced.bib >braced.json
grep -E 'author|publisher|institution' works.bib

cat >look.py <<'PY'
import json
import sys


def want(what, seen, expected):
    print(f"{what}: {seen!r}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


book, report = json.load(open("back.json", encoding="utf-8"))
# Control: with braces it is one, and so is the author.
want("braced", json.load(open("braced.json", encoding="utf-8"))[0]["publisher"], "Simon and Schuster")
want("author", report["author"][0].get("literal"), "Department of Health and Human Services")
# The surprise.
want("publisher", book["publisher"], "Simon; Schuster")
want("institution", report["publisher"], "Department of Health; Human Services")
PY
env/bin/python look.py
