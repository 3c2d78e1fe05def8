#!/usr/bin/env bash
# One would guess that a per-cent sign before an entry in a .bib file either
# comments it out or does not.
#
# pandoc takes it for a comment and leaves the entry out. pybtex,
# bibtexparser and citation-js follow BibTeX, where a comment sign means
# nothing: all of them read the entry. bibtex-tidy even puts it on a line of
# its own, so that the entry is back for pandoc as well.
#
# A reference that somebody took out "for now" is in the published list or
# not, depending on the tool; a tidy-up of the file brings it back for good.
#
# Seen with pandoc 3.9 (pypandoc-binary 1.17), pybtex 0.26.1, bibtexparser
# 2.1.0, bibtex-tidy 1.14.0, @citation-js/plugin-bibtex 0.8.2, on
# 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check \
  pypandoc-binary==1.17 pybtex==0.26.1 bibtexparser==2.1.0
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  bibtex-tidy@1.14.0 \
  @citation-js/core@0.8.2 \
  @citation-js/plugin-bibtex@0.8.2

cat >works.bib <<'BIB'
@book{first, author = {Doe, Jane}, title = {Rivers}, year = {2020}}
% @book{hidden, author = {Roe, Richard}, title = {Lakes}, year = {2021}}
@book{last, author = {Doe, Jane}, title = {Seas}, year = {2022}}
BIB
by_pandoc() { "$pandoc" -f bibtex -t csljson "$1" | env/bin/python -c '
import json, sys
print(*(w["id"] for w in json.load(sys.stdin)))'; }
cat >look.py <<'PY'
import sys

import bibtexparser
from pybtex.database import parse_file

if sys.argv[1] == "pybtex":
    print(*parse_file("works.bib").entries)
else:
    print(*(entry.key for entry in bibtexparser.parse_file("works.bib").entries))
PY
cat >look.cjs <<'JS'
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
console.log(new Cite(require("fs").readFileSync("works.bib", "utf8")).data.map((w) => w.id).join(" "));
JS
expect() { # what, seen, wanted
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "CHANGED: $1: expected $3" >&2; exit 1; }
}
expect "pandoc" "$(by_pandoc works.bib)" "first last"
expect "pybtex" "$(env/bin/python look.py pybtex)" "first hidden last"
expect "bibtexparser" "$(env/bin/python look.py bibtexparser)" "first hidden last"
expect "citation-js" "$(node look.cjs)" "first hidden last"
node_modules/.bin/bibtex-tidy works.bib --output=tidy.bib >/dev/null
expect "pandoc, after bibtex-tidy" "$(by_pandoc tidy.bib)" "first hidden last"
